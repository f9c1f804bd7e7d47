//! From which day on nothing is in the way.

use super::{Setting, Status, Verdict, calendar, failing, statuses, values};
use crate::answers::Answers;
use crate::program::{Inputs, evaluate};
use crate::trial::Trial;
use crate::value::{Date, Interval, Possible};

/// Whether waiting clears the way, and for each criterion in the way, from when on it no longer is.
///
/// A criterion in the way stays there until its own rule changes, so every day before the last of those changes can be
/// passed over; what is in the way on that day is looked at anew. This finds the first day on which nothing is.
pub(super) fn search(
    trial: &Trial,
    answers: &Answers,
    setting: &Setting,
    today: &[Possible],
    in_the_way: &[usize],
) -> (Verdict, Vec<Option<Date>>) {
    let search = Search { trial, answers, setting, today };
    search.run(in_the_way).unwrap_or_else(|| (Verdict::NotEligible, vec![None; trial.criteria.len()]))
}

struct Search<'a> {
    trial: &'a Trial,
    answers: &'a Answers,
    setting: &'a Setting,
    today: &'a [Possible],
}

impl Search<'_> {
    /// Nothing if waiting does not clear the way.
    fn run(&self, in_the_way: &[usize]) -> Option<(Verdict, Vec<Option<Date>>)> {
        if !self.may_ever_clear(in_the_way) {
            return None;
        }
        let mut resolves_on = vec![None; self.trial.criteria.len()];
        let mut day = self.setting.on;
        for place in in_the_way {
            let clear = self.clears(*place, self.setting.on)?;
            if let Some(resolves) = resolves_on.get_mut(*place) {
                *resolves = Some(clear);
            }
            day = day.max(clear);
        }
        loop {
            let still = failing(self.trial, &self.statuses(day));
            if still.is_empty() {
                return Some((Verdict::NotYet(day), resolves_on));
            }
            let clear: Option<Vec<Date>> = still.iter().map(|place| self.clears(*place, day)).collect();
            day = clear?.into_iter().max()?;
        }
    }

    fn statuses(&self, day: Date) -> Vec<Status> {
        statuses(self.trial, &values(self.trial, self.answers, self.setting, day))
    }

    /// The first day after another on which a criterion is not in the way.
    fn clears(&self, criterion: usize, after: Date) -> Option<Date> {
        let rule = self.trial.criteria.get(criterion)?.rule?;
        let clear = |day: &Date| self.statuses(*day).get(criterion) != Some(&Status::NotMet);
        calendar::HORIZONS.into_iter().find_map(|horizon| {
            let days = calendar::turning_days(self.trial, self.answers, self.setting, self.today, rule, horizon);
            days.into_iter().filter(|day| *day > after).find(clear)
        })
    }

    /// Whether each criterion in the way could be out of it on some later day, taking all later days at once: a quick
    /// answer for what does not depend on time.
    fn may_ever_clear(&self, in_the_way: &[usize]) -> bool {
        let end = Date::LAST;
        let today = calendar::anchors(self.trial, self.setting, self.setting.on).into_iter();
        let anchors = today.map(|days| Interval { least: days.least, most: end }).collect();
        let ever = evaluate(&self.trial.program, &Inputs { answers: self.answers.possible(self.trial, end), anchors });
        let ever = statuses(self.trial, &ever);
        in_the_way.iter().all(|place| ever.get(*place) != Some(&Status::NotMet))
    }
}
