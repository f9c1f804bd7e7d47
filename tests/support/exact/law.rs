//! Statuses, verdict, relevance and days, each computed from its definition.

use std::collections::{BTreeMap, BTreeSet};

use prescreener::trial::{JudgedBy, Strength};

use super::Person;
use super::space::{Frame, Space};
use crate::support::naive::Fraction;
use crate::support::naive::calendar::Day;

/// The number of days ahead that are examined; the small definitions settle within it.
pub const HORIZON: i64 = 45;

/// The most completions that are stored at once.
const MOST: usize = 60_000;

/// The truth values of a statement in the completions of a frame.
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
        let (dims, keep) = self.bearing(statement, frame);
        let (mut found, statement) = (Outcomes { holds: false, fails: false }, &self.statements[statement]);
        self.each(&dims, frame, &mut self.codes(), &mut |codes| {
            if !keep.iter().all(|rule| self.statements[*rule].holds(self, codes, frame)) {
                return true;
            }
            let holds = statement.holds(self, codes, frame);
            found.holds |= holds;
            found.fails |= !holds;
            !found.open()
        });
        found
    }

    /// Returns the dimensions that affect a statement, by itself or through consistency rules, and those rules.
    fn bearing(&self, statement: usize, frame: &Frame) -> (Vec<usize>, Vec<usize>) {
        let mut dims: BTreeSet<usize> = self.statements[statement].dims.iter().copied().collect();
        let mut keep: Vec<usize> = Vec::new();
        loop {
            let meets = |rule: &&usize| self.statements[**rule].dims.iter().any(|dim| dims.contains(dim));
            let next = frame.keep.iter().filter(|rule| !keep.contains(rule)).find(meets).copied();
            let Some(rule) = next else { return (dims.into_iter().collect(), keep) };
            dims.extend(&self.statements[rule].dims);
            keep.push(rule);
        }
    }

    /// Returns the least and greatest points of a score, its bands and its subgroups, over all completions.
    pub fn scored(&self, score: usize, frame: &Frame) -> (Fraction, Fraction, BTreeSet<String>, BTreeSet<String>) {
        let (dims, keep) = self.bearing(self.scores[score], frame);
        let statement = &self.statements[self.scores[score]];
        let mut found: Option<(Fraction, Fraction, BTreeSet<String>, BTreeSet<String>)> = None;
        self.each(&dims, frame, &mut self.codes(), &mut |codes| {
            if keep.iter().all(|rule| self.statements[*rule].holds(self, codes, frame)) {
                let (points, band, subgroup) = statement.scored(self, codes, frame);
                let found = found.get_or_insert((points, points, BTreeSet::new(), BTreeSet::new()));
                (found.0, found.1) = (found.0.min(points), found.1.max(points));
                found.2.extend(band);
                found.3.extend(subgroup);
            }
            true
        });
        found.unwrap()
    }

    /// Returns whether some completion makes all of these hold.
    pub fn some_hold(&self, statements: &[usize], frame: &Frame) -> bool {
        self.all_hold(statements, &BTreeSet::new(), frame, &mut self.codes())
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

    /// Returns whether some completion passes.
    pub fn passes(&self, frame: &Frame) -> bool {
        let mut open = Vec::new();
        for statement in &self.pass {
            let found = self.outcomes(*statement, frame);
            if found.never() {
                return false;
            }
            open.extend(found.open().then_some(*statement));
        }
        open.extend(&frame.keep);
        self.some_hold(&open, frame)
    }

    /// Returns whether some completion makes all of these hold, with these dimensions unchanged.
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

    /// Returns the slots with two values that make one completion in which all of these statements hold and one in
    /// which not all do, with everything else equal. Returns `None` if there are too many completions.
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
            // Completions one stride apart differ only in this dimension.
            let alike = |start: usize| (1..ways).all(|way| holding[start + way * step] == holding[start]);
            let starts = (0..count).filter(|place| (place / step).is_multiple_of(ways));
            if dim < self.slots.len() && !{ starts }.all(alike) {
                found.insert(dim);
            }
        }
        Some(found)
    }

    /// Returns the slots with two possible values that make one completion in which all of these statements hold and
    /// one in which not all do, with everything else equal and possible by itself, whether or not it keeps the
    /// consistency rules.
    pub fn pivotal_by_itself(&self, statements: &[usize], frame: &Frame) -> Option<BTreeSet<usize>> {
        let free = Frame { keep: Vec::new(), ..frame.clone() };
        let found: Vec<Outcomes> = statements.iter().map(|statement| self.outcomes(*statement, &free)).collect();
        if found.iter().any(|found| found.never()) {
            return Some(BTreeSet::new());
        }
        let open = statements.iter().zip(found).filter(|(_, found)| found.open()).map(|(place, _)| *place);
        let statements: Vec<usize> = open.collect();
        let dims = self.dims(&statements);
        if self.count(&dims, frame) > MOST {
            return None;
        }
        let possible: Vec<BTreeSet<i64>> = dims.iter().map(|dim| self.possible(*dim, frame)).collect();
        let mut holding: BTreeMap<Vec<i64>, bool> = BTreeMap::new();
        self.each(&dims, frame, &mut self.codes(), &mut |codes| {
            let place: Vec<i64> = dims.iter().map(|dim| codes[*dim]).collect();
            if place.iter().zip(&possible).all(|(code, possible)| possible.contains(code)) {
                holding.insert(place, statements.iter().all(|one| self.statements[*one].holds(self, codes, frame)));
            }
            true
        });
        let turns = |turn: usize| {
            holding.iter().any(|(place, holds)| {
                possible[turn].iter().any(|code| {
                    let mut other = place.clone();
                    other[turn] = *code;
                    holding[&other] != *holds
                })
            })
        };
        Some(
            dims.iter()
                .enumerate()
                .filter(|(turn, dim)| **dim < self.slots.len() && turns(*turn))
                .map(|(_, dim)| *dim)
                .collect(),
        )
    }

    /// Returns the values of a dimension that some completion has.
    fn possible(&self, dim: usize, frame: &Frame) -> BTreeSet<i64> {
        let (first, last) = frame.bounds[dim];
        let with = |code: &i64| {
            let mut one = frame.clone();
            one.bounds[dim] = (*code, *code);
            self.some_hold(&frame.keep, &one)
        };
        (first..=last).filter(with).collect()
    }

    pub fn dims(&self, statements: &[usize]) -> Vec<usize> {
        let dims = statements.iter().flat_map(|place| &self.statements[*place].dims).copied();
        dims.collect::<BTreeSet<usize>>().into_iter().collect()
    }

    /// Returns the unanswered slots whose answer matters on a day.
    pub fn relevant(&self, person: &Person, day: Day) -> Option<BTreeSet<usize>> {
        let found = self.pivotal(&self.pass, &person.on(self, day))?;
        Some(found.into_iter().filter(|slot| person.answers[*slot].is_none()).collect())
    }

    /// Returns the least set of relevant slots that consistency rules allow, and the set without consistency rules.
    pub fn relevant_between(&self, person: &Person, day: Day) -> Option<[BTreeSet<usize>; 2]> {
        let frame = person.on(self, day);
        let least = self.pivotal_by_itself(&self.pass, &frame)?;
        let most = self.pivotal(&self.pass, &Frame { keep: Vec::new(), ..frame })?;
        Some([least, most].map(|found| found.into_iter().filter(|slot| person.answers[*slot].is_none()).collect()))
    }

    /// Returns the questions left to ask: those that matter and are asked, and those that decide whether such a
    /// question is asked.
    pub fn left_to_ask(&self, person: &Person, relevant: &BTreeSet<usize>) -> BTreeSet<usize> {
        let frame = person.on(self, person.on);
        let condition = |slot: usize| self.asked[slot].map(|place| (place, self.outcomes(place, &frame)));
        let mut left = BTreeSet::new();
        let mut ahead: Vec<usize> = relevant.iter().copied().collect();
        let mut seen = BTreeSet::new();
        while let Some(slot) = ahead.pop() {
            if person.answers[slot].is_some() || self.question(slot).asked_of > person.audience || !seen.insert(slot) {
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

    /// Returns the first later day, up to a number of days ahead, on which some completion passes.
    pub fn first_clear_day(&self, person: &Person, horizon: i64) -> Option<Day> {
        let today = person.on(self, person.on);
        let lasting = |place: &&usize| !self.statements[**place].timely;
        if self.pass.iter().filter(lasting).any(|place| self.outcomes(*place, &today).never()) {
            return None;
        }
        let horizon = if self.pass.iter().all(|place| lasting(&place)) { 0 } else { horizon };
        (1..=horizon).map(|wait| person.on + wait).find(|day| self.passes(&person.on(self, *day)))
    }

    /// Returns the first later day, up to the horizon, on which one of these criteria is not met, and the criteria not
    /// met then.
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

    /// Returns whether a criterion is ever decided.
    pub fn decides(&self, criterion: usize) -> bool {
        self.naive.definition.criteria[criterion].judged_by != JudgedBy::Site
    }
}
