//! The interview: decides which screen follows which.
//!
//! It asks one question per screen, in the trial's order, and skips questions that no longer matter. Then it shows all
//! answers to check, and then the result. Everything that a screen shows is decided here ([`Screen`]); drawing it
//! decides nothing.
//!
//! Where the answers rule the person out, for now or for good, the screen before the result begins with the smallest
//! set of answers that does so, and asks whether they are right, because one typing error may have ended everything. It
//! asks once; after the person has gone on to the result, it asks again only if the smallest set consists of other
//! questions or other answers. The remaining answers stand below. Nothing else depends on it.
//!
//! Where answers contradict each other, no question follows. The check screen shows the contradicting answers, and one
//! of them has to be changed, if only to *I don't know*.
//!
//! A changed answer starts a new interview from that question on: questions that were answered before keep their
//! answers and are not asked again. Answers to questions that are not reached again are left out of the result, and
//! remembered in case a later change leads to them.

mod closed;
mod entry;
mod glossary;
mod language;
mod last_referral;
pub(crate) mod name_match;
mod open;
mod page_context;
mod prior_referral;
mod reasons;
mod reminder;
mod result_screen;
mod scores;
mod screen;
mod search;
mod show;
mod staff;
mod to_go;
mod typed;
pub(crate) mod words;

pub use open::open;
pub use page_context::Disclosure;
pub use prior_referral::{Delivery, PriorReferral};
pub use screen::{
    AnswerRow, CheckScreen, Choice, Control, Entry, Field, Item, Notice, OptionMatches, Problem, QuestionScreen,
    Reminder, ResultScreen, Row, Screen, Section,
};

use crate::answers::{Answers, SourcedAnswer};
use crate::engine::{Assessment, Case, Setting, assess};
use crate::json::Json;
use crate::result::result;
use crate::texts::{Mismatch, Part, Texts};
use crate::trial::Trial;
use crate::trial::program::Slot;
use entry::{DefaultProvenance, EntryError};
use last_referral::LastReferral;
use page_context::PageContext;

/// One person's interview about a trial.
#[derive(Debug, Clone)]
pub struct Interview {
    trial: Trial,
    texts: Texts,
    language: String,
    /// The answers to the questions in the trail, and to no others.
    case: Case,
    /// The next question to ask.
    next: Option<Slot>,
    /// Every answer given, by slot, including those to questions that are no longer asked.
    remembered: Answers,
    /// The entries as typed, by slot, so that they can be shown again.
    entries: Vec<Entry>,
    default_provenance: DefaultProvenance,
    /// The answered questions, in the order in which they are asked.
    trail: Vec<Slot>,
    step: Step,
    entry_error: Option<EntryError>,
    /// The left-out answers that the person has already been informed of.
    announced: Vec<Slot>,
    /// The answers that rule the person out, as last confirmed.
    confirmed: Answers,
    /// Whether the latest answer caused others to be left out.
    newly_left_out: bool,
    /// Whether the person asked for the result before its texts were loaded.
    waits: bool,
    /// The assessment made when the result was last asked for.
    assessment: Assessment,
    page_context: PageContext,
    last_referral: Option<LastReferral>,
}

/// The person's current position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// At a question, either in turn or, coming from the check screen, to change its answer.
    Ask { slot: Slot, changing: bool },
    /// At the check screen, which shows all answers.
    Check,
    /// At the result.
    Result,
    /// Before the first question, because the trial is closed.
    Closed,
}

impl Interview {
    /// Begins an interview at the first question, unless the trial is closed ([`Trial::closed`]).
    pub fn new(trial: Trial, texts: Texts, language: &str, setting: Setting) -> Interview {
        let default_provenance = DefaultProvenance::new(setting.audience);
        let mut case = Case::new(&trial, Answers::default(), setting);
        let (assessment, (_, next)) = (case.assess(&trial), case.step(&trial));
        let entries = vec![Entry::default(); trial.slots.len()];
        let mut interview = Interview {
            trial,
            texts,
            language: language.to_owned(),
            case,
            next,
            remembered: Answers::default(),
            entries,
            default_provenance,
            trail: Vec::new(),
            step: Step::Check,
            entry_error: None,
            announced: Vec::new(),
            confirmed: Answers::default(),
            newly_left_out: false,
            waits: false,
            assessment,
            page_context: PageContext::default(),
            last_referral: None,
        };
        interview.advance();
        interview
    }

    /// Returns the texts in the interview's language.
    pub fn texts(&self) -> &Texts {
        &self.texts
    }

    /// Returns the screen to show now.
    pub fn screen(&self) -> Screen {
        match self.step {
            Step::Ask { slot, .. } => Screen::Question(self.question_screen(slot)),
            Step::Check => Screen::Check(self.check_screen()),
            Step::Result => Screen::Result(self.result_screen()),
            Step::Closed => Screen::Closed(self.closed_screen()),
        }
    }

    /// Reads the entry for the current question and goes on, or stays and reports the problem. Does nothing on other
    /// screens.
    pub fn submit(&mut self, entered: &Entry) {
        let Step::Ask { slot, .. } = self.step else { return };
        let Some(question) = self.trial.question(slot) else { return };
        let read = entry::read(&question.kind, entered, &self.texts, self.case.setting().on);
        let asked_of = question.asked_of;
        self.keep_entry(slot, entered.clone());
        match read {
            Err(error) => self.entry_error = Some(error),
            Ok(answer) => {
                let answer = self.default_provenance.with_provenance(asked_of, answer, entered);
                self.record(slot, answer);
            }
        }
    }

    /// Goes one screen back.
    pub fn back(&mut self) {
        let before = match self.step {
            Step::Ask { changing: true, .. } | Step::Result => return self.go_to(Step::Check),
            Step::Ask { slot, .. } => self.position_of(slot),
            Step::Check => self.trail.len(),
            Step::Closed => return,
        };
        let position = before.checked_sub(1);
        if let Some(slot) = position.and_then(|position| self.trail.get(position).copied()) {
            self.go_to(Step::Ask { slot, changing: false });
        }
    }

    /// Goes back to an answered question to change its answer. Does nothing for other keys.
    pub fn change(&mut self, key: &str) {
        if let Some(slot) = self.trial.slot(key).filter(|slot| self.trail.contains(slot)) {
            self.go_to(Step::Ask { slot, changing: true });
        }
    }

    /// Goes from the check screen to the result, as soon as the result's texts are loaded. Does nothing on other
    /// screens, or while answers contradict each other.
    pub fn finish(&mut self) {
        if self.step != Step::Check || self.has_contradiction() {
            return;
        }
        self.waits = !self.texts.complete();
        if !self.waits {
            self.assessment = assess(&self.trial, self.case.answers(), self.case.setting());
            self.confirmed = self.deciding();
            self.go_to(Step::Result);
        }
    }

    /// Returns whether the person is waiting for the texts of the result.
    pub fn waits(&self) -> bool {
        self.waits
    }

    /// Adds the texts of the result, and goes on to the result if the person was waiting for it. Returns whether they
    /// were.
    ///
    /// # Errors
    ///
    /// Returns [`Mismatch`] if the texts are damaged, or not those of this version of the trial.
    pub fn add(&mut self, words: &str) -> Result<bool, Mismatch> {
        self.texts.add(words, Part::Result, &self.trial.digest)?;
        let waited = self.waits;
        if waited {
            self.finish();
        }
        Ok(waited)
    }

    /// Discards every answer and begins again.
    pub fn restart(&mut self) {
        self.remembered = Answers::default();
        self.entries.fill(Entry::default());
        self.trail.clear();
        self.announced.clear();
        self.last_referral = None;
        self.begin(Answers::default(), self.case.setting().clone());
    }

    /// Returns the result, or `None` if it is not shown.
    pub fn result(&self) -> Option<Json> {
        self.at_result()
            .then(|| result(&self.trial, self.case.answers(), self.case.setting(), &self.assessment, &self.language))
    }

    /// Returns whether the trial has clinics to search.
    pub fn has_sites(&self) -> bool {
        self.trial.has_sites
    }

    /// Returns whether answers contradict each other.
    fn has_contradiction(&self) -> bool {
        self.case.has_conflict(&self.trial)
    }

    fn keep_entry(&mut self, slot: Slot, entry: Entry) {
        if let Some(kept) = self.entries.get_mut(slot) {
            *kept = entry;
        }
    }

    fn go_to(&mut self, step: Step) {
        self.step = step;
        self.entry_error = None;
        self.newly_left_out = false;
        self.waits = false;
    }

    fn advance(&mut self) {
        self.go_to(match self.next {
            _ if self.closed().is_some() => Step::Closed,
            Some(slot) => Step::Ask { slot, changing: false },
            None => Step::Check,
        });
    }

    /// Returns the position of a question in the trail, or the trail's length if the question was not answered yet.
    fn position_of(&self, slot: Slot) -> usize {
        self.trail.iter().position(|asked| *asked == slot).unwrap_or(self.trail.len())
    }

    /// Records an answer and goes on to the first question after it that was never answered. Recording the same answer
    /// again changes nothing.
    fn record(&mut self, slot: Slot, answer: SourcedAnswer) {
        let position = self.position_of(slot);
        if position < self.trail.len() && self.remembered.get(slot) == Some(&answer) {
            return self.advance();
        }
        while self.trail.len() > position
            && let Some(later) = self.trail.pop()
        {
            self.case.answer(&self.trial, later, None);
        }
        self.remembered.set(slot, answer);
        self.next = Some(slot);
        self.skip_remembered();
    }

    /// Begins with these answers, which are those of the trail, and goes on to the first question that was never
    /// answered.
    fn begin(&mut self, answers: Answers, setting: Setting) {
        self.default_provenance = DefaultProvenance::new(setting.audience);
        self.case = Case::new(&self.trial, answers, setting);
        self.confirmed = Answers::default();
        self.next = self.next_question();
        self.skip_remembered();
    }

    /// Reuses remembered answers and goes on to the first question that was never answered.
    fn skip_remembered(&mut self) {
        while let Some(slot) = self.next
            && let Some(answer) = self.remembered.get(slot)
        {
            self.case.answer(&self.trial, slot, Some(answer.clone()));
            self.trail.push(slot);
            self.next = self.next_question();
        }
        self.advance();
        // Until every question is answered, the remembered ones may still be reached.
        if self.step == Step::Check && !self.has_contradiction() {
            let left_out = self.left_out();
            self.newly_left_out = left_out.iter().any(|slot| !self.announced.contains(slot));
            self.announced = left_out;
        }
    }

    /// Returns the next question. If the case, with what this session has already derived, leaves none, returns the one
    /// that a fresh assessment of the answers leaves: disclosure depends on the latter, so nothing is disclosed while
    /// it has a next question.
    fn next_question(&mut self) -> Option<Slot> {
        let next = self.case.step(&self.trial).1;
        next.or_else(|| assess(&self.trial, self.case.answers(), self.case.setting()).next)
    }

    /// Returns the questions that were answered and are no longer asked.
    fn left_out(&self) -> Vec<Slot> {
        self.remembered.slots().into_iter().filter(|slot| !self.case.answers().answered(*slot)).collect()
    }
}
