//! From which day on nothing is in the way.

use super::{Setting, Status, Verdict, calendar, failing, statuses, values};
use crate::answers::Answers;
use crate::program::{Inputs, evaluate};
use crate::trial::Trial;
use crate::value::{Date, Interval, Possible};

/// Whether waiting clears the way, and for each criterion in the way, from when on it no longer is.
///
/// Between two turning days no rule changes, so looking at those days alone finds the first day there is.
pub(super) fn search(
    trial: &Trial,
    answers: &Answers,
    setting: &Setting,
    today: &[Possible],
    in_the_way: &[usize],
) -> (Verdict, Vec<Option<Date>>) {
    let mut resolves_on = vec![None; trial.rules.len()];
    if !may_ever_clear(trial, answers, setting, in_the_way) {
        return (Verdict::NotEligible, resolves_on);
    }
    for day in calendar::turning_days(trial, answers, setting, today) {
        let then = statuses(trial, &values(trial, answers, setting, day));
        for place in in_the_way.iter().filter(|place| then.get(**place) != Some(&Status::NotMet)) {
            if let Some(resolves) = resolves_on.get_mut(*place) {
                resolves.get_or_insert(day);
            }
        }
        if failing(trial, &then).is_empty() {
            return (Verdict::NotYet(day), resolves_on);
        }
    }
    (Verdict::NotEligible, vec![None; trial.rules.len()])
}

/// Whether each criterion in the way could be out of it on some later day, taking all later days at once: a quick
/// answer for what does not depend on time.
fn may_ever_clear(trial: &Trial, answers: &Answers, setting: &Setting, in_the_way: &[usize]) -> bool {
    let Some(end) = Date::new(9999, 12, 31) else { return true };
    let today = calendar::anchors(trial, setting, setting.on).into_iter();
    let anchors = today.map(|days| Interval { least: days.least, most: end }).collect();
    let ever = evaluate(&trial.program, &Inputs { answers: answers.possible(trial, end), anchors });
    let ever = statuses(trial, &ever);
    in_the_way.iter().all(|place| ever.get(*place) != Some(&Status::NotMet))
}
