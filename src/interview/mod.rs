//! The interview: which screen follows which.
//!
//! One question a screen, in the trial's order, skipping what no longer matters; then all answers to check; then the
//! result. Everything a screen shows is worked out here ([`Screen`]); drawing it decides nothing.
//!
//! Where the answers rule the person out, for now or for good, the screen before the result leads with the fewest that do so
//! and asks whether they are right, as one slip may have ended everything. It asks once: after the person has gone on to the
//! result, again only where the fewest are others, or were answered otherwise. The other answers stand below. Nothing else
//! depends on it.
//!
//! Where answers contradict each other, no question follows: the check screen shows those that do, and one of them has to be
//! changed, if only to *I don't know*.
//!
//! A changed answer is a new interview: from the changed question on, the questions are asked afresh, and what was
//! answered before is answered the same without asking. What is not reached again is left out of the result, and
//! remembered in case a later change leads to it.

mod around;
mod before;
mod closed;
mod entry;
pub(crate) mod find;
mod glossary;
mod handed;
mod language;
mod open;
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

pub use around::Disclosure;
pub use before::{Before, News};
pub use open::open;
pub use screen::{
    AnswerRow, CheckScreen, Choice, Control, Entry, Field, Found, Item, Notice, Problem, QuestionScreen, Reminder,
    ResultScreen, Row, Screen, Section,
};

use crate::answers::{Answers, Said};
use crate::engine::{Assessment, Case, Setting, assess};
use crate::json::Json;
use crate::result::result;
use crate::texts::{Mismatch, Part, Texts};
use crate::trial::Trial;
use crate::trial::program::Slot;
use around::Around;
use entry::{Mistake, Usual};
use handed::HandedOn;

/// One person's way through a trial's questions.
#[derive(Debug, Clone)]
pub struct Interview {
    trial: Trial,
    texts: Texts,
    language: String,
    /// The answers to the questions of the trail, and to no others.
    case: Case,
    /// The next question to ask.
    next: Option<Slot>,
    /// Every answer given, by slot, also to questions that are no longer asked.
    remembered: Answers,
    /// What was typed, by slot, so that it can be shown again.
    entries: Vec<Entry>,
    usual: Usual,
    /// The questions answered, in the order in which they are asked.
    trail: Vec<Slot>,
    step: Step,
    mistake: Option<Mistake>,
    /// The answers that the person knows to be left out.
    told: Vec<Slot>,
    /// The answers that rule the person out, as they last said that these are right.
    confirmed: Answers,
    /// Whether the latest answer is why others are left out.
    news: bool,
    /// Whether the person asked for the result while its words were still missing.
    waits: bool,
    /// What the answers meant when the result was last asked for.
    assessment: Assessment,
    around: Around,
    handed: Option<HandedOn>,
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
    /// Before the first question, which may not be asked.
    Closed,
}

impl Interview {
    /// Begins an interview at the first question, unless the trial is closed ([`Trial::closed`]).
    pub fn new(trial: Trial, texts: Texts, language: &str, setting: Setting) -> Interview {
        let usual = Usual::new(setting.audience);
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
            usual,
            trail: Vec::new(),
            step: Step::Check,
            mistake: None,
            told: Vec::new(),
            confirmed: Answers::default(),
            news: false,
            waits: false,
            assessment,
            around: Around::default(),
            handed: None,
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
            Step::Closed => Screen::Closed(self.closed_screen()),
        }
    }

    /// Takes what was entered for the question at hand and goes on, or stays and says what is wrong. Elsewhere does
    /// nothing.
    pub fn submit(&mut self, entered: &Entry) {
        let Step::Ask { slot, .. } = self.step else { return };
        let Some(question) = self.trial.question(slot) else { return };
        let read = entry::read(&question.kind, entered, &self.texts, self.case.setting().on);
        let asked_of = question.asked_of;
        self.keep(slot, entered.clone());
        match read {
            Err(mistake) => self.mistake = Some(mistake),
            Ok(answer) => {
                let said = self.usual.tell(asked_of, answer, entered);
                self.take(slot, said);
            }
        }
    }

    /// Goes one screen back.
    pub fn back(&mut self) {
        let before = match self.step {
            Step::Ask { changing: true, .. } | Step::Result => return self.stand(Step::Check),
            Step::Ask { slot, .. } => self.turn(slot),
            Step::Check => self.trail.len(),
            Step::Closed => return,
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

    /// Goes from the check screen to the result, as soon as its words are there. Elsewhere, and while answers contradict each
    /// other, does nothing.
    pub fn finish(&mut self) {
        if self.step != Step::Check || self.contradicts() {
            return;
        }
        self.waits = !self.texts.complete();
        if !self.waits {
            self.assessment = assess(&self.trial, self.case.answers(), self.case.setting());
            self.confirmed = self.deciding();
            self.stand(Step::Result);
        }
    }

    /// Whether the person waits for the words of the result.
    pub fn waits(&self) -> bool {
        self.waits
    }

    /// Adds the words of the result, and goes on to it if the person waits. Gives whether they did.
    pub fn add(&mut self, words: &str) -> Result<bool, Mismatch> {
        self.texts.add(words, Part::Result, &self.trial.digest)?;
        let waited = self.waits;
        if waited {
            self.finish();
        }
        Ok(waited)
    }

    /// Forgets every answer and begins again.
    pub fn restart(&mut self) {
        self.remembered = Answers::default();
        self.entries.fill(Entry::default());
        self.trail.clear();
        self.told.clear();
        self.handed = None;
        self.begin(Answers::default(), self.case.setting().clone());
    }

    /// The result to hand on, once it is shown.
    pub fn result(&self) -> Option<Json> {
        self.at_result()
            .then(|| result(&self.trial, self.case.answers(), self.case.setting(), &self.assessment, &self.language))
    }

    /// Whether the trial has clinics to look for.
    pub fn has_sites(&self) -> bool {
        self.trial.has_sites
    }

    /// Whether answers contradict each other.
    fn contradicts(&self) -> bool {
        self.case.has_conflict(&self.trial)
    }

    fn keep(&mut self, slot: Slot, entry: Entry) {
        if let Some(kept) = self.entries.get_mut(slot) {
            *kept = entry;
        }
    }

    fn stand(&mut self, step: Step) {
        self.step = step;
        self.mistake = None;
        self.news = false;
        self.waits = false;
    }

    fn go_on(&mut self) {
        self.stand(match self.next {
            _ if self.closed().is_some() => Step::Closed,
            Some(slot) => Step::Ask { slot, changing: false },
            None => Step::Check,
        });
    }

    /// The place of a question in the trail; the end of the trail if it was not answered yet.
    fn turn(&self, slot: Slot) -> usize {
        self.trail.iter().position(|asked| *asked == slot).unwrap_or(self.trail.len())
    }

    /// Takes an answer, and goes on to the first question from there on that was never answered. The same answer once more
    /// changes nothing.
    fn take(&mut self, slot: Slot, said: Said) {
        let turn = self.turn(slot);
        if turn < self.trail.len() && self.remembered.get(slot) == Some(&said) {
            return self.go_on();
        }
        while self.trail.len() > turn
            && let Some(later) = self.trail.pop()
        {
            self.case.answer(&self.trial, later, None);
        }
        self.remembered.set(slot, said);
        self.next = Some(slot);
        self.follow();
    }

    /// Begins with these answers, which are those of the trail, and goes on to the first question that was never answered.
    fn begin(&mut self, answers: Answers, setting: Setting) {
        self.usual = Usual::new(setting.audience);
        self.case = Case::new(&self.trial, answers, setting);
        self.confirmed = Answers::default();
        self.next = self.next_question();
        self.follow();
    }

    /// Goes on to the first question that was never answered.
    fn follow(&mut self) {
        while let Some(slot) = self.next
            && let Some(said) = self.remembered.get(slot)
        {
            self.case.answer(&self.trial, slot, Some(said.clone()));
            self.trail.push(slot);
            self.next = self.next_question();
        }
        self.go_on();
        // Before every question is answered, what was answered before may still be reached.
        if self.step == Step::Check && !self.contradicts() {
            let left_out = self.left_out();
            self.news = left_out.iter().any(|slot| !self.told.contains(slot));
            self.told = left_out;
        }
    }

    /// The next question. Where what this sitting has found out leaves none, the one that is left by the answers alone: what is
    /// told depends on these, so nothing is told while there is one.
    fn next_question(&mut self) -> Option<Slot> {
        let next = self.case.step(&self.trial).1;
        next.or_else(|| assess(&self.trial, self.case.answers(), self.case.setting()).next)
    }

    /// The questions that were answered, and are no longer asked.
    fn left_out(&self) -> Vec<Slot> {
        self.remembered.slots().into_iter().filter(|slot| !self.case.answers().answered(*slot)).collect()
    }
}
