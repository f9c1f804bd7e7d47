//! The engine: computes a verdict from answers.
//!
//! # Law
//!
//! The assessment is a pure function of trial, answers and setting. A completion (see [`crate::engine::exact`])
//! *passes* if every binding criterion that is not judged by the site is satisfied in it. A person is *ruled out* on a
//! day if no completion passes, with dates and anchors as of that day. The verdict follows from the first of these that
//! applies:
//!
//! 1. The answers contradict each other ([`Conflict`]): [`Verdict::Incomplete`], and no question is next until one of them
//!    is changed. The statuses are computed without the consistency rules.
//! 2. The person is ruled out today: [`Verdict::NotYet`] with the first later day on which they no longer are, the
//!    answers unchanged; [`Verdict::NotEligible`] if there is no such day.
//! 3. A question is left to ask ([`left`]): [`Verdict::Incomplete`].
//! 4. Otherwise [`Verdict::PotentiallyEligible`], with the criteria to confirm.
//!
//! A criterion is met if it is satisfied in every completion, not met if in none. The engine never decides a
//! criterion judged by the site, and an advisory criterion never rules a person out.

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

/// The overall result of the answers. It is never *eligible*: only the site can decide that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// A question still to be asked could rule the person out, or answers contradict each other.
    Incomplete,
    /// The person is ruled out, and waiting alone does not change it.
    NotEligible,
    /// The person is ruled out today, but on this later day no longer, if the answers stay the same.
    NotYet(Date),
    /// No answer rules the person out.
    PotentiallyEligible,
}

impl Verdict {
    /// The words for all verdicts.
    pub const IDS: [&str; 4] = ["incomplete", "not_eligible", "not_yet", "potentially_eligible"];

    /// Returns the word for it in results.
    pub fn id(self) -> &'static str {
        match self {
            Verdict::Incomplete => "incomplete",
            Verdict::NotEligible => "not_eligible",
            Verdict::NotYet(_) => "not_yet",
            Verdict::PotentiallyEligible => "potentially_eligible",
        }
    }

    /// Returns the day of [`Verdict::NotYet`].
    ///
    /// ```
    /// use prescreener::{engine::Verdict, value::Date};
    /// let day = Date::parse("2027-03-01").unwrap();
    /// assert_eq!(Verdict::NotYet(day).eligible_from(), Some(day));
    /// assert_eq!(Verdict::NotEligible.eligible_from(), None);
    /// ```
    pub fn eligible_from(self) -> Option<Date> {
        if let Verdict::NotYet(day) = self { Some(day) } else { None }
    }
}

/// The result of the answers for one criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Certainly satisfied: an inclusion that holds, or an exclusion that does not apply.
    Met,
    /// Certainly not satisfied.
    NotMet,
    /// Not decided by the answers.
    Unknown,
}

impl Status {
    /// The words for all statuses.
    pub const IDS: [&str; 3] = ["met", "not_met", "unknown"];

    /// Returns the word for it in results.
    pub fn id(self) -> &'static str {
        match self {
            Status::Met => "met",
            Status::NotMet => "not_met",
            Status::Unknown => "unknown",
        }
    }
}

/// The result of an assessment.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessment {
    /// The verdict for the trial.
    pub verdict: Verdict,
    /// The status of each criterion, in the definition's order.
    pub statuses: Vec<Status>,
    /// For each criterion that is not met under [`Verdict::NotYet`], the first day on which it may be satisfied.
    pub resolves_on: Vec<Option<Date>>,
    /// The next question to ask, if one is left that matters.
    pub next: Option<Slot>,
    /// The answers that contradict each other.
    pub conflicts: Vec<Conflict>,
    /// The result of each score, in the definition's order.
    pub scores: Vec<Scored>,
    /// Whether every search was completed. If not, all reports are still true, but a decided status may be reported as
    /// unknown, and a question may be asked unnecessarily.
    pub exact: bool,
    values: Vec<Possible>,
}

/// Assesses answers.
pub fn assess(trial: &Trial, answers: &Answers, setting: &Setting) -> Assessment {
    Case::new(trial, answers.clone(), setting.clone()).assess(trial)
}

impl Assessment {
    /// Returns the positions of the criteria that the trial team must still check.
    pub fn to_confirm(&self) -> impl Iterator<Item = usize> {
        self.statuses.iter().enumerate().filter(|(_, status)| **status == Status::Unknown).map(|(position, _)| position)
    }

    /// Returns the possible values of a node of the trial's program.
    pub(crate) fn value(&self, node: NodeId) -> Option<Possible> {
        self.values.get(node).copied()
    }
}

impl Case {
    /// Returns the verdict, and the next question to ask, if one is left that matters.
    pub fn step(&mut self, trial: &Trial) -> (Verdict, Option<Slot>) {
        if self.has_conflict(trial) {
            return (Verdict::Incomplete, None);
        }
        let verdict = self.preliminary_verdict(trial);
        let next = match verdict {
            Verdict::NotEligible => None,
            verdict => ask::next(trial, self, verdict.eligible_from().unwrap_or(self.setting().on)),
        };
        let incomplete = next.is_some() && verdict == Verdict::PotentiallyEligible;
        (if incomplete { Verdict::Incomplete } else { verdict }, next)
    }

    /// Computes the whole assessment.
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
