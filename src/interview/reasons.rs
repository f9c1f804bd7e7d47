//! The reasons against eligibility, and what would settle the open criteria.

use super::Interview;
use super::screen::Item;
use super::words;
use crate::answers::Answers;
use crate::engine::{Setting, Status, Verdict, answerable, because, blocking, may_settle, reasons, settles};
use crate::texts;
use crate::trial::Trial;
use crate::trial::program::Slot;

/// More facts than this are not worth listing.
const MAX_FACTS: usize = 4;

impl Interview {
    /// Returns a smallest set of answers that rules the person out, or no answers if they are not ruled out.
    pub(super) fn deciding(&self) -> Answers {
        let answers = self.case.answers();
        let mut deciding = Answers::default();
        for slot in reasons(&self.trial, answers, self.case.setting()) {
            answers.get(slot).into_iter().for_each(|answer| deciding.set(slot, answer.clone()));
        }
        deciding
    }

    /// Returns the reasons against eligibility: each criterion by itself, or the answers that rule the person out only
    /// together.
    pub(super) fn reasons(&self) -> Vec<Item> {
        let ruled_out = matches!(self.assessment.verdict, Verdict::NotEligible | Verdict::NotYet(_));
        let alone = self.criteria(Status::NotMet, &|index, id| self.reason(index, id));
        if alone.is_empty() && ruled_out {
            let mut text = self.answer_sentences(&reasons(&self.trial, self.case.answers(), self.case.setting()));
            let criteria = blocking(&self.trial, self.case.answers(), self.case.setting());
            let criteria: Vec<String> = criteria.into_iter().filter_map(|index| self.criterion(index)).collect();
            text.push(self.texts.fill("result.conflict", &[("criteria", &texts::joined(criteria, " "))]));
            return vec![self.item("result.together", text)];
        }
        alone
    }

    /// Returns why a criterion is not met: the answers, and the day from which it no longer rules the person out.
    fn reason(&self, index: usize, id: &str) -> Item {
        let mut text = self.answer_sentences(&because(&self.trial, self.case.answers(), self.case.setting(), index));
        if let Some(day) = self.assessment.resolves_on.get(index).copied().flatten() {
            text.push(self.texts.fill("result.resolves", &[("date", &words::day(&self.texts, day))]));
        }
        self.item(&format!("criterion.{id}.not_met"), text)
    }

    /// Returns answers as sentences.
    fn answer_sentences(&self, slots: &[Slot]) -> Vec<String> {
        let rows = slots.iter().filter_map(|slot| self.answer_row(*slot));
        rows.map(|row| self.texts.fill("result.said", &[("question", &row.question), ("answer", &row.answer)]))
            .collect()
    }

    /// Returns the open criteria: those that an answer could still settle, and those that the study team judges
    /// whatever the answers are.
    pub(super) fn to_confirm(&self) -> (Vec<Item>, Vec<Item>) {
        let (answers, setting) = (self.case.answers(), self.case.setting());
        let (confirm, judge): (Vec<usize>, Vec<usize>) =
            self.assessment.to_confirm().partition(|index| answerable(&self.trial, answers, setting, *index));
        let items = |indexes: Vec<usize>| indexes.into_iter().filter_map(|index| self.open_point(index)).collect();
        (items(confirm), items(judge))
    }

    fn open_point(&self, index: usize) -> Option<Item> {
        let id = &self.trial.criteria.get(index)?.id;
        let mut text = vec![self.texts.get(&format!("criterion.{id}.confirm")).to_owned()];
        text.extend(self.settling(index));
        Some(self.item(&format!("criterion.{id}"), text))
    }

    /// Returns the facts that would settle an open criterion: all that bear on it, or if there are too many, those that
    /// may be enough. Only facts have a short name, because a reader must not take this for advice on which medicines
    /// to take.
    fn settling(&self, index: usize) -> Option<String> {
        let facts_in = |list: fn(&Trial, &Answers, &Setting, usize) -> Option<Vec<Slot>>, text: &str| {
            let slots = list(&self.trial, self.case.answers(), self.case.setting(), index)?;
            if slots.is_empty() || slots.len() > MAX_FACTS {
                return None;
            }
            let named = slots.iter().map(|slot| words::question(&self.trial, &self.texts, *slot, ".short"));
            let facts = texts::joined(named.collect::<Option<Vec<_>>>()?, self.texts.get("answer.separator"));
            Some(self.texts.fill(text, &[("facts", &facts)]))
        };
        facts_in(settles, "result.settles")
            .or_else(|| facts_in(|a, b, c, d| Some(may_settle(a, b, c, d)), "result.may_settle"))
    }
}
