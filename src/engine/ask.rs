//! Which questions are left to ask.
//!
//! # Law
//!
//! The day looked at is today, or for somebody who has to wait the first day on which they are not ruled out. A question is
//! *relevant* if for some completion of all other unknowns one of its answers passes on that day and another does not.
//!
//! A question is *left* if this audience can be asked it, it was not answered, what it is asked under holds, and either it is
//! relevant or it decides whether another that is left, but for that, is asked.

use super::case::Case;
use super::{Order, Setting, Verdict};
use crate::answers::{Answer, Answers};
use crate::trial::program::{NodeId, Slot, Slots};
use crate::trial::{QuestionKind, Trial};
use crate::value::{Date, Interval, Truth};

/// The slots not answered, in order, whoever is asked them, whose answer still matters to the verdict.
pub fn relevant(trial: &Trial, answers: &Answers, setting: &Setting) -> Vec<Slot> {
    let mut case = Case::new(trial, answers.clone(), setting.clone());
    let Some(day) = looked_at(trial, &mut case) else { return Vec::new() };
    let mut asking = Asking::new(trial, &mut case, day);
    (0..trial.slots.len()).filter(|slot| !answers.answered(*slot) && asking.relevant(*slot)).collect()
}

/// The questions left to ask, in the trial's order.
pub fn left(trial: &Trial, answers: &Answers, setting: &Setting) -> Vec<Slot> {
    let mut case = Case::new(trial, answers.clone(), setting.clone());
    let Some(day) = looked_at(trial, &mut case) else { return Vec::new() };
    let mut asking = Asking::new(trial, &mut case, day);
    (0..trial.slots.len()).filter(|slot| asking.left(*slot)).collect()
}

/// The day looked at; nothing for somebody ruled out for good.
fn looked_at(trial: &Trial, case: &mut Case) -> Option<Date> {
    if case.has_conflict(trial) {
        return None;
    }
    match case.outlook(trial) {
        Verdict::NotEligible => None,
        verdict => Some(verdict.eligible_from().unwrap_or(case.setting().on)),
    }
}

/// The question to ask next, by the rules as they are on a day.
pub(super) fn next(trial: &Trial, case: &mut Case, day: Date) -> Option<Slot> {
    let mark = case.state.mark();
    let mut asking = Asking::new(trial, case, day);
    let next = match asking.case.setting().order {
        Order::Definition => (0..trial.slots.len()).find(|slot| asking.left(*slot)),
        Order::Shortest => asking.shortest(),
    };
    case.state.undo(mark);
    next
}

/// What was found out about questions so far.
pub(super) struct Asking<'a> {
    pub(super) trial: &'a Trial,
    /// Stands at the day looked at.
    pub(super) case: &'a mut Case,
    /// The day looked at.
    pub(super) day: Date,
    /// Whether what each question is asked under holds today, once it was looked at.
    applies: Vec<Option<Truth>>,
    needed: Vec<Option<bool>>,
}

impl<'a> Asking<'a> {
    /// For a case that stands at the day of the assessment; it is left at the day looked at.
    fn new(trial: &'a Trial, case: &'a mut Case, day: Date) -> Asking<'a> {
        let applies = vec![None; trial.slots.len()];
        if day != case.setting().on {
            case.look_at(trial, Interval::exactly(day));
        }
        Asking { trial, case, day, applies, needed: vec![None; trial.slots.len()] }
    }

    /// On the day looked at every group can pass, so only the question's own is looked at.
    fn relevant(&mut self, slot: Slot) -> bool {
        let trial = self.trial;
        let groups = trial.groups.apart();
        let Some(place) = groups.of_unknown(slot) else { return false };
        groups.all().get(place).is_some_and(|group| self.case.relevant(trial, slot, group))
    }

    pub(super) fn left(&mut self, slot: Slot) -> bool {
        askable(self.trial, self.case, slot) && self.applies(slot) == Truth::True && self.needed(slot)
    }

    pub(super) fn applies(&mut self, slot: Slot) -> Truth {
        let (trial, today) = (self.trial, self.case.setting().on);
        let Some(held) = self.applies.get_mut(slot) else { return Truth::False };
        *held.get_or_insert_with(|| self.case.on_day(trial, today, |case| applies(trial, case, slot)))
    }

    /// Whether a question is to be asked, now or once it is known that it applies.
    fn needed(&mut self, slot: Slot) -> bool {
        if let Some(Some(known)) = self.needed.get(slot) {
            return *known;
        }
        let askable = askable(self.trial, self.case, slot) && self.applies(slot) != Truth::False;
        let needed = askable && (self.relevant(slot) || self.opens(slot));
        if let Some(held) = self.needed.get_mut(slot) {
            *held = Some(needed);
        }
        needed
    }

    /// Whether a question decides if another one is asked. No chain of them comes back to where it began.
    fn opens(&mut self, slot: Slot) -> bool {
        let (trial, today) = (self.trial, self.case.setting().on);
        trial.groups.followers(slot).iter().any(|other| {
            let (other, known) = (*other, self.applies(*other));
            let Some(when) = when(trial, other).filter(|_| known == Truth::Unknown) else { return false };
            self.case.on_day(trial, today, |case| case.bears(trial, slot, when)) && self.needed(other)
        })
    }
}

pub(super) fn when(trial: &Trial, slot: Slot) -> Option<NodeId> {
    trial.slots.get(slot)?.when
}

/// Whether what a question is asked under holds.
fn applies(trial: &Trial, case: &mut Case, slot: Slot) -> Truth {
    when(trial, slot).map_or(Truth::True, |when| case.truth(trial, when))
}

/// Whether a question was not answered, and can be by those who answer.
pub(super) fn askable(trial: &Trial, case: &Case, slot: Slot) -> bool {
    let reached = trial.question(slot).is_some_and(|question| question.asked_of <= case.setting().audience);
    reached && !case.answers().answered(slot)
}

/// How many questions may still come for it to be looked at whether the one at hand is the last. That takes longer than all
/// else on a screen, and far from the end it is no use to anybody.
const NEAR: usize = 4;

/// How many questions may still come after one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ToGo {
    /// No fewer, whatever is answered: 0 or 1, and 0 where it is still far to the end.
    pub least: usize,
    /// No more, but for follow-ups.
    pub most: usize,
    /// Whether further questions may come for options chosen in a question that is still to be answered.
    pub follow_ups: bool,
}

/// How many questions may still come after one that is about to be answered, and is not answered in the case.
///
/// What cannot matter any more, however the answers turn out and on whatever later day, does not come; so the bounds hold
/// whatever is said.
pub fn to_go(trial: &Trial, mut case: Case, slot: Slot) -> ToGo {
    let possible = possible(trial, &mut case);
    let mut to_go = ToGo { least: 0, most: 0, follow_ups: false };
    for other in possible.iter() {
        if other == slot || !askable(trial, &case, other) {
            continue;
        }
        match applies(trial, &mut case, other) {
            Truth::False => {}
            Truth::Unknown if trial.slots.get(other).is_some_and(|asked| asked.option.is_some()) => {
                to_go.follow_ups = true
            }
            _ => to_go.most = to_go.most.saturating_add(1),
        }
    }
    if to_go.most > NEAR {
        return to_go;
    }
    match ends(trial, case, slot) {
        (_, true) => ToGo { least: 0, most: 0, follow_ups: false },
        (some, _) => ToGo { least: usize::from(!some), ..to_go },
    }
}

/// The slots that may matter on some day or other, as far as the rules' shape tells, and those that decide if these are
/// asked.
fn possible(trial: &Trial, case: &mut Case) -> Slots {
    let mark = case.state.mark();
    case.look_at(trial, Interval { least: case.setting().on, most: Date::LAST });
    let goals: Vec<NodeId> = trial.groups.goals().iter().map(|(node, _)| *node).collect();
    let mut possible = case.open(trial, &goals);
    case.state.undo(mark);
    let mut ahead = possible.clone();
    // What is met for the first time is looked at in the next round.
    while !ahead.is_empty() {
        let mut met = Slots::default();
        for slot in ahead.iter() {
            for before in case.open(trial, when(trial, slot).as_slice()).iter() {
                if possible.insert(before) {
                    met.insert(before);
                }
            }
        }
        ahead = met;
    }
    possible
}

/// Whether some answer to a question is the last that is asked for, and whether each is. Where there are too many answers to
/// try, some may be.
fn ends(trial: &Trial, mut case: Case, slot: Slot) -> (bool, bool) {
    let (mut some, mut each) = (false, true);
    for place in 0.. {
        let answer = match trial.question(slot).map(|question| &question.kind) {
            _ if place == 0 => Answer::Unknown,
            Some(QuestionKind::YesNo) if place <= 2 => Answer::YesNo(place == 1),
            Some(QuestionKind::One { options }) if place <= options.len() => Answer::One(place.saturating_sub(1)),
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
