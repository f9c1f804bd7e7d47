//! Searching a question's options by name.

use super::find::{FAR, Near, nearest};
use super::screen::{Found, Row};
use super::{Interview, Step, words};
use crate::trial::{Question, QuestionKind};
use crate::value::bits;

/// The end of the key of an option's other names.
const NAMES: &str = ".names";

impl Interview {
    /// What to show of the options of the question at hand when this is typed into its search field and these options are
    /// ticked: what is found, the nearest first, then what else is ticked. Nothing typed shows the whole list in its own
    /// order; so does what is not found, and says so. None on other screens.
    pub fn search(&self, typed: &str, ticked: &[String]) -> Option<Found> {
        let Step::Ask { slot, changing } = self.step else { return None };
        let question = self.trial.question(slot)?;
        let mut near = Vec::new();
        let mut count = 0_usize;
        for (option, id) in question.kind.options().iter().enumerate() {
            if question.kind.naming() & bits::bit(option) != 0 {
                let one = self.nearest(question, id, typed);
                count = count.saturating_add(usize::from(one.far < FAR));
                near.push((option, ticked.contains(id), one));
            }
        }
        let mut rows = Vec::new();
        for level in 0..=FAR {
            for (option, ticked, Near { far, name }) in &near {
                if *far == level {
                    let also = name.map_or(String::new(), |name| self.texts.fill("label.also", &[("name", name)]));
                    rows.push(Row { option: *option, far: level, shown: count == 0 || level < FAR || *ticked, also });
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
        Some(Found { rows, status, note })
    }

    fn nearest(&self, question: &Question, option: &str, typed: &str) -> Near<'_> {
        let key = words::option_key(question, option);
        let list = |key: &str| self.texts.find(key).unwrap_or_default();
        nearest(list(&key), list(&(key.clone() + NAMES)), typed)
    }

    /// Whether some option has more names than its label shows.
    pub(super) fn searchable(&self, question: &Question) -> bool {
        let more = |id: &String| self.texts.find(&(words::option_key(question, id) + NAMES)).is_some();
        matches!(question.kind, QuestionKind::Several { .. }) && question.kind.options().iter().any(more)
    }
}
