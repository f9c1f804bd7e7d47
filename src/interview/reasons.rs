//! What stands in the way, and what would settle what is open.

use super::Interview;
use super::screen::Item;
use super::words;
use crate::answers::Answers;
use crate::engine::{Setting, Status, Verdict, answerable, because, blocking, may_settle, reasons, settles};
use crate::texts;
use crate::trial::Trial;
use crate::trial::program::Slot;

/// More facts than these are not worth a list.
const FEW: usize = 4;

impl Interview {
    /// A smallest set of answers that rules the person out; none where nothing does.
    pub(super) fn deciding(&self) -> Answers {
        let answers = self.case.answers();
        let mut deciding = Answers::default();
        for slot in reasons(&self.trial, answers, self.case.setting()) {
            answers.get(slot).into_iter().for_each(|said| deciding.set(slot, said.clone()));
        }
        deciding
    }

    /// What stands in the way: each criterion by itself, or the answers that rule out only together.
    pub(super) fn reasons(&self) -> Vec<Item> {
        let ruled_out = matches!(self.assessment.verdict, Verdict::NotEligible | Verdict::NotYet(_));
        let alone = self.criteria(Status::NotMet, &|place, id| self.reason(place, id));
        if alone.is_empty() && ruled_out {
            let mut text = self.said(&reasons(&self.trial, self.case.answers(), self.case.setting()));
            let points = blocking(&self.trial, self.case.answers(), self.case.setting());
            let points: Vec<String> = points.into_iter().filter_map(|place| self.criterion(place)).collect();
            text.push(self.texts.fill("result.conflict", &[("criteria", &texts::joined(points, " "))]));
            return vec![self.item("result.together", text)];
        }
        alone
    }

    /// Why a criterion is in the way: what was said, and from when on it no longer is.
    fn reason(&self, place: usize, id: &str) -> Item {
        let mut text = self.said(&because(&self.trial, self.case.answers(), self.case.setting(), place));
        if let Some(day) = self.assessment.resolves_on.get(place).copied().flatten() {
            text.push(self.texts.fill("result.resolves", &[("date", &words::day(&self.texts, day))]));
        }
        self.item(&format!("criterion.{id}.not_met"), text)
    }

    /// Answers in sentences.
    fn said(&self, slots: &[Slot]) -> Vec<String> {
        let rows = slots.iter().filter_map(|slot| self.answer_row(*slot));
        rows.map(|row| self.texts.fill("result.said", &[("question", &row.question), ("answer", &row.answer)]))
            .collect()
    }

    /// What is open: the points that an answer could still settle, and those on which the team has the word, whatever was
    /// answered.
    pub(super) fn to_confirm(&self) -> (Vec<Item>, Vec<Item>) {
        let (answers, setting) = (self.case.answers(), self.case.setting());
        let (confirm, judge): (Vec<usize>, Vec<usize>) =
            self.assessment.to_confirm().partition(|place| answerable(&self.trial, answers, setting, *place));
        let items = |places: Vec<usize>| places.into_iter().filter_map(|place| self.open_point(place)).collect();
        (items(confirm), items(judge))
    }

    fn open_point(&self, place: usize) -> Option<Item> {
        let id = &self.trial.criteria.get(place)?.id;
        let mut text = vec![self.texts.get(&format!("criterion.{id}.confirm")).to_owned()];
        text.extend(self.settling(place));
        Some(self.item(&format!("criterion.{id}"), text))
    }

    /// What would settle an open criterion: all that bears on it, or where that is much, what may be enough. Only facts have a
    /// short name: whoever reads this must not take it for advice on what to take.
    fn settling(&self, place: usize) -> Option<String> {
        let of = |list: fn(&Trial, &Answers, &Setting, usize) -> Option<Vec<Slot>>, text: &str| {
            let slots = list(&self.trial, self.case.answers(), self.case.setting(), place)?;
            if slots.is_empty() || slots.len() > FEW {
                return None;
            }
            let named = slots.iter().map(|slot| words::question(&self.trial, &self.texts, *slot, ".short"));
            let facts = texts::joined(named.collect::<Option<Vec<_>>>()?, self.texts.get("answer.separator"));
            Some(self.texts.fill(text, &[("facts", &facts)]))
        };
        of(settles, "result.settles").or_else(|| of(|a, b, c, d| Some(may_settle(a, b, c, d)), "result.may_settle"))
    }
}
