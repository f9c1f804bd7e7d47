//! Cases on days other than that of the assessment.

use super::case::Case;
use crate::engine::exact::SearchOutcome;
use crate::trial::program::Slot;
use crate::trial::{Goal, QuestionKind, Trial};
use crate::value::{Date, Interval, Possible};

/// How many days ahead the calendar is searched: most changes come soon, and none later than a long life.
const HORIZONS: [i64; 2] = [800, 60_000];

/// How many single days a search examines without success before it gives up.
const DAYS: u32 = 400;

/// The value of the failure count that means that no day can reach the goals.
const NEVER: u32 = u32::MAX;

impl Case {
    /// Sets the case to one day, or to several together.
    pub(super) fn set_days(&mut self, trial: &Trial, days: Interval<Date>) {
        self.set_days_moving(trial, days, false);
    }

    /// Sets the case to one day or several. Over these days, unknown dates stay the same or move along.
    fn set_days_moving(&mut self, trial: &Trial, days: Interval<Date>, moving: bool) {
        // Consistency rules narrow values only for the day on which the answers were given.
        let unnarrowed = |slot: &Slot| Some((*slot, self.possible(trial, *slot, days.most)?));
        let mut values: Vec<(Slot, Possible)> = self.narrowed.iter().filter_map(unnarrowed).collect();
        for (slot, prompt) in trial.slots.iter().enumerate() {
            let Some(question) = trial.questions.get(prompt.question) else { continue };
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

    /// Computes something on another day.
    pub(super) fn on_day<T>(&mut self, trial: &Trial, day: Date, compute: impl FnOnce(&mut Case) -> T) -> T {
        let mark = self.state.mark();
        if self.state.on() != Interval::exactly(day) {
            self.set_days(trial, Interval::exactly(day));
        }
        let computed = compute(self);
        self.state.undo(mark);
        computed
    }

    /// Returns the first day from `from` on which some completion reaches all goals, the answers unchanged. If a search
    /// gives up, it returns a day only if `in_doubt` is set. If no day can reach the goals by [`Case::never`], it does
    /// not search.
    ///
    /// Many days are examined at a time: if none of them can reach the goals, they are skipped at once; otherwise they
    /// are halved. While a rule waits for one date to pass another, this is a bisection for the day on which it does.
    pub(super) fn first_day(&mut self, trial: &Trial, goals: &[Goal], from: Date, in_doubt: bool) -> Option<Date> {
        let mut failed = 0;
        let mut from = from;
        // Often nothing has changed since the last search.
        let (reached, check_never) = self.on_day(trial, from, |case| {
            let reached = case.is_reachable(trial, goals, in_doubt);
            (reached, !reached && case.open_by_sets(goals))
        });
        if reached {
            return Some(from);
        }
        if check_never && self.never(trial, goals) {
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

    /// Returns whether some completion reaches all goals, or `in_doubt` if the search gave up.
    fn is_reachable(&mut self, trial: &Trial, goals: &[Goal], in_doubt: bool) -> bool {
        match self.satisfiable(trial, goals) {
            SearchOutcome::Yes => true,
            SearchOutcome::No => false,
            SearchOutcome::GaveUp => in_doubt,
        }
    }

    /// Returns whether the set of possible values leaves each goal open.
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
        // An unknown date is the same on all days examined, or at the same distance from each: one view may exclude
        // what the other does not.
        let views: &[bool] = if single { &[false] } else { &[false, true] };
        let possible = views.iter().all(|moving| {
            let mark = self.state.mark();
            self.set_days_moving(trial, days, *moving);
            let possible = if single || *failed > 0 {
                self.is_reachable(trial, goals, !single || in_doubt)
            } else {
                self.open_by_sets(goals)
            };
            self.state.undo(mark);
            possible
        });
        if single || !possible {
            // If sets leave a day open but a search excludes it, more such days may follow: search wider ranges from
            // now on.
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
