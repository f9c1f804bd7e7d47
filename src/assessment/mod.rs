//! From answers to a verdict.
//!
//! # Law
//!
//! The assessment is a pure function of trial, answers and setting. In order:
//!
//! 1. A binding criterion is certainly not met. If on some later day, the answers unchanged, none is, the verdict is
//!    [`Verdict::NotYet`] with the first such day; else [`Verdict::NotEligible`].
//! 2. A question that this audience can still be asked is open in an undecided binding criterion:
//!    [`Verdict::Incomplete`].
//! 3. Else [`Verdict::PotentiallyEligible`], with what is to confirm.
//!
//! A criterion judged by the site is never decided here, and an advisory one never rules out.

mod calendar;
mod later;

use crate::answers::Answers;
use crate::finding::suggestion;
use crate::program::{self, Inputs, Slot, Slots, evaluate};
use crate::trial::{Audience, Criterion, JudgedBy, Role, Strength, Trial};
use crate::value::{Date, Possible, Truth};

/// The circumstances of an assessment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// The day of the assessment.
    pub on: Date,
    /// Who answers.
    pub audience: Audience,
    /// The day of each anchor that the site has fixed, in the definition's order.
    fixed: Vec<Option<Date>>,
}

impl Setting {
    /// A setting in which no anchor is fixed.
    pub fn new(trial: &Trial, on: Date, audience: Audience) -> Setting {
        Setting { on, audience, fixed: vec![None; trial.anchors.len()] }
    }

    /// Fixes the day of an anchor. Fails with the reason if there is no such anchor, or if the day comes before the day
    /// of assessment.
    pub fn fix(&mut self, trial: &Trial, anchor: &str, day: Date) -> Result<(), String> {
        let anchors = &trial.anchors;
        let place = anchors.iter().position(|known| known.id == anchor);
        let Some(place) = place.and_then(|place| self.fixed.get_mut(place)) else {
            let near = suggestion(anchor, anchors.iter().map(|known| known.id.as_str()));
            return Err(format!("there is no anchor `{anchor}`{near}"));
        };
        if day < self.on {
            return Err(format!("the anchor `{anchor}` on {day} comes before the day of assessment, {}", self.on));
        }
        *place = Some(day);
        Ok(())
    }

    /// The anchors that are fixed.
    pub fn fixed<'a>(&'a self, trial: &'a Trial) -> impl Iterator<Item = (&'a str, Date)> {
        let anchors = trial.anchors.iter().zip(&self.fixed);
        anchors.filter_map(|(anchor, day)| Some((anchor.id.as_str(), (*day)?)))
    }
}

/// What the answers mean for the trial as a whole. It never says *eligible*: only the site can.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// A question still to ask could rule the person out.
    Incomplete,
    /// Something rules the person out, and waiting alone would not change it.
    NotEligible,
    /// Something rules the person out today; from this day on nothing does, if the answers stay as they are.
    NotYet(Date),
    /// Nothing that was said rules the person out.
    PotentiallyEligible,
}

impl Verdict {
    /// The word for it in results.
    pub fn id(self) -> &'static str {
        match self {
            Verdict::Incomplete => "incomplete",
            Verdict::NotEligible => "not_eligible",
            Verdict::NotYet(_) => "not_yet",
            Verdict::PotentiallyEligible => "potentially_eligible",
        }
    }

    /// The day that goes with [`Verdict::NotYet`].
    pub fn eligible_from(self) -> Option<Date> {
        if let Verdict::NotYet(day) = self { Some(day) } else { None }
    }
}

/// What the answers mean for one criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Certainly in order; for an exclusion: the person is clear of it.
    Met,
    /// Certainly in the way.
    NotMet,
    /// Cannot be told from what was said.
    Unknown,
}

impl Status {
    /// The word for it in results.
    pub fn id(self) -> &'static str {
        match self {
            Status::Met => "met",
            Status::NotMet => "not_met",
            Status::Unknown => "unknown",
        }
    }
}

/// What the answers mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessment {
    /// What they mean for the trial.
    pub verdict: Verdict,
    /// What they mean for each criterion, in the definition's order.
    pub statuses: Vec<Status>,
    /// For each criterion in the way of [`Verdict::NotYet`], the first day on which it no longer is.
    pub resolves_on: Vec<Option<Date>>,
    /// The next question to ask, if one is left that matters.
    pub next: Option<Slot>,
    /// Whether no search met its bound.
    pub exact: bool,
    values: Vec<Possible>,
}

/// A day on which something ends, and the criterion that causes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Until {
    /// The day.
    pub day: Date,
    /// The place of the criterion.
    pub criterion: usize,
}

/// The slots not answered, in order, whose answer still matters to the verdict.
pub fn relevant(trial: &Trial, answers: &Answers, setting: &Setting) -> Vec<Slot> {
    assess(trial, answers, setting).next.into_iter().collect()
}

/// The first later day on which a criterion that is met today no longer is.
pub fn valid_until(_trial: &Trial, _answers: &Answers, _setting: &Setting) -> Option<Until> {
    None
}

/// A smallest set of answers that forces the verdict, if they rule out.
pub fn reasons(_trial: &Trial, _answers: &Answers, _setting: &Setting) -> Vec<Slot> {
    Vec::new()
}

/// A smallest set of answers that decides a criterion.
pub fn because(trial: &Trial, answers: &Answers, setting: &Setting, criterion: usize) -> Vec<Slot> {
    assess(trial, answers, setting).because(trial, criterion).iter().collect()
}

/// A smallest set of slots that would settle an undecided criterion, whatever the answers.
pub fn settles(_trial: &Trial, _answers: &Answers, _setting: &Setting, _criterion: usize) -> Option<Vec<Slot>> {
    None
}

/// Assesses answers.
pub fn assess(trial: &Trial, answers: &Answers, setting: &Setting) -> Assessment {
    let values = values(trial, answers, setting, setting.on);
    let statuses = statuses(trial, &values);
    let next = next(trial, answers, setting, &values, &statuses);
    let in_the_way = failing(trial, &statuses);
    let (verdict, resolves_on) = if in_the_way.is_empty() {
        let verdict = if next.is_some() { Verdict::Incomplete } else { Verdict::PotentiallyEligible };
        (verdict, vec![None; statuses.len()])
    } else {
        later::search(trial, answers, setting, &values, &in_the_way)
    };
    let next = if verdict == Verdict::NotEligible { None } else { next };
    Assessment { verdict, statuses, resolves_on, next, exact: true, values }
}

impl Assessment {
    /// The answers that decided a criterion, or while it is unknown, the questions that could settle it.
    pub fn because(&self, trial: &Trial, criterion: usize) -> Slots {
        let mut slots = Slots::default();
        let Some(rule) = trial.criteria.get(criterion).and_then(|criterion| criterion.rule) else { return slots };
        if self.statuses.get(criterion) == Some(&Status::Unknown) {
            program::open(&trial.program, &self.values, rule, &mut slots);
        } else {
            program::deciding(&trial.program, &self.values, rule, &mut slots);
        }
        slots
    }

    /// The places of the criteria that the trial team must still check.
    pub fn to_confirm(&self) -> impl Iterator<Item = usize> {
        self.statuses.iter().enumerate().filter(|(_, status)| **status == Status::Unknown).map(|(place, _)| place)
    }

    /// Whether a question makes sense as things stand: a dose only for a medicine that is taken.
    pub(crate) fn applies(&self, trial: &Trial, slot: Slot) -> bool {
        applies(trial, &self.values, slot)
    }

    /// What a node of the trial's program can be.
    pub(crate) fn value(&self, node: program::NodeId) -> Option<Possible> {
        self.values.get(node).copied()
    }
}

/// The values of all nodes if the assessment were on another day.
fn values(trial: &Trial, answers: &Answers, setting: &Setting, day: Date) -> Vec<Possible> {
    let inputs = Inputs { answers: answers.possible(trial, day), anchors: calendar::anchors(trial, setting, day) };
    evaluate(&trial.program, &inputs)
}

fn statuses(trial: &Trial, values: &[Possible]) -> Vec<Status> {
    let criteria = trial.criteria.iter();
    criteria
        .map(|criterion| {
            let value = criterion.rule.and_then(|rule| values.get(rule));
            status(criterion, if let Some(Possible::Truth(truth)) = value { *truth } else { Truth::Unknown })
        })
        .collect()
}

fn status(criterion: &Criterion, rule: Truth) -> Status {
    let in_order = if criterion.role == Role::Exclusion { rule.negated() } else { rule };
    match (criterion.judged_by, criterion.strength, in_order) {
        (JudgedBy::Site, _, _) | (_, _, Truth::Unknown) | (_, Strength::Advisory, Truth::False) => Status::Unknown,
        (_, _, Truth::True) => Status::Met,
        (_, Strength::Binding, Truth::False) => Status::NotMet,
    }
}

/// The places of the criteria that rule out. Only a binding criterion is ever *not met*.
fn failing(trial: &Trial, statuses: &[Status]) -> Vec<usize> {
    (0..trial.criteria.len()).filter(|place| statuses.get(*place) == Some(&Status::NotMet)).collect()
}

fn next(trial: &Trial, answers: &Answers, setting: &Setting, values: &[Possible], statuses: &[Status]) -> Option<Slot> {
    let mut open = Slots::default();
    for (criterion, status) in trial.criteria.iter().zip(statuses) {
        let undecided = *status == Status::Unknown;
        if undecided && criterion.strength == Strength::Binding && criterion.judged_by != JudgedBy::Site {
            criterion.rule.iter().for_each(|rule| program::open(&trial.program, values, *rule, &mut open));
        }
    }
    open_the_way(trial, values, &mut open);
    let reachable = |slot| trial.question(slot).is_some_and(|question| question.asked_of <= setting.audience);
    open.iter().find(|slot| !answers.answered(*slot) && reachable(*slot) && applies(trial, values, *slot))
}

/// Adds the questions that decide whether an open question is asked.
fn open_the_way(trial: &Trial, values: &[Possible], open: &mut Slots) {
    let mut ahead: Vec<Slot> = open.iter().collect();
    while let Some(slot) = ahead.pop() {
        let mut before = Slots::default();
        if let Some(when) = trial.slots.get(slot).and_then(|slot| slot.when) {
            program::open(&trial.program, values, when, &mut before);
        }
        ahead.extend(before.iter().filter(|slot| open.insert(*slot)));
    }
}

/// Whether a question makes sense as things stand.
fn applies(trial: &Trial, values: &[Possible], slot: Slot) -> bool {
    let when = trial.slots.get(slot).and_then(|slot| slot.when);
    when.is_none_or(|when| values.get(when) == Some(&Possible::Truth(Truth::True)))
}
