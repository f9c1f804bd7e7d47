//! The search of a question's options by name.

use super::name_match::{NO_MATCH, NameMatch, nearest};
use super::screen::{OptionMatches, Row};
use super::{Interview, Step, words};
use crate::trial::{Question, QuestionKind};
use crate::value::option_set;

/// The suffix of the key for an option's other names.
const NAMES: &str = ".names";

impl Interview {
    /// Returns how to show the current question's options for this search text and these ticked options: the matches,
    /// the closest first, then the other ticked options. An empty or unmatched search shows the whole list in its own
    /// order; an unmatched one also reports that. Returns `None` on other screens.
    pub fn search(&self, typed: &str, ticked: &[String]) -> Option<OptionMatches> {
        let Step::Ask { slot, changing } = self.step else { return None };
        let question = self.trial.question(slot)?;
        let mut matches = Vec::new();
        let mut count = 0_usize;
        for (option, id) in question.kind.options().iter().enumerate() {
            if question.kind.naming() & option_set::bit(option) != 0 {
                let best = self.nearest(question, id, typed);
                count = count.saturating_add(usize::from(best.distance < NO_MATCH));
                matches.push((option, ticked.contains(id), best));
            }
        }
        let mut rows = Vec::new();
        for level in 0..=NO_MATCH {
            for (option, ticked, NameMatch { distance, name }) in &matches {
                if *distance == level {
                    let also = name.map_or(String::new(), |name| self.texts.fill("label.also", &[("name", name)]));
                    rows.push(Row {
                        option: *option,
                        far: level,
                        shown: count == 0 || level < NO_MATCH || *ticked,
                        also,
                    });
                }
            }
        }
        let blank = typed.trim().is_empty();
        let note = match count {
            _ if blank => self.texts.get("label.search_hint").to_owned(),
            0 => self.texts.get("label.not_found").to_owned(),
            _ => self.texts.fill("label.found", &[("count", &count.to_string())]),
        };
        let status = if blank { self.progress(slot, changing) } else { note.clone() };
        Some(OptionMatches { rows, status, note })
    }

    fn nearest(&self, question: &Question, option: &str, typed: &str) -> NameMatch<'_> {
        let key = words::option_key(question, option);
        let list = |key: &str| self.texts.find(key).unwrap_or_default();
        nearest(list(&key), list(&(key.clone() + NAMES)), typed)
    }

    /// Returns whether some option has other names than its label shows.
    pub(super) fn searchable(&self, question: &Question) -> bool {
        let has_names = |id: &String| self.texts.find(&(words::option_key(question, id) + NAMES)).is_some();
        matches!(question.kind, QuestionKind::Several { .. }) && question.kind.options().iter().any(has_names)
    }
}
