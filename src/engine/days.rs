//! A case on other days than that of the assessment.

use super::case::Case;
use crate::engine::exact::Found;
use crate::trial::program::Slot;
use crate::trial::{Goal, QuestionKind, Trial};
use crate::value::{Date, Interval, Possible};

/// How many days ahead the calendar is searched: most of what resolves does so soon, and nothing later than a long life.
const HORIZONS: [i64; 2] = [800, 60_000];

/// How many single days are looked at in vain before a search for a day gives up.
const DAYS: u32 = 400;

/// Stands in the count of days looked at in vain for that no day can be such a day.
const NEVER: u32 = u32::MAX;

impl Case {
    /// Looks at one day, or at several together.
    pub(super) fn look_at(&mut self, trial: &Trial, days: Interval<Date>) {
        self.look_at_moving(trial, days, false);
    }

    /// Looks at one day or at several, over which dates that are not known stay the same day, or move along.
    fn look_at_moving(&mut self, trial: &Trial, days: Interval<Date>, moving: bool) {
        // What consistency rules tell, they tell of the day on which the answers were given.
        let whole = |slot: &Slot| Some((*slot, self.possible(trial, *slot, days.most)?));
        let mut values: Vec<(Slot, Possible)> = self.narrowed.iter().filter_map(whole).collect();
        for (slot, asked) in trial.slots.iter().enumerate() {
            let Some(question) = trial.questions.get(asked.question) else { continue };
            let QuestionKind::Date { earliest } = question.kind else { continue };
            values.push(if moving && self.answers().known(slot, question).is_none() {
                let least = days.most.days_until(earliest).min(0);
                (slot, Possible::Distance(Interval { least, most: 0 }))
            } else {
                (slot, self.answers().possible_in(slot, question, days.most))
            });
        }
        self.state.set_on(&trial.program, days, &values);
    }

    /// What something comes to on another day.
    pub(super) fn on_day<T>(&mut self, trial: &Trial, day: Date, look: impl FnOnce(&mut Case) -> T) -> T {
        let mark = self.state.mark();
        if self.state.on() != Interval::exactly(day) {
            self.look_at(trial, Interval::exactly(day));
        }
        let seen = look(self);
        self.state.undo(mark);
        seen
    }

    /// The first day from one on, in which some completion makes all goals come true, answers unchanged. Where a search gives
    /// up, a day is told only if days in doubt are to be. Where no day can ever be such a day by [`Case::never`], none is looked for.
    ///
    /// Days are looked at many at a time: what cannot be on any of them is passed over at once, and only where it could be
    /// are they halved. While a rule waits for one date to pass another, this is a bisection for the day on which it does.
    pub(super) fn first_day(&mut self, trial: &Trial, goals: &[Goal], from: Date, in_doubt: bool) -> Option<Date> {
        let mut failed = 0;
        let mut from = from;
        // Often nothing changed since the last time.
        let (there, in_vain) = self.on_day(trial, from, |case| {
            let there = case.may_be(trial, goals, in_doubt);
            (there, !there && case.open_by_sets(goals))
        });
        if there {
            return Some(from);
        }
        if in_vain && self.never(trial, goals) {
            return None;
        }
        from = from.plus_days(1);
        for horizon in HORIZONS {
            let most = self.setting().on.plus_days(horizon);
            let found = self.first_day_in(trial, goals, Interval { least: from, most }, in_doubt, &mut failed);
            if found.is_some() {
                return found;
            }
            from = from.max(most.plus_days(1));
        }
        None
    }

    /// Whether some completion makes all goals come true; where that was not found out, as told.
    fn may_be(&mut self, trial: &Trial, goals: &[Goal], in_doubt: bool) -> bool {
        match self.satisfiable(trial, goals) {
            Found::Yes => true,
            Found::No => false,
            Found::GaveUp => in_doubt,
        }
    }

    /// Whether what each goal can be leaves it open.
    fn open_by_sets(&self, goals: &[Goal]) -> bool {
        goals.iter().all(|(node, wanted)| self.state.value(*node) != Some(Possible::Truth((!wanted).into())))
    }

    fn first_day_in(
        &mut self,
        trial: &Trial,
        goals: &[Goal],
        days: Interval<Date>,
        in_doubt: bool,
        failed: &mut u32,
    ) -> Option<Date> {
        let Interval { least, most } = days;
        if least > most || *failed == NEVER {
            return None;
        }
        if *failed > DAYS {
            self.give_up();
            return in_doubt.then_some(least);
        }
        let single = least == most;
        // A date that is not known is the same day on all days looked at, or as far from each of them: one may show what the
        // other does not.
        let ways: &[bool] = if single { &[false] } else { &[false, true] };
        let possible = ways.iter().all(|moving| {
            let mark = self.state.mark();
            self.look_at_moving(trial, days, *moving);
            let possible = if single || *failed > 0 {
                self.may_be(trial, goals, !single || in_doubt)
            } else {
                self.open_by_sets(goals)
            };
            self.state.undo(mark);
            possible
        });
        if single || !possible {
            // What a look over sets does not rule out but a search does may hold for long: search wider from now on.
            if single && !possible {
                let never = *failed == 0 && self.never(trial, goals);
                *failed = if never { NEVER } else { failed.saturating_add(1) };
            }
            return possible.then_some(least);
        }
        let middle = least.plus_days(least.days_until(most).checked_div(2)?);
        let earlier = self.first_day_in(trial, goals, Interval { least, most: middle }, in_doubt, failed);
        earlier.or_else(|| {
            self.first_day_in(trial, goals, Interval { least: middle.plus_days(1), most }, in_doubt, failed)
        })
    }
}
