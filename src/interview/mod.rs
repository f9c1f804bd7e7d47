//! The interview: which screen follows which.
//!
//! One question a screen, in the trial's order, skipping what no longer matters; then all answers to check; then the
//! result. Everything a screen shows is worked out here ([`Screen`]); drawing it decides nothing.

mod entry;
mod open;
mod result_screen;
mod screen;
mod show;
mod words;

pub use open::{documents, open};
pub use screen::{
    AnswerRow, CheckScreen, Choice, Control, Entry, Field, Item, Problem, QuestionScreen, ResultScreen, Screen, Section,
};

use crate::answers::Answers;
use crate::assessment::{Assessment, Setting, assess};
use crate::json::Json;
use crate::program::Slot;
use crate::result::result;
use crate::texts::Texts;
use crate::trial::Trial;

/// One person's way through a trial's questions.
#[derive(Debug, Clone)]
pub struct Interview {
    trial: Trial,
    texts: Texts,
    language: String,
    setting: Setting,
    answers: Answers,
    /// What was typed, by slot, so that it can be shown again.
    entries: Vec<Entry>,
    /// The questions answered, in the order in which they were asked.
    trail: Vec<Slot>,
    step: Step,
    problem: Option<Problem>,
    assessment: Assessment,
}

/// Where the person is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// At a question; perhaps to change its answer, come from the check screen.
    Ask { slot: Slot, changing: bool },
    /// At all answers.
    Check,
    /// At the result.
    Result,
}

impl Interview {
    /// Begins an interview at the first question.
    pub fn new(trial: Trial, texts: Texts, language: &str, setting: Setting) -> Interview {
        let answers = Answers::default();
        let assessment = assess(&trial, &answers, &setting);
        let entries = vec![Entry::default(); trial.slots.len()];
        let mut interview = Interview {
            trial,
            texts,
            language: language.to_owned(),
            setting,
            answers,
            entries,
            trail: Vec::new(),
            step: Step::Check,
            problem: None,
            assessment,
        };
        interview.go_on();
        interview
    }

    /// The words of the interview's language.
    pub fn texts(&self) -> &Texts {
        &self.texts
    }

    /// What to show now.
    pub fn screen(&self) -> Screen {
        match self.step {
            Step::Ask { slot, .. } => Screen::Question(self.question_screen(slot)),
            Step::Check => Screen::Check(self.check_screen()),
            Step::Result => Screen::Result(self.result_screen()),
        }
    }

    /// Takes what was entered for the question at hand and goes on, or stays and says what is wrong. Elsewhere does
    /// nothing.
    pub fn submit(&mut self, entered: &Entry) {
        let Step::Ask { slot, .. } = self.step else { return };
        let Some(question) = self.trial.question(slot) else { return };
        let read = entry::read(&question.kind, entered, self.setting.on);
        self.keep(slot, entered.clone());
        match read {
            Err(mistake) => self.problem = Some(mistake.problem(&self.texts)),
            Ok(answer) => {
                self.answers.set(slot, answer);
                if !self.trail.contains(&slot) {
                    self.trail.push(slot);
                }
                self.reassess();
                self.go_on();
            }
        }
    }

    /// Goes one screen back.
    pub fn back(&mut self) {
        let before = match self.step {
            Step::Ask { changing: true, .. } | Step::Result => return self.stand(Step::Check),
            Step::Ask { slot, .. } => self.trail.iter().position(|asked| *asked == slot).unwrap_or(self.trail.len()),
            Step::Check => self.trail.len(),
        };
        let place = before.checked_sub(1);
        if let Some(slot) = place.and_then(|place| self.trail.get(place).copied()) {
            self.stand(Step::Ask { slot, changing: false });
        }
    }

    /// Goes to a question answered before, to change its answer. Does nothing for other keys.
    pub fn change(&mut self, key: &str) {
        if let Some(slot) = self.trial.slot(key).filter(|slot| self.trail.contains(slot)) {
            self.stand(Step::Ask { slot, changing: true });
        }
    }

    /// Goes from the check screen to the result. Elsewhere does nothing.
    pub fn finish(&mut self) {
        if self.step == Step::Check {
            self.stand(Step::Result);
        }
    }

    /// Forgets every answer and begins again.
    pub fn restart(&mut self) {
        self.answers = Answers::default();
        self.entries.fill(Entry::default());
        self.trail.clear();
        self.reassess();
        self.go_on();
    }

    /// The result to hand on, once it is shown.
    pub fn result(&self) -> Option<Json> {
        let shown = self.step == Step::Result;
        shown.then(|| result(&self.trial, &self.answers, &self.setting, &self.assessment, &self.language))
    }

    fn keep(&mut self, slot: Slot, entry: Entry) {
        if let Some(kept) = self.entries.get_mut(slot) {
            *kept = entry;
        }
    }

    fn stand(&mut self, step: Step) {
        self.step = step;
        self.problem = None;
    }

    fn go_on(&mut self) {
        let next = self.assessment.next;
        self.stand(next.map_or(Step::Check, |slot| Step::Ask { slot, changing: false }));
    }

    /// Assesses anew, and drops answers to follow-up questions that no longer apply.
    fn reassess(&mut self) {
        loop {
            self.assessment = assess(&self.trial, &self.answers, &self.setting);
            let stale = self.answers.slots().find(|slot| !self.assessment.applies(&self.trial, *slot));
            let Some(slot) = stale else { return };
            self.answers.remove(slot);
            self.keep(slot, Entry::default());
            self.trail.retain(|asked| *asked != slot);
        }
    }
}
