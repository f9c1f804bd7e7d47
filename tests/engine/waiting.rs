//! `not_yet` names the first day from which a person is no longer ruled out. The test examines the days before it one
//! by one, with days of joining open and fixed, and with answers exact, partial and missing.

use crate::support;
use crate::support::case::{Case, day, ruled_out};
use crate::support::load::{IIMPACT, definition, json, trial};
use crate::support::naive::Naive;
use crate::support::people_at_random::Edges;
use crate::support::random::Random;
use crate::support::reconciled::{chosen_only, fix_some, reconcile};
use crate::support::small::{Rules, checked, documents};
use prescreener::diagnostics::Document;
use prescreener::trial::{Question, Trial};
use prescreener::value::Date;

/// Returns the days to examine before a horizon: the first fifty, the last twenty, and some between.
fn days(case: &Case<'_>, horizon: i64, random: &mut Random) -> Vec<Date> {
    let mut waits: Vec<i64> = (1..=50.min(horizon)).chain((horizon - 20).max(1)..=horizon).collect();
    waits.extend((0..30).map(|_| 1 + random.below(horizon.max(1) as usize) as i64).filter(|wait| *wait <= horizon));
    waits.sort_unstable();
    waits.dedup();
    waits.into_iter().map(|wait| case.on.plus_days(wait)).collect()
}

/// Compares the verdict of a person ruled out today with later days, up to the reported day or far ahead. Returns
/// whether the search was complete; if not, the reported day may be too early, but no day before it passes.
fn agrees(case: &Case<'_>, random: &mut Random, about: &dyn Fn() -> String) -> bool {
    let assessed = case.assess();
    let reported = assessed.verdict.eligible_from();
    let horizon = reported.map_or(6000, |day| case.on.days_until(day));
    let found = days(case, horizon, random).into_iter().find(|day| !ruled_out(&case.later(*day).assess()));
    if !assessed.exact {
        assert!(
            reported.is_some() && found.is_none_or(|found| reported == Some(found)),
            "{}\n{}",
            case.json(),
            about()
        );
        return false;
    }
    assert_eq!(reported, found, "told {reported:?} on {} with {:?}: {}\n{}", case.on, case.fixed, case.json(), about());
    assert_eq!(reported.is_none(), assessed.verdict.id() == "not_eligible", "{}", case.json());
    // Each unmet criterion reports the day from which it no longer rules out, and rules out until then.
    for (place, resolves) in assessed.resolves_on.iter().enumerate() {
        let Some(resolves) = *resolves else { continue };
        let status = |day: Date| case.later(day).assess().statuses[place].id();
        assert_ne!(status(resolves), "not_met", "on {resolves}");
        assert_eq!(status(resolves.plus_days(-1)), "not_met", "the day before {resolves}");
    }
    true
}

fn person<'a>(trial: &'a Trial, edges: &Edges, random: &mut Random, on: Date) -> Case<'a> {
    let mut case = Case::new(trial, on);
    for (key, question) in trial.keys() {
        let exact = edges.exact(random, question, on);
        let answer = if random.percent(75) { Some(exact) } else { edges.blur(random, question, &exact) };
        if let Some(answer) = answer {
            case.answers.insert(key.to_owned(), answer);
        }
    }
    chosen_only(&mut case);
    case
}

#[test]
fn small_rules_about_dates_pass_on_the_first_possible_day() {
    let mut random = Random::new(31);
    let (mut looked_at, mut given_up) = (0, 0);
    while looked_at < 90 {
        let mut rules = Rules { random: &mut random, open_points: true, values: false };
        let date_rule = |rules: &mut Rules<'_>| {
            let (a, b) = (rules.window("sown_on"), rules.window("cut_on"));
            match rules.random.below(4) {
                0 => format!("{a} and {b}"),
                1 => format!("{a} or not ({b})"),
                2 => format!("all for each herbs of ({})", rules.window("herb_cut_on")),
                _ => format!("({a}) and ({b} or dry)"),
            }
        };
        let criteria: Vec<String> = (0..2).map(|_| date_rule(&mut rules)).collect();
        let (trial, definition) = checked(&documents(&[], &criteria));
        let edges = Edges::of(&Naive::new(definition));
        let on = day(["2024-03-05", "2025-02-27", "2026-12-31"][random.below(3)]);
        let mut case = person(&trial, &edges, &mut random, on);
        case = fix_some(case, &mut random, 40);
        if ruled_out(&case.assess()) {
            let ended = agrees(&case, &mut random, &|| criteria.join("\n"));
            looked_at += usize::from(ended);
            given_up += usize::from(!ended);
        }
    }
    assert!(given_up <= 3, "{given_up} searches gave up");
}

#[test]
fn the_reported_day_is_the_first_for_nct07160205() {
    let trial = trial(IIMPACT);
    let edges = Edges::of(&Naive::new(definition(IIMPACT)));
    let mut random = Random::new(32);
    let dates: Vec<(&str, &Question)> =
        trial.keys().filter(|(key, _)| key.contains("_on") || key.contains("birth")).collect();
    let mut not_yet = 0;
    for _ in 0..60 {
        let on = day(["2026-11-22", "2024-02-29", "2027-01-31"][random.below(3)]);
        // An otherwise eligible person with random dates: most who are ruled out need only wait.
        let fit = "steroids=[prednisone]; immunosuppressants=[azathioprine, tacrolimus]; hydroxychloroquine=true";
        let mut case = Case::new(&trial, on).with(fit);
        let kept = ["steroids", "immunosuppressants", "hydroxychloroquine"];
        for (key, question) in &dates {
            let exact = edges.exact(&mut random, question, on);
            case.answers.insert((*key).to_owned(), exact);
        }
        reconcile(&mut case, &edges, &mut random, &kept);
        chosen_only(&mut case);
        for (key, question) in &dates {
            let Some(exact) = case.answers.remove(*key) else { continue };
            if let Some(answer) = edges.blur(&mut random, question, &exact) {
                case.answers.insert((*key).to_owned(), answer);
            }
        }
        case = fix_some(case, &mut random, 50);
        if ruled_out(&case.assess()) {
            not_yet += usize::from(case.assess().verdict.id() == "not_yet");
            assert!(agrees(&case, &mut random, &String::new), "{}", case.json());
        }
    }
    assert!(not_yet > 15, "only {not_yet} had to wait");
}

#[test]
fn a_person_who_must_wait_passes_on_that_day_and_not_the_day_before() {
    let trial = trial(IIMPACT);
    for (changes, anchors, from) in [
        ("date_of_birth=2008-12-24; onset_age=8", None, "2026-12-24"),
        ("date_of_birth=2016-02-29; onset_age=8", None, "2034-03-01"),
        ("steroid_changed_on.prednisone=2026-11-20", Some("2026-12-06"), "2026-12-04"),
        ("immunosuppressant_changed_on.methotrexate=2026-11-22", None, "2027-01-17"),
        (
            "immunosuppressant_changed_on.methotrexate=2026-11-22; date_of_birth=2009-01-01; onset_age=8",
            None,
            "2027-01-17",
        ),
        (
            "immunosuppressant_changed_on.methotrexate=2026-11-22; date_of_birth=2009-01-18; onset_age=8",
            None,
            "2027-01-18",
        ),
    ] {
        let mut case = support::people::eligible(&trial).with(changes);
        if let Some(joining) = anchors {
            case = case.fix("enrollment", day(joining));
        }
        assert_eq!(case.verdict(), format!("not_yet from {from}"), "{changes}");
        assert!(!ruled_out(&case.later(day(from)).assess()), "{changes}");
        assert!(ruled_out(&case.later(day(from).plus_days(-1)).assess()), "{changes}");
    }
}

#[test]
fn conditions_of_questions_are_judged_as_of_today_while_waiting() {
    let question = |id: &str, more: &str| format!(r#"{{ "id": "{id}", {more} }}"#);
    let criterion = |id: &str, rule: &str| {
        format!(
            r#"{{ "id": "{id}", "kind": "inclusion", "strength": "binding", "judged_by": "participant",
                  "rule": "{rule}", "source": ["S"], "confidence": "several_sources" }}"#
        )
    };
    let content = format!(
        r#"{{ "schema": "prescreener/trial/1", "id": "WAITS", "version": "1",
              "registry": {{ "name": "none", "url": "", "updated": "2026-11-22" }},
              "sources": [{{ "id": "S", "title": "Made up" }}], "anchors": [{{ "id": "today", "from": "assessment", "days": [0, 0] }}],
              "questions": [{}, {}, {}], "order": ["begun_on", "early", "late"],
              "criteria": [{}, {}, {}] }}"#,
        question("begun_on", r#""type": "date", "earliest": "2000-01-01""#),
        question("early", r#""type": "yes_no", "ask_when": "begun_on within 2 weeks before today""#),
        question("late", r#""type": "yes_no", "ask_when": "begun_on at least 8 weeks before today""#),
        criterion("A", "begun_on at least 8 weeks before today"),
        criterion("B", "early"),
        criterion("C", "late"),
    );
    let (trial, _) = checked(&[Document { path: "waits.json".to_owned(), content: json(&content) }]);
    // Both depend on the day considered, 2027-01-10; on that day only the second would be asked, today only the first.
    let asked = |changes: &str| {
        let assessed = Case::new(&trial, day("2026-11-22")).with(changes).assess();
        (assessed.verdict.eligible_from(), assessed.next.map(|slot| trial.slots[slot].key.clone()))
    };
    let from = Some(day("2027-01-10"));
    assert_eq!(asked("begun_on=2026-11-15"), (from, Some("early".to_owned())));
    assert_eq!(asked("begun_on=2026-11-15; early=true"), (from, None));
}
