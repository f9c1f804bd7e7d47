//! How many questions are still to come.

use super::Interview;
use crate::engine::{ToGo, to_go};
use crate::texts::joined;
use crate::trial::program::Slot;

impl Interview {
    /// Where the person is and how far it still goes. Where one answer is changed, that depends on the change alone, and
    /// is left out.
    pub(super) fn progress(&self, slot: Slot, changing: bool) -> String {
        let turn = self.turn(slot);
        let number = turn.saturating_add(1).to_string();
        let at = self.texts.fill("progress.question", &[("number", &number)]);
        if changing {
            return at;
        }
        let mut before = self.case.clone();
        for later in self.trail.iter().skip(turn) {
            before.answer(&self.trial, *later, None);
        }
        // What was answered before is not asked again.
        let known = |other: &Slot| *other != slot && !before.answers().answered(*other);
        let known = self.remembered.slots().into_iter().filter(known).count();
        let count = to_go(&self.trial, before, slot);
        joined([at, self.to_go_in_words(ToGo { least: count.least.saturating_sub(known), ..count })], " ")
    }

    fn to_go_in_words(&self, count: ToGo) -> String {
        let (least, most) = (count.least.to_string(), count.most.to_string());
        let fill = |key| self.texts.fill(key, &[("least", &least), ("most", &most)]);
        match count {
            ToGo { most: 0, follow_ups: false, .. } => fill("progress.last"),
            ToGo { most: 0, follow_ups: true, .. } => fill("progress.only_follow_ups"),
            _ => {
                let mut text = fill(match count.least {
                    0 => "progress.at_most",
                    least if least == count.most => "progress.exactly",
                    _ => "progress.between",
                });
                if count.follow_ups {
                    text = joined([text, fill("progress.follow_ups")], " ");
                }
                text
            }
        }
    }
}
