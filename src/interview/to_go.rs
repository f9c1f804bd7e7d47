//! How many questions are still to come.

use super::Interview;
use crate::answers::{Answer, Answers};
use crate::assessment::Setting;
use crate::bits;
use crate::program::Slot;
use crate::trial::Trial;

/// The number of questions after the one on screen, however they are answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ToGo {
    /// At least so many.
    pub least: usize,
    /// At most so many.
    pub most: usize,
    /// Whether on top of `most` one may come for each option chosen in a question that is still to come.
    pub follow_ups: bool,
}

/// How many questions come after the one in a slot.
fn to_go(trial: &Trial, answers: &Answers, setting: &Setting, slot: Slot) -> ToGo {
    let asked = |place: &Slot| trial.question(*place).is_some_and(|question| question.asked_of <= setting.audience);
    let ahead = (0..trial.slots.len()).filter(|place| *place != slot && !answers.answered(*place)).filter(asked);
    let mut count = ToGo { least: 0, most: 0, follow_ups: false };
    for place in ahead {
        match trial.slots.get(place).and_then(|asked| asked.option) {
            None => count.most = count.most.saturating_add(1),
            Some((of, option)) => {
                let parent = trial.slots.iter().position(|asked| asked.question == of);
                match parent.and_then(|parent| answers.get(parent)) {
                    None => count.follow_ups = true,
                    Some(Answer::Several(set)) if set & bits::bit(option) != 0 => {
                        count.most = count.most.saturating_add(1);
                    }
                    Some(_) => {}
                }
            }
        }
    }
    count
}

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
        let mut before = Answers::default();
        for earlier in self.trail.iter().take(turn) {
            self.answers.get(*earlier).into_iter().for_each(|answer| before.set(*earlier, answer.clone()));
        }
        let count = to_go(&self.trial, &before, &self.setting, slot);
        // What was answered before is not asked again.
        let known = self.remembered.slots().filter(|other| *other != slot && !before.answered(*other)).count();
        [at, self.to_go_in_words(ToGo { least: count.least.saturating_sub(known), ..count })].join(" ")
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
                    text = [text, fill("progress.follow_ups")].join(" ");
                }
                text
            }
        }
    }
}
