//! Statuses, verdict, relevance and days, each by its definition.

use std::collections::BTreeSet;

use prescreener::trial::{JudgedBy, Strength};

use super::Person;
use super::space::{Frame, Space};
use crate::support::naive::calendar::Day;

/// How many days ahead everything is looked at; the small definitions settle within.
pub const HORIZON: i64 = 45;

/// The most completions that are spread out at once.
const MOST: usize = 60_000;

/// Which truths a statement has in the completions of a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcomes {
    pub holds: bool,
    pub fails: bool,
}

impl Outcomes {
    pub fn always(self) -> bool {
        !self.fails
    }

    pub fn never(self) -> bool {
        !self.holds
    }

    pub fn open(self) -> bool {
        self.holds && self.fails
    }
}

impl Space {
    pub fn outcomes(&self, statement: usize, frame: &Frame) -> Outcomes {
        let (mut found, statement) = (Outcomes { holds: false, fails: false }, &self.statements[statement]);
        self.each(&statement.dims, frame, &mut self.codes(), &mut |codes| {
            let holds = statement.holds(self, codes, frame);
            found.holds |= holds;
            found.fails |= !holds;
            !found.open()
        });
        found
    }

    pub fn status(&self, criterion: usize, frame: &Frame) -> &'static str {
        let Some(statement) = self.criteria[criterion] else { return "unknown" };
        let found = self.outcomes(statement, frame);
        match self.naive.definition.criteria[criterion].strength {
            _ if found.always() => "met",
            Strength::Binding if found.never() => "not_met",
            _ => "unknown",
        }
    }

    pub fn statuses(&self, frame: &Frame) -> Vec<&'static str> {
        (0..self.criteria.len()).map(|criterion| self.status(criterion, frame)).collect()
    }

    /// Whether some completion passes.
    pub fn passes(&self, frame: &Frame) -> bool {
        let mut open = Vec::new();
        for statement in &self.pass {
            let found = self.outcomes(*statement, frame);
            if found.never() {
                return false;
            }
            open.extend(found.open().then_some(*statement));
        }
        self.all_hold(&open, &BTreeSet::new(), frame, &mut self.codes())
    }

    /// Whether some completion makes all of these hold, with these dimensions as they are.
    fn all_hold(&self, statements: &[usize], chosen: &BTreeSet<usize>, frame: &Frame, codes: &mut [i64]) -> bool {
        let Some((first, rest)) = statements.split_first() else { return true };
        let first = &self.statements[*first];
        let new: Vec<usize> = first.dims.iter().copied().filter(|dim| !chosen.contains(dim)).collect();
        let with: BTreeSet<usize> = chosen.iter().chain(&new).copied().collect();
        let mut found = false;
        self.each(&new, frame, codes, &mut |codes| {
            found = first.holds(self, codes, frame) && self.all_hold(rest, &with, frame, codes);
            !found
        });
        found
    }

    /// The slots of which two values make one completion in which all of these statements hold and one in which not all
    /// do, everything else alike. Nothing if there are too many completions to look at.
    pub fn pivotal(&self, statements: &[usize], frame: &Frame) -> Option<BTreeSet<usize>> {
        let found: Vec<Outcomes> = statements.iter().map(|statement| self.outcomes(*statement, frame)).collect();
        if found.iter().any(|found| found.never()) {
            return Some(BTreeSet::new());
        }
        let open = statements.iter().zip(found).filter(|(_, found)| found.open()).map(|(place, _)| *place);
        let open: Vec<usize> = open.collect();
        let dims = self.dims(&open);
        let count = self.count(&dims, frame);
        if count > MOST {
            return None;
        }
        let mut holding = Vec::with_capacity(count);
        self.each(&dims, frame, &mut self.codes(), &mut |codes| {
            holding.push(open.iter().all(|place| self.statements[*place].holds(self, codes, frame)));
            true
        });
        if holding.len() < count {
            return None;
        }
        let mut step = count;
        let mut found = BTreeSet::new();
        for dim in dims {
            let ways = self.count(&[dim], frame);
            step /= ways;
            // Completions a step apart differ in this dimension only.
            let alike = |start: usize| (1..ways).all(|way| holding[start + way * step] == holding[start]);
            let starts = (0..count).filter(|place| (place / step).is_multiple_of(ways));
            if dim < self.slots.len() && !{ starts }.all(alike) {
                found.insert(dim);
            }
        }
        Some(found)
    }

    pub fn dims(&self, statements: &[usize]) -> Vec<usize> {
        let dims = statements.iter().flat_map(|place| &self.statements[*place].dims).copied();
        dims.collect::<BTreeSet<usize>>().into_iter().collect()
    }

    /// The slots not answered whose answer matters on a day.
    pub fn relevant(&self, person: &Person, day: Day) -> Option<BTreeSet<usize>> {
        let found = self.pivotal(&self.pass, &person.on(self, day))?;
        Some(found.into_iter().filter(|slot| person.said[*slot].is_none()).collect())
    }

    /// The questions left to ask: those that matter and are asked, and those that decide whether such a one is asked.
    pub fn left_to_ask(&self, person: &Person, relevant: &BTreeSet<usize>) -> BTreeSet<usize> {
        let frame = person.on(self, person.on);
        let condition = |slot: usize| self.asked[slot].map(|place| (place, self.outcomes(place, &frame)));
        let mut left = BTreeSet::new();
        let mut ahead: Vec<usize> = relevant.iter().copied().collect();
        let mut seen = BTreeSet::new();
        while let Some(slot) = ahead.pop() {
            if person.said[slot].is_some() || self.question(slot).asked_of > person.audience || !seen.insert(slot) {
                continue;
            }
            match condition(slot) {
                None => {
                    left.insert(slot);
                }
                Some((_, found)) if found.always() => {
                    left.insert(slot);
                }
                Some((place, found)) if found.open() => ahead.extend(self.pivotal(&[place], &frame).unwrap()),
                Some(_) => {}
            }
        }
        left
    }

    /// The first later day, up to a number of days ahead, on which some completion passes.
    pub fn first_clear_day(&self, person: &Person, horizon: i64) -> Option<Day> {
        let today = person.on(self, person.on);
        let lasting = |place: &&usize| !self.statements[**place].timely;
        if self.pass.iter().filter(lasting).any(|place| self.outcomes(*place, &today).never()) {
            return None;
        }
        let horizon = if self.pass.iter().all(|place| lasting(&place)) { 0 } else { horizon };
        (1..=horizon).map(|wait| person.on + wait).find(|day| self.passes(&person.on(self, *day)))
    }

    /// The first later day, up to the horizon, on which some criterion of these is not met, and those that are not.
    pub fn first_day_not_met(&self, person: &Person, met: &[usize]) -> Option<(Day, Vec<usize>)> {
        let timely = |criterion: &&usize| self.criteria[**criterion].is_some_and(|place| self.statements[place].timely);
        let met: Vec<usize> = met.iter().filter(timely).copied().collect();
        let horizon = if met.is_empty() { 0 } else { HORIZON };
        (1..=horizon).map(|wait| person.on + wait).find_map(|day| {
            let frame = person.on(self, day);
            let gone: Vec<usize> = met.iter().filter(|place| self.status(**place, &frame) != "met").copied().collect();
            (!gone.is_empty()).then_some((day, gone))
        })
    }

    /// Whether a criterion is ever decided.
    pub fn decides(&self, criterion: usize) -> bool {
        self.naive.definition.criteria[criterion].judged_by != JudgedBy::Site
    }
}
