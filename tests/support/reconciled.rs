//! Random people who can exist: answers without contradictions, and anchors where the definition allows them.

use std::collections::BTreeMap;

use prescreener::definition::Definition;
use prescreener::json::Json;
use prescreener::trial::Question;

use super::case::Case;
use super::people_at_random::Edges;
use super::random::Random;

/// Redraws answers, except those with the given keys, until none contradict each other. Follow-ups for options that
/// were not chosen stay, for [`chosen_only`] to remove.
pub fn reconcile(case: &mut Case<'_>, edges: &Edges, random: &mut Random, kept: &[&str]) {
    let questions: BTreeMap<&str, &Question> = case.trial.keys().collect();
    for round in 1..1000 {
        let mut asked = case.clone();
        chosen_only(&mut asked);
        let conflicts = asked.conflicts();
        if conflicts.is_empty() {
            return;
        }
        for conflict in conflicts {
            let between = conflict.between.iter().map(|slot| case.trial.slots[*slot].key.as_str());
            let changeable: Vec<&str> = between.filter(|key| !kept.contains(key)).collect();
            // Usually the later answer is redrawn, because a date of birth might never fit; occasionally another is.
            let last = changeable[changeable.len() - 1];
            let key = if round % 20 == 0 { *random.pick(&changeable) } else { last };
            let answer = edges.exact(random, questions[key], case.on);
            case.answers.insert(key.to_owned(), answer);
        }
    }
    panic!("answers that cannot be reconciled: on {} {}", case.on, case.json());
}

/// Makes half of the people answer no where another answer, which is then removed, would imply a yes.
pub fn refuse(case: &mut Case<'_>, definition: &Definition, random: &mut Random) {
    for rule in &definition.consistency {
        let said = definition.question(&rule.rule.text).is_some();
        if said && random.percent(50) {
            rule.answered.iter().for_each(|key| drop(case.answers.remove(key)));
            case.answers.insert(rule.rule.text.clone(), Json::Bool(false));
        }
    }
}

/// Removes the follow-ups for options that were certainly not chosen.
pub fn chosen_only(case: &mut Case<'_>) {
    let trial = case.trial;
    let not_chosen = |case: &Case<'_>, (question, option): (usize, usize)| {
        let question = &trial.questions[question];
        let said = case.answers.get(&question.id).and_then(Json::as_list);
        said.is_some_and(|said| !said.contains(&Json::Text(question.kind.options()[option].clone())))
    };
    for slot in &trial.slots {
        if slot.option.is_some_and(|option| not_chosen(case, option)) {
            case.answers.remove(&slot.key);
        }
    }
}

/// Fixes each anchor this many times out of a hundred, on a day that the definition allows: relative to the anchor that
/// it follows, if that is fixed.
pub fn fix_some<'a>(mut case: Case<'a>, random: &mut Random, chance: usize) -> Case<'a> {
    let mut spans = Vec::new();
    for anchor in &case.trial.anchors {
        let (least, most) = anchor.from.map_or((case.on, case.on), |from| spans[from]);
        let (first, last) = (least.plus_days(anchor.days.0.into()), most.plus_days(anchor.days.1.into()));
        let fixed = random.percent(chance).then(|| {
            let day = first.plus_days(random.below(first.days_until(last) as usize + 1) as i64);
            case.fixed.push((anchor.id.clone(), day));
            day
        });
        spans.push(fixed.map_or((first, last), |day| (day, day)));
    }
    case
}
