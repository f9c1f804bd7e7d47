//! The contents of the question and check screens.

use super::Interview;
use super::Step;
use super::screen::{AnswerRow, CheckScreen, Choice, Control, Entry, Item, QuestionScreen, Section};
use super::words;
use crate::answers::{Answers, Provenance};
use crate::texts::joined;
use crate::trial::program::Slot;
use crate::trial::{Audience, Question, QuestionKind};
use crate::value::option_set;

/// The texts of the check screen where answers contradict each other, and where one answer is impossible.
const CONFLICT: [&str; 2] = ["check.conflict.heading", "check.conflict.lead"];
const CONFLICT_ONE: [&str; 2] = ["check.conflict_one.heading", "check.conflict_one.lead"];

impl Interview {
    pub(super) fn question_screen(&self, slot: Slot) -> QuestionScreen {
        let blank = Entry::default();
        let entry = self.entries.get(slot).unwrap_or(&blank);
        let text = |suffix| words::question(&self.trial, &self.texts, slot, suffix);
        let changing = matches!(self.step, Step::Ask { changing: true, .. });
        QuestionScreen {
            key: self.trial.slots.get(slot).map_or(String::new(), |slot| slot.key.clone()),
            progress: self.progress(slot, changing),
            notice: self.notice(slot),
            heading: text("").unwrap_or_default(),
            hint: text(".hint"),
            why: text(".why").unwrap_or_default(),
            control: self.control(slot, entry),
            searchable: self.trial.question(slot).is_some_and(|question| self.searchable(question)),
            unknown: entry.unknown,
            provenance: self.provenance(slot, entry),
            problem: self.entry_error.as_ref().map(|error| error.problem(&self.texts)),
            back: self.position_of(slot) > 0 || changing,
        }
    }

    /// Returns the possible provenances, with the one stated with the entry chosen, or else the default for such a
    /// question.
    fn provenance(&self, slot: Slot, entry: &Entry) -> Vec<Choice> {
        let mut choices = Vec::new();
        let default =
            self.trial.question(slot).and_then(|question| self.default_provenance.default_for(question.asked_of));
        if let Some(default) = default {
            let chosen = Provenance::parse(&entry.provenance).filter(|_| !entry.unknown).unwrap_or(default);
            for from in Provenance::ALL {
                let choice = self.choice(from.id(), &words::provenance_key(from.id()), entry, false);
                choices.push(Choice { chosen: from == chosen, ..choice });
            }
        }
        choices
    }

    fn control(&self, slot: Slot, entry: &Entry) -> Control {
        let Some(question) = self.trial.question(slot) else { return Control::One(Vec::new()) };
        match &question.kind {
            QuestionKind::YesNo => {
                let choice = |id: &str| self.choice(id, &("answer.".to_owned() + id), entry, false);
                Control::One(vec![choice("yes"), choice("no")])
            }
            QuestionKind::One { .. } => Control::One(self.choices(question, entry)),
            QuestionKind::Several { .. } => Control::Several(self.choices(question, entry)),
            QuestionKind::Number { unit, .. } => Control::Number {
                text: entry.number.clone(),
                unit: words::unit(&self.texts, &question.kind),
                // Only measured quantities that a person remembers can be approximate: a number without a unit is
                // counted, and a record is exact.
                about: (unit.is_some() && question.asked_of == Audience::Participant).then_some(entry.about),
            },
            QuestionKind::Date { .. } => {
                Control::Date { day: entry.day.clone(), month: entry.month.clone(), year: entry.year.clone() }
            }
        }
    }

    fn choices(&self, question: &Question, entry: &Entry) -> Vec<Choice> {
        let naming = if let QuestionKind::Several { .. } = question.kind { question.kind.naming() } else { u64::MAX };
        let options = question.kind.options().iter().enumerate();
        let choice = |(index, id): (usize, &String)| {
            self.choice(id, &words::option_key(question, id), entry, naming & option_set::bit(index) == 0)
        };
        options.map(choice).collect()
    }

    fn choice(&self, id: &str, key: &str, entry: &Entry, exclusive: bool) -> Choice {
        let chosen = entry.chosen.iter().any(|chosen| chosen == id);
        Choice { id: id.to_owned(), label: self.texts.get(key).to_owned(), chosen, exclusive }
    }

    pub(super) fn check_screen(&self) -> CheckScreen {
        let text = |key| self.texts.get(key).to_owned();
        if let Some(conflict) = self.case.clone().conflicts(&self.trial).first() {
            let lead = conflict.rules.iter().filter_map(|rule| self.trial.consistency.get(*rule));
            let lead =
                lead.map(|rule| self.texts.get(&format!("consistent.{}", rule.id)).to_owned()).collect::<Vec<_>>();
            let one = conflict.between.len() == 1;
            let [heading, last] = if one { CONFLICT_ONE } else { CONFLICT };
            let lead = joined(lead.into_iter().chain([text(last)]), " ");
            return self.check_screen_with(heading, lead, None, &conflict.between);
        }
        let deciding = self.deciding();
        if deciding != Answers::default() && deciding != self.confirmed {
            let (lead, finish) = (text("check.confirm.lead"), text("action.confirm"));
            return self.check_screen_with("check.confirm.heading", lead, Some(finish), &deciding.slots());
        }
        self.check_screen_with("check.heading", text("check.lead"), Some(text("action.finish")), &self.trail)
    }

    /// Returns the check screen with these answers first.
    fn check_screen_with(&self, heading: &str, lead: String, finish: Option<String>, first: &[Slot]) -> CheckScreen {
        let rows = |is_first: bool| {
            let slots = self.trail.iter().filter(|slot| first.contains(slot) == is_first);
            slots.filter_map(|slot| self.answer_row(*slot)).collect()
        };
        CheckScreen {
            heading: self.texts.get(heading).to_owned(),
            lead,
            news: [(self.waits, "check.wait"), (self.newly_left_out, "check.news")]
                .into_iter()
                .find_map(|(applies, key)| applies.then(|| self.texts.get(key).to_owned())),
            rows: rows(true),
            finish,
            others: rows(false),
            left_out: self.left_out_section().filter(|_| !self.has_contradiction()),
            back: !self.trail.is_empty(),
        }
    }

    fn left_out_section(&self) -> Option<Section> {
        let question = |slot| words::question(&self.trial, &self.texts, slot, "");
        let items: Vec<Item> =
            self.left_out().into_iter().filter_map(question).map(|title| Item { title, text: Vec::new() }).collect();
        let text = |key| self.texts.get(key).to_owned();
        (!items.is_empty()).then(|| Section {
            id: "left_out",
            heading: text("check.left_out.heading"),
            lead: vec![text("check.left_out.lead")],
            items,
        })
    }

    /// Returns a question and its answer, if it was answered.
    pub(super) fn answer_row(&self, slot: Slot) -> Option<AnswerRow> {
        let answer = self.case.answers().get(slot)?;
        Some(AnswerRow {
            key: self.trial.slots.get(slot)?.key.clone(),
            question: words::question(&self.trial, &self.texts, slot, "")?,
            answer: words::said(&self.texts, self.trial.question(slot)?, answer),
        })
    }
}
