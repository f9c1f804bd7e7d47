//! Explanations: why a verdict was reached, how long it holds, and which answers would settle open criteria.
//!
//! # Law
//!
//! A set of answers *forces* a result if the result stays the same without all other answers. The sets returned here
//! are smallest in that none of their answers can be left out; which of several such sets is returned depends on the
//! definition and the answers alone.

use std::ops::Range;

use super::case::Case;
use super::{Assessment, Setting, Status, Verdict, assess};
use crate::answers::Answers;
use crate::engine::exact::SearchOutcome;
use crate::trial::program::{self, Node, NodeId, Slot, Slots, Unknown};
use crate::trial::{Criterion, Goal, JudgedBy, Strength, Trial};
use crate::value::{Date, Number, Possible, Truth};

/// A day on which a status changes, and the criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatusChange {
    /// The day.
    pub day: Date,
    /// The position of the criterion.
    pub criterion: usize,
}

/// Returns the first later day on which a criterion that is met today is no longer certainly met, the answers
/// unchanged.
pub fn valid_until(trial: &Trial, answers: &Answers, setting: &Setting) -> Option<StatusChange> {
    let mut case = Case::new(trial, answers.clone(), setting.clone());
    let tomorrow = setting.on.plus_days(1);
    let met = trial.criteria.iter().enumerate().filter_map(|(position, criterion)| {
        let (node, wanted) = criterion.goal()?;
        (case.status(trial, criterion) == Status::Met).then_some((position, (node, !wanted)))
    });
    let met: Vec<(usize, Goal)> = met.collect();
    let mut first: Option<StatusChange> = None;
    for (criterion, goal) in met {
        case.reset_steps();
        if let Some(day) = case.first_day(trial, &[goal], tomorrow, false)
            && first.is_none_or(|first| day < first.day)
        {
            first = Some(StatusChange { day, criterion });
        }
    }
    first
}

/// Returns a smallest set of answers that forces the status of a criterion; empty if the status is unknown.
pub fn because(trial: &Trial, answers: &Answers, setting: &Setting, criterion: usize) -> Vec<Slot> {
    let mut case = Case::new(trial, answers.clone(), setting.clone());
    let rule = trial.criteria.get(criterion).filter(|criterion| case.status(trial, criterion) != Status::Unknown);
    rule.and_then(|criterion| criterion.rule).map_or_else(Vec::new, |rule| case.deciding_answers(trial, rule))
}

/// Returns for each criterion a smallest set of answers that forces its status, or if that is unknown, the questions
/// whose answers can still affect it.
pub fn explain(trial: &Trial, answers: &Answers, setting: &Setting, statuses: &[Status]) -> Vec<Vec<Slot>> {
    let mut case = Case::new(trial, answers.clone(), setting.clone());
    let criteria = trial.criteria.iter().zip(statuses);
    criteria
        .map(|(criterion, status)| match (status, criterion.rule) {
            (Status::Unknown, _) => case.relevant_questions(trial, criterion),
            (_, None) => Vec::new(),
            (_, Some(rule)) => case.deciding_answers(trial, rule),
        })
        .collect()
}

/// Returns whether an answer could still settle a criterion whose status is unknown. If none could, the trial team
/// decides.
pub fn answerable(trial: &Trial, answers: &Answers, setting: &Setting, criterion: usize) -> bool {
    let mut case = Case::new(trial, answers.clone(), setting.clone());
    trial.criteria.get(criterion).is_some_and(|criterion| !case.relevant_questions(trial, criterion).is_empty())
}

impl Case {
    /// Returns the questions whose answers can still affect a criterion whose status is unknown.
    fn relevant_questions(&mut self, trial: &Trial, criterion: &Criterion) -> Vec<Slot> {
        let rule = criterion.rule.filter(|_| criterion.judged_by != JudgedBy::Site);
        rule.map_or_else(Vec::new, |rule| self.pivotal_unknowns(trial, rule, 0..trial.slots.len()))
    }

    /// Returns the rule of a criterion that answers could still decide.
    fn undecided(&mut self, trial: &Trial, criterion: usize) -> Option<NodeId> {
        let criterion = trial.criteria.get(criterion).filter(|criterion| criterion.judged_by != JudgedBy::Site)?;
        criterion.rule.filter(|_| self.status(trial, criterion) == Status::Unknown)
    }

    /// Returns a smallest set of answers that decides a statement as all together do.
    fn deciding_answers(&mut self, trial: &Trial, node: NodeId) -> Vec<Slot> {
        let truth = self.truth(trial, node);
        let mark = self.state.mark();
        self.widen(trial);
        let by_shape = self.state.value(node) == Some(Possible::Truth(truth));
        let mut used = trial.program.unknowns_beneath(node);
        trial.groups.close(&mut used);
        let candidates =
            if by_shape { program::deciding(&trial.program, self.state.values(), node) } else { used.clone() };
        let given: Vec<Slot> = self.answers().slots().into_iter().filter(|slot| used.holds(*slot)).collect();
        for slot in given.iter().filter(|slot| !candidates.holds(**slot)) {
            self.withdraw(trial, *slot);
        }
        let mut kept: Vec<Slot> = given.into_iter().filter(|slot| candidates.holds(*slot)).collect();
        for position in (0..kept.len()).rev() {
            let before = self.state.mark();
            kept.get(position).into_iter().for_each(|slot| self.withdraw(trial, *slot));
            if self.satisfiable(trial, &[(node, truth != Truth::True)]) == SearchOutcome::No {
                kept.remove(position);
            } else {
                self.state.undo(before);
            }
        }
        self.state.undo(mark);
        kept
    }

    /// Returns whether some answer to a question decides a statement, whatever else is unknown.
    fn may_decide(&mut self, trial: &Trial, slot: Slot, node: NodeId) -> bool {
        let (Some(question), Some(held)) = (trial.question(slot), self.state.unknown(slot)) else { return false };
        for (value, _) in question.shares(self.setting().on) {
            if !held.holds(value) {
                continue;
            }
            let mark = self.state.mark();
            self.state.set(&trial.program, slot, value);
            // Not [`Case::truth`]: the edge may not be a completion of this state.
            let may_be = |case: &mut Case, truth| case.satisfiable(trial, &[(node, truth)]) != SearchOutcome::No;
            let possible = self.satisfiable(trial, self.premises(trial)) != SearchOutcome::No;
            let decided = possible && may_be(self, true) != may_be(self, false);
            self.state.undo(mark);
            if decided {
                return true;
            }
        }
        false
    }

    /// Returns the unknowns within a range that decide a statement for some completion of the others.
    fn pivotal_unknowns(&mut self, trial: &Trial, node: NodeId, among: Range<Unknown>) -> Vec<Unknown> {
        let open = self.open(trial, &[node]);
        open.iter().filter(|unknown| among.contains(unknown) && self.is_pivotal(trial, *unknown, node)).collect()
    }
}

/// Returns a smallest set of answers that forces `not_eligible`, or `not_yet` with its day; empty for other verdicts.
pub fn reasons(trial: &Trial, answers: &Answers, setting: &Setting) -> Vec<Slot> {
    let assessed = assess(trial, answers, setting);
    let before = match assessed.verdict {
        Verdict::NotEligible => None,
        Verdict::NotYet(day) => Some(day),
        Verdict::Incomplete | Verdict::PotentiallyEligible => return Vec::new(),
    };
    let all = trial.groups.goals();
    let mut sets: Vec<Vec<Slot>> = Vec::new();
    let not_met = trial.criteria.iter().zip(&assessed.statuses).filter(|(_, status)| **status == Status::NotMet);
    for goal in not_met.filter_map(|(criterion, _)| criterion.goal()) {
        let mut case = Case::new(trial, answers.clone(), setting.clone());
        if case.unreachable_until(trial, &[goal], before) {
            let mut candidates = trial.program.unknowns_beneath(goal.0);
            trial.groups.close(&mut candidates);
            let set = smallest_set(trial, &mut case, &candidates, &[goal], before);
            sets.push(smallest_set(trial, &mut case, &set.into_iter().collect(), all, before));
        }
    }
    let shortest = sets.into_iter().min_by_key(Vec::len);
    shortest.unwrap_or_else(|| {
        let mut case = Case::new(trial, answers.clone(), setting.clone());
        let everything = (0..trial.slots.len()).collect();
        smallest_set(trial, &mut case, &everything, all, before)
    })
}

/// Returns the criteria that rule the person out today: those that are not met, or if there are none, a smallest set
/// that cannot all be satisfied together. Empty if the person is not ruled out.
pub fn blocking(trial: &Trial, answers: &Answers, setting: &Setting) -> Vec<usize> {
    let mut case = Case::new(trial, answers.clone(), setting.clone());
    let decides =
        |criterion: &Criterion| criterion.strength == Strength::Binding && criterion.judged_by != JudgedBy::Site;
    let mut binding: Vec<(usize, Goal)> = Vec::new();
    for (position, criterion) in trial.criteria.iter().enumerate().filter(|(_, criterion)| decides(criterion)) {
        binding.extend(criterion.goal().map(|goal| (position, goal)));
    }
    let unreachable = |case: &mut Case, criteria: &[(usize, Goal)]| {
        let goals: Vec<Goal> = criteria.iter().map(|(_, goal)| *goal).collect();
        case.satisfiable(trial, &goals) == SearchOutcome::No
    };
    if !unreachable(&mut case, &binding) {
        return Vec::new();
    }
    let mut individually = Vec::new();
    for criterion in &binding {
        if unreachable(&mut case, std::slice::from_ref(criterion)) {
            individually.push(criterion.0);
        }
    }
    if !individually.is_empty() {
        return individually;
    }
    for position in (0..binding.len()).rev() {
        let removed = binding.remove(position);
        if !unreachable(&mut case, &binding) {
            binding.insert(position, removed);
        }
    }
    binding.into_iter().map(|(position, _)| position).collect()
}

impl Case {
    /// Returns whether goals cannot be reached today or on any day before another; without another, on any day.
    fn unreachable_until(&mut self, trial: &Trial, goals: &[Goal], before: Option<Date>) -> bool {
        let tomorrow = self.setting().on.plus_days(1);
        self.satisfiable(trial, goals) == SearchOutcome::No && {
            let first = self.first_day(trial, goals, tomorrow, true);
            first.is_none_or(|first| before.is_some_and(|before| first >= before))
        }
    }
}

/// Withdraws all answers except some candidates, then each candidate from the last to the first if the remaining
/// answers still keep the goals out of reach. Returns those that are left.
fn smallest_set(trial: &Trial, case: &mut Case, candidates: &Slots, goals: &[Goal], before: Option<Date>) -> Vec<Slot> {
    let given = case.answers().slots();
    for slot in given.iter().filter(|slot| !candidates.holds(**slot)) {
        case.answer(trial, *slot, None);
    }
    for slot in given.into_iter().filter(|slot| candidates.holds(*slot)).rev() {
        let held = case.answers().get(slot).cloned();
        case.answer(trial, slot, None);
        if !case.unreachable_until(trial, goals, before) {
            case.answer(trial, slot, held);
        }
    }
    case.answers().slots()
}

/// Returns the questions that would settle an undecided criterion: any exact answers to them decide it, whatever else
/// is unknown. Returns `None` if no questions would, because the definition or a date leaves it open.
///
/// There is one smallest such set: the questions that can decide the criterion. A set that lacks one of them does not
/// settle the completion in which that question decides; a question that decides in no completion is not needed.
pub fn settles(trial: &Trial, answers: &Answers, setting: &Setting, criterion: usize) -> Option<Vec<Slot>> {
    let mut case = Case::new(trial, answers.clone(), setting.clone());
    let rule = case.undecided(trial, criterion)?;
    let slots = trial.slots.len();
    case.pivotal_unknowns(trial, rule, slots..usize::MAX)
        .is_empty()
        .then(|| case.pivotal_unknowns(trial, rule, 0..slots))
}

/// Returns the questions that may each settle an undecided criterion alone: some answer decides it, whatever else is
/// unknown. The answers tried are those whose frequencies the definition states; a range counts as one answer.
pub fn may_settle(trial: &Trial, answers: &Answers, setting: &Setting, criterion: usize) -> Vec<Slot> {
    let mut case = Case::new(trial, answers.clone(), setting.clone());
    let Some(rule) = case.undecided(trial, criterion) else { return Vec::new() };
    let mut found = Vec::new();
    for slot in case.pivotal_unknowns(trial, rule, 0..trial.slots.len()) {
        if case.may_decide(trial, slot, rule) {
            found.push(slot);
        }
    }
    found
}

/// Returns the least points of a score that satisfy the undecided criterion about its class, in the column that
/// applies. Returns `None` if no criterion refers to the class, if each is decided, or if the column is undecided.
pub fn needed(trial: &Trial, assessed: &Assessment, score: usize) -> Option<Number> {
    let (band, names) = trial.scores.get(score)?.band.as_ref()?;
    let criteria = trial.criteria.iter().zip(&assessed.statuses).filter(|(_, status)| **status == Status::Unknown);
    let mut rules = criteria.filter_map(|(criterion, _)| criterion.rule);
    let classes = rules.find_map(|rule| {
        trial.program.beneath(rule).find_map(|node| match node {
            Node::IsAmong(of, classes) if of == band => Some(*classes),
            _ => None,
        })
    })?;
    let lowest = classes.trailing_zeros() as usize;
    let upward = crate::value::option_set::first(names.len()) & !crate::value::option_set::first(lowest);
    let starts = class_starts(trial, assessed, *band).filter(|_| classes == upward)?;
    starts.get(lowest.checked_sub(1)?).copied()
}

/// Returns where the classes begin in the column that applies.
fn class_starts<'a>(trial: &'a Trial, assessed: &Assessment, band: NodeId) -> Option<&'a [Number]> {
    match trial.program.node(band)? {
        Node::Band(_, starts) => Some(starts),
        Node::If(test, then, otherwise) => match assessed.value(*test)? {
            Possible::Truth(Truth::True) => class_starts(trial, assessed, *then),
            Possible::Truth(Truth::False) => class_starts(trial, assessed, *otherwise),
            _ => None,
        },
        _ => None,
    }
}
