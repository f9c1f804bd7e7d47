//! Statuses computed with sets of values, part by part, without examining completions.

use std::collections::BTreeMap;

use prescreener::answers::read_answer;
use prescreener::json::Json;
use prescreener::trial::program::{Inputs, State};
use prescreener::trial::{JudgedBy, Role, Strength};
use prescreener::value::{Interval, Number, Possible, Truth};

use crate::support::case::Case;

/// Returns the statuses of a case with these answers that count.
pub fn statuses(case: &Case<'_>, counted: &BTreeMap<String, Json>) -> Vec<&'static str> {
    let trial = case.trial;
    let answers = trial.keys().map(|(key, question)| match counted.get(key) {
        Some(answer) => read_answer(&question.kind, answer, case.on).unwrap().possible(&question.kind, case.on),
        None => question.kind.everything(case.on),
    });
    let whole = |days: u32| Number::from(i64::from(days));
    let waits = trial.anchors.iter().map(|anchor| (whole(anchor.days.0), whole(anchor.days.1)));
    let waits = waits.map(|(least, most)| Possible::Number(Interval { least, most }));
    let unknowns = answers.chain(waits).chain(trial.program.open_points()).collect();
    let fixed = trial.anchors.iter().map(|anchor| {
        let (_, day) = case.fixed.iter().find(|(id, _)| *id == anchor.id)?;
        Some(case.on.days_until(*day))
    });
    let today = Interval::exactly(case.on);
    let inputs = Inputs { on: today, today, unknowns, fixed: fixed.collect() };
    let values = State::of(&trial.program, inputs);
    let status = |criterion: &prescreener::trial::Criterion| {
        let holds = criterion.rule.and_then(|rule| values.value(rule));
        let wanted = if criterion.role == Role::Inclusion { Truth::True } else { Truth::False };
        match (criterion.judged_by, holds, criterion.strength) {
            (JudgedBy::Site, ..) | (_, Some(Possible::Truth(Truth::Unknown)) | None, _) => "unknown",
            (_, Some(Possible::Truth(truth)), _) if truth == wanted => "met",
            (.., Strength::Binding) => "not_met",
            (.., Strength::Advisory) => "unknown",
        }
    };
    trial.criteria.iter().map(status).collect()
}
