//! The questions that are left to ask.
//!
//! # Law
//!
//! The day considered is today, or if the person has to wait, the first day on which they are not ruled out. A question
//! is *relevant* if for some completion of all other unknowns one of its answers passes on that day and another does
//! not.
//!
//! A question is *left* if it can be asked of this audience, it is not answered, its condition holds, and it is either
//! relevant or decides whether another question is asked that would otherwise be left.

use super::case::Case;
use super::{Order, Setting, Verdict};
use crate::answers::{Answer, Answers};
use crate::trial::program::{NodeId, Slot, Slots};
use crate::trial::{QuestionKind, Trial};
use crate::value::{Date, Interval, Truth};

/// Returns the slots without an answer, in order and for any audience, whose answer still matters to the verdict.
///
/// ```
/// # use prescreener::{answers, diagnostics::Document, trial::{Audience, Trial}, value::Date};
/// # use prescreener::engine::{Setting, left, relevant};
/// # let content = serde_json::from_value(serde_json::json!({
/// #     "schema": "prescreener/trial/1", "id": "EXAMPLE", "version": "1",
/// #     "registry": { "name": "none", "url": "", "updated": "2026-11-22" },
/// #     "sources": [{ "id": "S", "title": "Examples" }],
/// #     "anchors": [{ "id": "screening", "from": "assessment", "days": [0, 28] }],
/// #     "questions": [{ "id": "dose", "type": "number", "unit": "mg", "min": "0", "max": "100" }], "order": ["dose"],
/// #     "criteria": [{ "id": "C1", "kind": "inclusion", "strength": "binding", "judged_by": "participant",
/// #                    "rule": "dose >= 5 mg", "source": ["S"], "confidence": "one_source" }] })).unwrap();
/// # let trial = Trial::check(&[Document { path: "trial.json".to_owned(), content }]).unwrap();
/// let today = Date::parse("2026-11-22").unwrap();
/// let setting = Setting::new(&trial, today, Audience::Participant);
/// let answers = |text: &str| answers::read(&trial, &serde_json::from_str(text).unwrap(), today).unwrap();
/// assert_eq!(relevant(&trial, &answers("{}"), &setting), [0]);
/// assert!(left(&trial, &answers(r#"{ "dose": null }"#), &setting).is_empty());
/// ```
pub fn relevant(trial: &Trial, answers: &Answers, setting: &Setting) -> Vec<Slot> {
    let mut case = Case::new(trial, answers.clone(), setting.clone());
    let Some(day) = day_considered(trial, &mut case) else { return Vec::new() };
    let mut planner = Planner::new(trial, &mut case, day);
    (0..trial.slots.len()).filter(|slot| !answers.answered(*slot) && planner.relevant(*slot)).collect()
}

/// Returns the questions left to ask, in the trial's order.
pub fn left(trial: &Trial, answers: &Answers, setting: &Setting) -> Vec<Slot> {
    let mut case = Case::new(trial, answers.clone(), setting.clone());
    let Some(day) = day_considered(trial, &mut case) else { return Vec::new() };
    let mut planner = Planner::new(trial, &mut case, day);
    (0..trial.slots.len()).filter(|slot| planner.left(*slot)).collect()
}

/// Returns the day considered, or `None` if answers conflict or the person is ruled out for good.
fn day_considered(trial: &Trial, case: &mut Case) -> Option<Date> {
    if case.has_conflict(trial) {
        return None;
    }
    match case.preliminary_verdict(trial) {
        Verdict::NotEligible => None,
        verdict => Some(verdict.eligible_from().unwrap_or(case.setting().on)),
    }
}

/// Returns the question to ask next, by the rules as of a day.
pub(super) fn next(trial: &Trial, case: &mut Case, day: Date) -> Option<Slot> {
    let mark = case.state.mark();
    let mut planner = Planner::new(trial, case, day);
    let next = match planner.case.setting().order {
        Order::Definition => (0..trial.slots.len()).find(|slot| planner.left(*slot)),
        Order::Shortest => planner.shortest(),
    };
    case.state.undo(mark);
    next
}

/// The findings about questions so far.
pub(super) struct Planner<'a> {
    pub(super) trial: &'a Trial,
    /// The case, set to the day considered.
    pub(super) case: &'a mut Case,
    /// The day considered.
    pub(super) day: Date,
    /// For each question, whether its condition holds today, once computed.
    applies: Vec<Option<Truth>>,
    /// For each question, whether it is needed, once computed.
    needed: Vec<Option<bool>>,
}

impl<'a> Planner<'a> {
    /// Creates a planner for a case on the day of the assessment, and moves the case to the day considered.
    fn new(trial: &'a Trial, case: &'a mut Case, day: Date) -> Planner<'a> {
        let applies = vec![None; trial.slots.len()];
        if day != case.setting().on {
            case.set_days(trial, Interval::exactly(day));
        }
        Planner { trial, case, day, applies, needed: vec![None; trial.slots.len()] }
    }

    /// Returns whether a question is relevant. On the day considered every group can pass, so only its own group is
    /// examined.
    fn relevant(&mut self, slot: Slot) -> bool {
        let trial = self.trial;
        let groups = trial.groups.separate();
        let Some(position) = groups.of_unknown(slot) else { return false };
        groups.all().get(position).is_some_and(|group| self.case.relevant(trial, slot, group))
    }

    pub(super) fn left(&mut self, slot: Slot) -> bool {
        askable(self.trial, self.case, slot) && self.applies(slot) == Truth::True && self.needed(slot)
    }

    pub(super) fn applies(&mut self, slot: Slot) -> Truth {
        let (trial, today) = (self.trial, self.case.setting().on);
        let Some(held) = self.applies.get_mut(slot) else { return Truth::False };
        *held.get_or_insert_with(|| self.case.on_day(trial, today, |case| applies(trial, case, slot)))
    }

    /// Returns whether a question must be asked, now or once it is known to apply.
    fn needed(&mut self, slot: Slot) -> bool {
        if let Some(Some(known)) = self.needed.get(slot) {
            return *known;
        }
        let askable = askable(self.trial, self.case, slot) && self.applies(slot) != Truth::False;
        let needed = askable && (self.relevant(slot) || self.decides_another(slot));
        if let Some(held) = self.needed.get_mut(slot) {
            *held = Some(needed);
        }
        needed
    }

    /// Returns whether a question decides if another one is asked. Such chains never form a cycle.
    fn decides_another(&mut self, slot: Slot) -> bool {
        let (trial, today) = (self.trial, self.case.setting().on);
        trial.groups.followers(slot).iter().any(|other| {
            let (other, known) = (*other, self.applies(*other));
            let Some(when) = when(trial, other).filter(|_| known == Truth::Unknown) else { return false };
            self.case.on_day(trial, today, |case| case.is_pivotal(trial, slot, when)) && self.needed(other)
        })
    }
}

pub(super) fn when(trial: &Trial, slot: Slot) -> Option<NodeId> {
    trial.slots.get(slot)?.when
}

/// Returns whether the condition of a question holds.
fn applies(trial: &Trial, case: &mut Case, slot: Slot) -> Truth {
    when(trial, slot).map_or(Truth::True, |when| case.truth(trial, when))
}

/// Returns whether a question is not answered and can be asked of the audience.
pub(super) fn askable(trial: &Trial, case: &Case, slot: Slot) -> bool {
    let for_audience = trial.question(slot).is_some_and(|question| question.asked_of <= case.setting().audience);
    for_audience && !case.answers().answered(slot)
}

/// The greatest number of questions that may still come for which the engine checks whether the current one is the
/// last. This check takes longer than everything else on a screen, and is of no use far from the end.
const NEAR: usize = 4;

/// The number of questions that may still come after one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Remaining {
    /// The least number, whatever the answers: 0 or 1, and 0 if the end is still far.
    pub least: usize,
    /// The greatest number, without follow-ups.
    pub most: usize,
    /// Whether follow-ups may come for options of a question that is still to be answered.
    pub follow_ups: bool,
}

/// Returns how many questions may still come after one that is about to be answered and has no answer in the case.
///
/// A question that can no longer matter, whatever the answers and on whatever later day, does not come; so the bounds
/// hold for all answers.
pub fn to_go(trial: &Trial, mut case: Case, slot: Slot) -> Remaining {
    let possible = possibly_relevant(trial, &mut case);
    let mut to_go = Remaining { least: 0, most: 0, follow_ups: false };
    for other in possible.iter() {
        if other == slot || !askable(trial, &case, other) {
            continue;
        }
        match applies(trial, &mut case, other) {
            Truth::False => {}
            Truth::Unknown if trial.slots.get(other).is_some_and(|prompt| prompt.option.is_some()) => {
                to_go.follow_ups = true
            }
            _ => to_go.most = to_go.most.saturating_add(1),
        }
    }
    if to_go.most > NEAR {
        return to_go;
    }
    match is_last(trial, case, slot) {
        (_, true) => Remaining { least: 0, most: 0, follow_ups: false },
        (some, _) => Remaining { least: usize::from(!some), ..to_go },
    }
}

/// Returns the slots that may matter on some day, judging by the structure of the rules, and those that decide if these
/// are asked.
fn possibly_relevant(trial: &Trial, case: &mut Case) -> Slots {
    let mark = case.state.mark();
    case.set_days(trial, Interval { least: case.setting().on, most: Date::LAST });
    let goals: Vec<NodeId> = trial.groups.goals().iter().map(|(node, _)| *node).collect();
    let mut possible = case.open(trial, &goals);
    case.state.undo(mark);
    let mut pending = possible.clone();
    // Slots found for the first time are examined in the next round.
    while !pending.is_empty() {
        let mut new = Slots::default();
        for slot in pending.iter() {
            for before in case.open(trial, when(trial, slot).as_slice()).iter() {
                if possible.insert(before) {
                    new.insert(before);
                }
            }
        }
        pending = new;
    }
    possible
}

/// Returns whether after some answer to a question no other is left, and whether after each. If there are too many
/// answers to try, it assumes that some may be the last.
fn is_last(trial: &Trial, mut case: Case, slot: Slot) -> (bool, bool) {
    let (mut some, mut each) = (false, true);
    for attempt in 0.. {
        let answer = match trial.question(slot).map(|question| &question.kind) {
            _ if attempt == 0 => Answer::Unknown,
            Some(QuestionKind::YesNo) if attempt <= 2 => Answer::YesNo(attempt == 1),
            Some(QuestionKind::One { options }) if attempt <= options.len() => Answer::One(attempt.saturating_sub(1)),
            Some(QuestionKind::YesNo | QuestionKind::One { .. }) => break,
            _ => return (true, false),
        };
        case.answer(trial, slot, Some(answer.into()));
        if case.has_conflict(trial) {
            continue;
        }
        let ends = case.step(trial).1.is_none();
        (some, each) = (some || ends, each && ends);
        if some && !each {
            break;
        }
    }
    (some, each)
}
