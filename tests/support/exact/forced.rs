//! Which answers force the output, and which would.

use super::Person;
use super::law::{HORIZON, Outcomes};
use super::space::{Frame, Space};
use crate::support::naive::calendar::Day;

/// How far ahead one more day is examined in case a completion passes after all.
const LATE: i64 = 400;
/// The most completions that are examined on that day.
const LATE_MOST: usize = 20_000;

impl Space {
    /// Returns whether no one with only these answers passes before a day, or on any day in reach if none is given.
    fn ruled_out_until(&self, person: &Person, slots: &[usize], until: Option<Day>) -> bool {
        let only = person.with_only(slots);
        if self.passes(&only.on(self, person.on)) {
            return false;
        }
        let last = until.map_or(HORIZON, |day| day - person.on - 1).min(HORIZON);
        self.first_clear_day(&only, last).is_none() && (until.is_some() || self.clear_late(&only).is_none())
    }

    /// Returns a day far ahead on which some completion passes, if one is found.
    pub fn clear_late(&self, person: &Person) -> Option<Day> {
        let day = person.on + LATE;
        let frame = person.on(self, day);
        let small = self.count(&self.dims(&self.pass), &frame) <= LATE_MOST;
        (small && self.passes(&frame)).then_some(day)
    }

    /// Returns the fault in answers reported as the reason for ruling out, until a day or for good.
    pub fn wrong_reasons(&self, person: &Person, slots: &[usize], until: Option<Day>) -> Option<String> {
        if !self.ruled_out_until(person, slots, until) {
            return Some("these answers alone do not rule out as long".to_owned());
        }
        let spare = slots.iter().find(|spare| {
            let rest: Vec<usize> = slots.iter().copied().filter(|slot| slot != *spare).collect();
            let still = self.ruled_out_until(person, &rest, until);
            // Only a day far ahead may pass.
            still && (until.is_some() || self.first_clear_day(&person.with_only(&rest), 2 * LATE).is_none())
        });
        spare.map(|spare| format!("{} could be left out", self.slots[*spare].key))
    }

    /// Returns the fault in answers reported as the reason for a criterion's status.
    pub fn wrong_because(&self, person: &Person, criterion: usize, slots: &[usize]) -> Option<String> {
        let place = self.criteria[criterion]?;
        let found = |slots: &[usize]| self.outcomes(place, &person.with_only(slots).on(self, person.on));
        let answered: Vec<usize> = person.answered().collect();
        let decided = found(&answered);
        if found(slots) != decided {
            return Some("these answers alone do not decide it".to_owned());
        }
        let spare = slots.iter().find(|spare| {
            let rest: Vec<usize> = slots.iter().copied().filter(|slot| slot != *spare).collect();
            found(&rest) == decided
        });
        spare.map(|spare| format!("{} could be left out", self.slots[*spare].key))
    }

    /// Returns a smallest set of slots whose exact answers decide a statement; `None` if not even all slots do.
    pub fn settling(&self, statement: usize, frame: &Frame) -> Option<Vec<usize>> {
        let dims = &self.statements[statement].dims;
        let slots: Vec<usize> = dims.iter().copied().filter(|dim| *dim < self.slots.len()).collect();
        let open: Vec<usize> = slots.into_iter().filter(|slot| self.count(&[*slot], frame) > 1).collect();
        let mut sets: Vec<u32> = (0..1 << open.len()).collect();
        sets.sort_by_key(|set| set.count_ones());
        let chosen = |set: u32| open.iter().enumerate().filter(move |(place, _)| set >> place & 1 == 1);
        let sets = sets.into_iter().map(|set| chosen(set).map(|(_, slot)| *slot).collect::<Vec<usize>>());
        { sets }.find(|set| self.settles(statement, set, frame))
    }

    /// Returns whether every exact answer to these slots decides a statement, whatever else is unknown.
    pub fn settles(&self, statement: usize, slots: &[usize], frame: &Frame) -> bool {
        let dims = &self.statements[statement].dims;
        let slots: Vec<usize> = slots.iter().copied().filter(|slot| dims.contains(slot)).collect();
        let mut settled = true;
        self.each(&slots, frame, &mut self.codes(), &mut |codes| {
            let mut answered = frame.clone();
            slots.iter().for_each(|slot| answered.bounds[*slot] = (codes[*slot], codes[*slot]));
            let Outcomes { holds, fails } = self.outcomes(statement, &answered);
            settled = !(holds && fails);
            settled
        });
        settled
    }

    /// Returns whether some exact answer to a slot decides a statement, whatever else is unknown.
    pub fn may_settle(&self, statement: usize, slot: usize, frame: &Frame) -> bool {
        let mut found = false;
        self.each(&[slot], frame, &mut self.codes(), &mut |codes| {
            let mut answered = frame.clone();
            answered.bounds[slot] = (codes[slot], codes[slot]);
            let Outcomes { holds, fails } = self.outcomes(statement, &answered);
            found |= holds != fails;
            !found
        });
        found
    }
}
