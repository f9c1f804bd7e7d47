//! From answers to a verdict.
//!
//! # Law
//!
//! The assessment is a pure function of trial, answers and setting. A completion (see [`crate::engine::exact`]) *passes* if every
//! binding criterion that is not judged by the site is in order in it. Somebody is *ruled out* on a day if no completion
//! passes, dates and anchors as of that day. In order:
//!
//! 1. The answers contradict each other ([`Conflict`]): [`Verdict::Incomplete`], and no question is next until one of them is
//!    changed. Statuses are what the answers come to one by one, without the consistency rules.
//! 2. Ruled out today. If on some later day, the answers unchanged, no longer: [`Verdict::NotYet`] with the first such day;
//!    else [`Verdict::NotEligible`].
//! 3. A question is left to ask ([`left`]): [`Verdict::Incomplete`].
//! 4. Else [`Verdict::PotentiallyEligible`], with what is to confirm.
//!
//! A criterion is met if it is in order in every completion, not met if it is in none. One judged by the site is never
//! decided here, and an advisory one never rules out.

mod ask;
mod case;
mod conflicts;
mod days;
pub mod exact;
mod explain;
mod narrow;
mod never;
mod scores;
mod setting;
mod setting_read;
mod shortest;

pub use ask::{Remaining, left, relevant, to_go};
pub use conflicts::Conflict;
pub use explain::{
    StatusChange, answerable, because, blocking, explain, may_settle, needed, reasons, settles, valid_until,
};
pub use scores::Scored;
pub use setting::{InvalidAnchor, Order, Setting};

use crate::answers::Answers;
use crate::trial::program::{NodeId, Slot};
use crate::trial::{Criterion, Trial};
use crate::value::{Date, Possible};

pub use case::Case;

/// What the answers mean for the trial as a whole. It never says *eligible*: only the site can.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// A question still to ask could rule the person out, or answers contradict each other.
    Incomplete,
    /// Something rules the person out, and waiting alone would not change it.
    NotEligible,
    /// Something rules the person out today; from this day on nothing does, if the answers stay as they are.
    NotYet(Date),
    /// Nothing that was said rules the person out.
    PotentiallyEligible,
}

impl Verdict {
    /// The words for all of them.
    pub const IDS: [&str; 4] = ["incomplete", "not_eligible", "not_yet", "potentially_eligible"];

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
    /// The words for all of them.
    pub const IDS: [&str; 3] = ["met", "not_met", "unknown"];

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
    /// The answers that contradict each other.
    pub conflicts: Vec<Conflict>,
    /// What each score comes to, in the definition's order.
    pub scores: Vec<Scored>,
    /// Whether every search came to its end. If not, all that is told is still true, but something that is decided may be
    /// told as unknown, and a question may be asked in vain.
    pub exact: bool,
    values: Vec<Possible>,
}

/// Assesses answers.
pub fn assess(trial: &Trial, answers: &Answers, setting: &Setting) -> Assessment {
    Case::new(trial, answers.clone(), setting.clone()).assess(trial)
}

impl Assessment {
    /// The places of the criteria that the trial team must still check.
    pub fn to_confirm(&self) -> impl Iterator<Item = usize> {
        self.statuses.iter().enumerate().filter(|(_, status)| **status == Status::Unknown).map(|(place, _)| place)
    }

    /// What a node of the trial's program can be.
    pub(crate) fn value(&self, node: NodeId) -> Option<Possible> {
        self.values.get(node).copied()
    }
}

impl Case {
    /// The verdict, and the next question to ask, if one is left that matters.
    pub fn step(&mut self, trial: &Trial) -> (Verdict, Option<Slot>) {
        if self.has_conflict(trial) {
            return (Verdict::Incomplete, None);
        }
        let verdict = self.outlook(trial);
        let next = match verdict {
            Verdict::NotEligible => None,
            verdict => ask::next(trial, self, verdict.eligible_from().unwrap_or(self.setting().on)),
        };
        let incomplete = next.is_some() && verdict == Verdict::PotentiallyEligible;
        (if incomplete { Verdict::Incomplete } else { verdict }, next)
    }

    /// All that the answers mean.
    pub fn assess(&mut self, trial: &Trial) -> Assessment {
        let (verdict, next) = self.step(trial);
        let statuses: Vec<Status> = trial.criteria.iter().map(|criterion| self.status(trial, criterion)).collect();
        let tomorrow = self.setting().on.plus_days(1);
        let resolves = |(criterion, status): (&Criterion, &Status)| match (verdict, status) {
            (Verdict::NotYet(_), Status::NotMet) => self.first_day(trial, &[criterion.goal()?], tomorrow, true),
            _ => None,
        };
        let resolves_on = trial.criteria.iter().zip(&statuses).map(resolves).collect();
        let conflicts = self.conflicts(trial);
        let scores = trial.scores.iter().map(|score| self.scored(trial, score)).collect();
        let (exact, values) = (self.exact(), self.state.values().to_vec());
        Assessment { verdict, statuses, resolves_on, next, conflicts, scores, exact, values }
    }
}
