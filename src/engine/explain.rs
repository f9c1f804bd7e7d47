//! Why a verdict is what it is, how long it holds, and what would settle what is open.
//!
//! # Law
//!
//! A set of answers *forces* something if it comes out the same with all other answers taken back. The sets given here are
//! smallest in that none of their answers can be left out; which of several such sets is given depends on the definition and
//! the answers alone.

use std::ops::Range;

use super::case::Case;
use super::{Assessment, Setting, Status, Verdict, assess};
use crate::answers::Answers;
use crate::engine::exact::Found;
use crate::trial::program::{self, Node, NodeId, Slot, Slots, Unknown};
use crate::trial::{Criterion, Goal, JudgedBy, Strength, Trial};
use crate::value::{Date, Number, Possible, Truth};

/// A day on which something ends, and the criterion that causes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Until {
    /// The day.
    pub day: Date,
    /// The place of the criterion.
    pub criterion: usize,
}

/// The first later day on which a criterion that is met today no longer certainly is, answers unchanged.
pub fn valid_until(trial: &Trial, answers: &Answers, setting: &Setting) -> Option<Until> {
    let mut case = Case::new(trial, answers.clone(), setting.clone());
    let tomorrow = setting.on.plus_days(1);
    let met = trial.criteria.iter().enumerate().filter_map(|(place, criterion)| {
        let (node, wanted) = criterion.goal()?;
        (case.status(trial, criterion) == Status::Met).then_some((place, (node, !wanted)))
    });
    let met: Vec<(usize, Goal)> = met.collect();
    let mut first: Option<Until> = None;
    for (criterion, goal) in met {
        case.rest();
        if let Some(day) = case.first_day(trial, &[goal], tomorrow, false)
            && first.is_none_or(|first| day < first.day)
        {
            first = Some(Until { day, criterion });
        }
    }
    first
}

/// A smallest set of answers that forces the status of a criterion; none if the status is unknown.
pub fn because(trial: &Trial, answers: &Answers, setting: &Setting, criterion: usize) -> Vec<Slot> {
    let mut case = Case::new(trial, answers.clone(), setting.clone());
    let rule = trial.criteria.get(criterion).filter(|one| case.status(trial, one) != Status::Unknown);
    rule.and_then(|one| one.rule).map_or_else(Vec::new, |rule| case.deciding(trial, rule))
}

/// For each criterion a smallest set of answers that forces its status, or while that is unknown, the questions whose answers
/// still bear on it.
pub fn explain(trial: &Trial, answers: &Answers, setting: &Setting, statuses: &[Status]) -> Vec<Vec<Slot>> {
    let mut case = Case::new(trial, answers.clone(), setting.clone());
    let criteria = trial.criteria.iter().zip(statuses);
    criteria
        .map(|(criterion, status)| match (status, criterion.rule) {
            (Status::Unknown, _) => case.left_open(trial, criterion),
            (_, None) => Vec::new(),
            (_, Some(rule)) => case.deciding(trial, rule),
        })
        .collect()
}

/// Whether an answer could still settle a criterion whose status is unknown. Where none could, the team has the word.
pub fn answerable(trial: &Trial, answers: &Answers, setting: &Setting, criterion: usize) -> bool {
    let mut case = Case::new(trial, answers.clone(), setting.clone());
    trial.criteria.get(criterion).is_some_and(|criterion| !case.left_open(trial, criterion).is_empty())
}

impl Case {
    /// The questions whose answers still bear on a criterion whose status is unknown.
    fn left_open(&mut self, trial: &Trial, criterion: &Criterion) -> Vec<Slot> {
        let rule = criterion.rule.filter(|_| criterion.judged_by != JudgedBy::Site);
        rule.map_or_else(Vec::new, |rule| self.bearing(trial, rule, 0..trial.slots.len()))
    }

    /// The rule of a criterion that answers could still decide.
    fn undecided(&mut self, trial: &Trial, criterion: usize) -> Option<NodeId> {
        let criterion = trial.criteria.get(criterion).filter(|one| one.judged_by != JudgedBy::Site)?;
        criterion.rule.filter(|_| self.status(trial, criterion) == Status::Unknown)
    }

    /// A smallest set of answers that decides a statement as all together do.
    fn deciding(&mut self, trial: &Trial, node: NodeId) -> Vec<Slot> {
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
            self.forget(trial, *slot);
        }
        let mut kept: Vec<Slot> = given.into_iter().filter(|slot| candidates.holds(*slot)).collect();
        for place in (0..kept.len()).rev() {
            let before = self.state.mark();
            kept.get(place).into_iter().for_each(|slot| self.forget(trial, *slot));
            if self.satisfiable(trial, &[(node, truth != Truth::True)]) == Found::No {
                kept.remove(place);
            } else {
                self.state.undo(before);
            }
        }
        self.state.undo(mark);
        kept
    }

    /// Whether some answer to a question decides a statement whatever else is unknown.
    fn may_decide(&mut self, trial: &Trial, slot: Slot, node: NodeId) -> bool {
        let (Some(question), Some(held)) = (trial.question(slot), self.state.unknown(slot)) else { return false };
        for (value, _) in question.shares(self.setting().on) {
            if !held.holds(value) {
                continue;
            }
            let mark = self.state.mark();
            self.state.set(&trial.program, slot, value);
            // The edge may lie elsewhere now.
            let may_be = |case: &mut Case, truth| case.satisfiable(trial, &[(node, truth)]) != Found::No;
            let possible = self.satisfiable(trial, self.premises(trial)) != Found::No;
            let decided = possible && may_be(self, true) != may_be(self, false);
            self.state.undo(mark);
            if decided {
                return true;
            }
        }
        false
    }

    /// The unknowns, of some, that decide a statement for some completion of the others.
    fn bearing(&mut self, trial: &Trial, node: NodeId, among: Range<Unknown>) -> Vec<Unknown> {
        let open = self.open(trial, &[node]);
        open.iter().filter(|unknown| among.contains(unknown) && self.bears(trial, *unknown, node)).collect()
    }
}

/// A smallest set of answers that forces `not_eligible`, or `not_yet` with its day; empty for other verdicts.
pub fn reasons(trial: &Trial, answers: &Answers, setting: &Setting) -> Vec<Slot> {
    let assessed = assess(trial, answers, setting);
    let before = match assessed.verdict {
        Verdict::NotEligible => None,
        Verdict::NotYet(day) => Some(day),
        Verdict::Incomplete | Verdict::PotentiallyEligible => return Vec::new(),
    };
    let all = trial.groups.goals();
    let mut sets: Vec<Vec<Slot>> = Vec::new();
    let alone = trial.criteria.iter().zip(&assessed.statuses).filter(|(_, status)| **status == Status::NotMet);
    for goal in alone.filter_map(|(criterion, _)| criterion.goal()) {
        let mut case = Case::new(trial, answers.clone(), setting.clone());
        if case.out_until(trial, &[goal], before) {
            let mut candidates = trial.program.unknowns_beneath(goal.0);
            trial.groups.close(&mut candidates);
            let set = smallest(trial, &mut case, &candidates, &[goal], before);
            sets.push(smallest(trial, &mut case, &set.into_iter().collect(), all, before));
        }
    }
    let shortest = sets.into_iter().min_by_key(Vec::len);
    shortest.unwrap_or_else(|| {
        let mut case = Case::new(trial, answers.clone(), setting.clone());
        let everything = (0..trial.slots.len()).collect();
        smallest(trial, &mut case, &everything, all, before)
    })
}

/// The criteria that rule out today: those that are not met, or if there is none, a smallest set that cannot be in order
/// together. Empty for somebody who is not ruled out.
pub fn blocking(trial: &Trial, answers: &Answers, setting: &Setting) -> Vec<usize> {
    let mut case = Case::new(trial, answers.clone(), setting.clone());
    let able = |one: &Criterion| one.strength == Strength::Binding && one.judged_by != JudgedBy::Site;
    let mut binding: Vec<(usize, Goal)> = Vec::new();
    for (place, criterion) in trial.criteria.iter().enumerate().filter(|(_, one)| able(one)) {
        binding.extend(criterion.goal().map(|goal| (place, goal)));
    }
    let together = |case: &mut Case, some: &[(usize, Goal)]| {
        let goals: Vec<Goal> = some.iter().map(|(_, goal)| *goal).collect();
        case.satisfiable(trial, &goals) == Found::No
    };
    if !together(&mut case, &binding) {
        return Vec::new();
    }
    let mut alone = Vec::new();
    for one in &binding {
        if together(&mut case, std::slice::from_ref(one)) {
            alone.push(one.0);
        }
    }
    if !alone.is_empty() {
        return alone;
    }
    for place in (0..binding.len()).rev() {
        let held = binding.remove(place);
        if !together(&mut case, &binding) {
            binding.insert(place, held);
        }
    }
    binding.into_iter().map(|(place, _)| place).collect()
}

impl Case {
    /// Whether goals cannot be reached today nor on any day before another; without another, on any day at all.
    fn out_until(&mut self, trial: &Trial, goals: &[Goal], before: Option<Date>) -> bool {
        let tomorrow = self.setting().on.plus_days(1);
        self.satisfiable(trial, goals) == Found::No && {
            let first = self.first_day(trial, goals, tomorrow, true);
            first.is_none_or(|first| before.is_some_and(|before| first >= before))
        }
    }
}

/// Takes back all answers but some candidates, and then of those one after the other, the last first, as long as the rest
/// still keeps goals out of reach. Gives those that are left.
fn smallest(trial: &Trial, case: &mut Case, candidates: &Slots, goals: &[Goal], before: Option<Date>) -> Vec<Slot> {
    let given = case.answers().slots();
    for slot in given.iter().filter(|slot| !candidates.holds(**slot)) {
        case.answer(trial, *slot, None);
    }
    for slot in given.into_iter().filter(|slot| candidates.holds(*slot)).rev() {
        let held = case.answers().get(slot).cloned();
        case.answer(trial, slot, None);
        if !case.out_until(trial, goals, before) {
            case.answer(trial, slot, held);
        }
    }
    case.answers().slots()
}

/// The questions that would settle an undecided criterion: however they are answered, exactly, it is then decided, whatever
/// else is unknown. Nothing if no questions would, because the definition or a date leaves it open.
///
/// There is one smallest such set: the questions that bear on the criterion. A set that lacks one of them settles nothing for
/// the completion in which that one decides, and what bears on nothing need not be known.
pub fn settles(trial: &Trial, answers: &Answers, setting: &Setting, criterion: usize) -> Option<Vec<Slot>> {
    let mut case = Case::new(trial, answers.clone(), setting.clone());
    let rule = case.undecided(trial, criterion)?;
    let slots = trial.slots.len();
    case.bearing(trial, rule, slots..usize::MAX).is_empty().then(|| case.bearing(trial, rule, 0..slots))
}

/// The questions of which one may settle an undecided criterion by itself: with some answer it is decided, whatever else is
/// unknown. The answers tried are those whose frequencies the definition states, a range of them together.
pub fn may_settle(trial: &Trial, answers: &Answers, setting: &Setting, criterion: usize) -> Vec<Slot> {
    let mut case = Case::new(trial, answers.clone(), setting.clone());
    let Some(rule) = case.undecided(trial, criterion) else { return Vec::new() };
    let mut found = Vec::new();
    for slot in case.bearing(trial, rule, 0..trial.slots.len()) {
        if case.may_decide(trial, slot, rule) {
            found.push(slot);
        }
    }
    found
}

/// The least points of a score with which the undecided criterion that asks for its class is in order, as the column stands.
/// Nothing if no criterion asks for it, if each is decided, or if the column is open.
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
    let upward = crate::value::bits::first(names.len()) & !crate::value::bits::first(lowest);
    let begins = begins(trial, assessed, *band).filter(|_| classes == upward)?;
    begins.get(lowest.checked_sub(1)?).copied()
}

/// Where the classes begin in the column at hand.
fn begins<'a>(trial: &'a Trial, assessed: &Assessment, band: NodeId) -> Option<&'a [Number]> {
    match trial.program.node(band)? {
        Node::Band(_, begins) => Some(begins),
        Node::If(test, then, otherwise) => match assessed.value(*test)? {
            Possible::Truth(Truth::True) => begins(trial, assessed, *then),
            Possible::Truth(Truth::False) => begins(trial, assessed, *otherwise),
            _ => None,
        },
        _ => None,
    }
}
