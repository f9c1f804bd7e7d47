//! What the question and check screens show.

use super::Interview;
use super::Step;
use super::screen::{AnswerRow, CheckScreen, Choice, Control, Entry, Item, QuestionScreen, Section};
use super::words;
use crate::bits;
use crate::program::Slot;
use crate::trial::{Question, QuestionKind};

impl Interview {
    pub(super) fn question_screen(&self, slot: Slot) -> QuestionScreen {
        let blank = Entry::default();
        let entry = self.entries.get(slot).unwrap_or(&blank);
        let text = |suffix| words::question(&self.trial, &self.texts, slot, suffix);
        let changing = matches!(self.step, Step::Ask { changing: true, .. });
        QuestionScreen {
            key: self.trial.slots.get(slot).map_or(String::new(), |slot| slot.key.clone()),
            progress: self.progress(slot, changing),
            heading: text("").unwrap_or_default(),
            hint: text(".hint"),
            why: text(".why").unwrap_or_default(),
            control: self.control(slot, entry),
            searchable: self.trial.question(slot).is_some_and(|question| self.searchable(question)),
            unknown: entry.unknown,
            problem: self.problem.clone(),
            back: self.turn(slot) > 0 || changing,
        }
    }

    fn control(&self, slot: Slot, entry: &Entry) -> Control {
        let Some(question) = self.trial.question(slot) else { return Control::One(Vec::new()) };
        match &question.kind {
            QuestionKind::YesNo => {
                Control::One(["yes", "no"].map(|id| self.choice(id, &format!("answer.{id}"), entry, false)).to_vec())
            }
            QuestionKind::One { .. } => Control::One(self.choices(question, entry)),
            QuestionKind::Several { .. } => Control::Several(self.choices(question, entry)),
            QuestionKind::Number { .. } => {
                Control::Number { text: entry.number.clone(), unit: words::unit(&self.texts, &question.kind) }
            }
            QuestionKind::Date { .. } => {
                Control::Date { day: entry.day.clone(), month: entry.month.clone(), year: entry.year.clone() }
            }
        }
    }

    fn choices(&self, question: &Question, entry: &Entry) -> Vec<Choice> {
        let naming = if let QuestionKind::Several { .. } = question.kind { question.kind.naming() } else { u64::MAX };
        let options = question.kind.options().iter().enumerate();
        let choice = |(place, id): (usize, &String)| {
            self.choice(id, &words::option_key(question, id), entry, naming & bits::bit(place) == 0)
        };
        options.map(choice).collect()
    }

    fn choice(&self, id: &str, key: &str, entry: &Entry, exclusive: bool) -> Choice {
        let chosen = entry.chosen.iter().any(|chosen| chosen == id);
        Choice { id: id.to_owned(), label: self.texts.get(key).to_owned(), chosen, exclusive }
    }

    pub(super) fn check_screen(&self) -> CheckScreen {
        CheckScreen {
            heading: self.texts.get("check.heading").to_owned(),
            lead: self.texts.get("check.lead").to_owned(),
            news: self.news.then(|| self.texts.get("check.news").to_owned()),
            rows: self.trail.iter().filter_map(|slot| self.answer_row(*slot)).collect(),
            left_out: self.left_out_section(),
            back: !self.trail.is_empty(),
        }
    }

    fn left_out_section(&self) -> Option<Section> {
        let question = |slot| words::question(&self.trial, &self.texts, slot, "");
        let items = self.left_out().filter_map(question).map(|title| Item { title, text: Vec::new() });
        self.section("left_out", items.collect())
    }

    /// A question and its answer, if it was answered.
    pub(super) fn answer_row(&self, slot: Slot) -> Option<AnswerRow> {
        let answer = self.case.answers().get(slot)?;
        Some(AnswerRow {
            key: self.trial.slots.get(slot)?.key.clone(),
            question: words::question(&self.trial, &self.texts, slot, "")?,
            answer: words::answer(&self.texts, self.trial.question(slot)?, answer),
        })
    }
}
