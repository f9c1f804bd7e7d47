//! Statuses by computing with sets of values, part by part: what one gets without looking at completions.

use prescreener::answers::read_answer;
use prescreener::program::{Inputs, evaluate};
use prescreener::trial::{JudgedBy, Role, Strength};
use prescreener::value::{Interval, Possible, Truth};

use crate::support::case::Case;

pub fn statuses(case: &Case<'_>) -> Vec<&'static str> {
    let trial = case.trial;
    let answers = trial.keys().map(|(key, question)| match case.answers.get(key) {
        Some(answer) => read_answer(&question.kind, answer, case.on).unwrap().possible(&question.kind, case.on),
        None => question.kind.everything(case.on),
    });
    let mut anchors: Vec<Interval<_>> = Vec::new();
    for anchor in &trial.anchors {
        let base = anchor.from.map_or(Interval::exactly(case.on), |from| anchors[from]);
        let fixed = case.fixed.iter().find(|(id, _)| *id == anchor.id);
        let (least, most) = (i64::from(anchor.days.0), i64::from(anchor.days.1));
        let open = Interval { least: base.least.plus_days(least), most: base.most.plus_days(most) };
        anchors.push(fixed.map_or(open, |(_, day)| Interval::exactly(*day)));
    }
    let values = evaluate(&trial.program, &Inputs { answers: answers.collect(), anchors });
    let status = |criterion: &prescreener::trial::Criterion| {
        let holds = criterion.rule.map(|rule| values[rule]);
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
