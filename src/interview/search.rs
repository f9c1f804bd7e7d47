//! Searching a question's options by name.

use super::find::find;
use super::screen::{Found, Row};
use super::{Interview, Step, words};
use crate::bits;
use crate::trial::{Question, QuestionKind};

/// The end of the key of an option's other names.
const NAMES: &str = ".names";

impl Interview {
    /// What to show of the options of the question at hand when this is typed into its search field and these options are
    /// ticked: what is found, the nearest first, then what else is ticked. Nothing typed shows the whole list in its own
    /// order; so does what is not found, and says so. None on other screens.
    pub fn search(&self, typed: &str, ticked: &[String]) -> Option<Found> {
        let Step::Ask { slot, changing } = self.step else { return None };
        let question = self.trial.question(slot)?;
        let options = question.kind.options();
        let naming = |option| question.kind.naming() & bits::bit(option) != 0;
        let mut lists = Vec::new();
        for (option, id) in options.iter().enumerate() {
            let key = words::option_key(question, id);
            let text = |key: &str| self.texts.find(key).filter(|_| naming(option)).unwrap_or_default();
            lists.push([text(&key), text(&(key.clone() + NAMES))]);
        }
        let found = find(&lists, typed);
        let mut rows = Vec::new();
        for near in &found {
            let also = if near.shown { String::new() } else { self.texts.fill("label.also", &[("name", near.name)]) };
            rows.push(Row { option: near.option, shown: true, also });
        }
        for first in [true, false] {
            for (option, id) in options.iter().enumerate() {
                let shown = found.is_empty() || ticked.contains(id);
                if shown == first && naming(option) && found.iter().all(|near| near.option != option) {
                    rows.push(Row { option, shown, also: String::new() });
                }
            }
        }
        let said = match found.len() {
            0 => self.texts.get("label.not_found").to_owned(),
            count => self.texts.fill("label.found", &[("count", &count.to_string())]),
        };
        if typed.trim().is_empty() {
            let note = self.texts.get("label.search_hint").to_owned();
            return Some(Found { rows, status: self.progress(slot, changing), note });
        }
        Some(Found { rows, status: said.clone(), note: said })
    }

    /// Whether some option has more names than its label shows.
    pub(super) fn searchable(&self, question: &Question) -> bool {
        let more = |id: &String| self.texts.find(&(words::option_key(question, id) + NAMES)).is_some();
        matches!(question.kind, QuestionKind::Several { .. }) && question.kind.options().iter().any(more)
    }
}
