//! A result depends on the answers alone: however a person arrived at them, the result equals the one that the command
//! line computes from the same answers, and it replays. This also holds where searches reach their limit.

use crate::support::case::{Case, day};
use crate::support::load::{json, text};
use crate::support::random::Random;
use crate::support::sitting::open_with;
use prescreener::answers;
use prescreener::diagnostics::Document;
use prescreener::engine::{Setting, assess};
use prescreener::interview::{Control, Entry, Interview, Screen};
use prescreener::json::Json;
use prescreener::result::replay::replay;
use prescreener::result::result;
use prescreener::trial::{Audience, Trial};

const TODAY: &str = "2026-11-22";
const AGE: &str = "(years from born_on to start)";

fn checked(documents: &[Document]) -> Trial {
    Trial::check(documents).unwrap_or_else(|findings| panic!("{findings:#?}"))
}

/// Returns this many yes-or-no questions.
fn yes_no(count: usize) -> Vec<String> {
    (0..count).map(|place| format!(r#"{{ "id": "q{place}", "type": "yes_no" }}"#)).collect()
}

/// Creates a trial with these inclusions about a date of birth, a scan and two statements.
fn with_inclusions(rules: &[&str]) -> Trial {
    let questions = [
        r#"{ "id": "rash", "type": "yes_no" }"#,
        r#"{ "id": "weak", "type": "yes_no" }"#,
        r#"{ "id": "scan_on", "type": "date", "earliest": "1990-01-01" }"#,
        r#"{ "id": "born_on", "type": "date", "earliest": "1900-01-01" }"#,
    ];
    with(&questions.map(str::to_owned), &rules.iter().map(|rule| rule.replace("age", AGE)).collect::<Vec<_>>())
}

/// Creates a trial with these questions and inclusions.
fn with(questions: &[String], rules: &[String]) -> Trial {
    let criterion = |(place, rule): (usize, &String)| {
        json(&format!(
            r#"{{ "id": "C{place}", "kind": "inclusion", "strength": "binding", "judged_by": "participant", "rule": "{rule}",
                  "source": ["S"], "confidence": "one_source" }}"#
        ))
    };
    let mut content = json(
        r#"{ "schema": "prescreener/trial/1", "id": "NEVER", "version": "1",
             "registry": { "name": "none", "url": "", "updated": "2026-11-22" }, "sources": [{ "id": "S", "title": "Tests" }],
             "anchors": [{ "id": "start", "from": "assessment", "days": [0, 0] }] }"#,
    );
    let Json::Object(entries) = &mut content else { panic!("no object") };
    let questions: Vec<Json> = questions.iter().map(|question| json(question)).collect();
    let order = Json::texts(questions.iter().map(|one| one.get("id").and_then(Json::as_text).unwrap()));
    entries.push(("questions".to_owned(), Json::List(questions.clone())));
    entries.push(("order".to_owned(), order));
    entries.push(("criteria".to_owned(), Json::List(rules.iter().enumerate().map(criterion).collect())));
    checked(&[Document { path: "never.json".to_owned(), content }])
}

#[test]
fn no_day_is_searched_for_where_none_can_pass() {
    for rules in [
        &["age >= 18", "age < 18"][..],
        &["age >= 18", "age <= 17"],
        &["age >= 18 and rash", "age < 18 or not rash"],
        &["scan_on within 8 weeks before start", "scan_on at least 9 weeks before start"],
        &["if rash then age >= 18 else age < 12", "if rash then age < 16 else age > 13"],
    ] {
        let trial = with_inclusions(rules);
        for answers in ["", "weak=true", "weak=false; rash=true", "rash=false", "born_on=null; scan_on=null"] {
            let assessed = Case::new(&trial, day(TODAY)).with(answers).assess();
            let told = (assessed.verdict.id(), assessed.verdict.eligible_from(), assessed.exact);
            assert_eq!(told, ("not_eligible", None, true), "{rules:?} {answers}");
        }
    }
    // A control: two rules that both hold on some day.
    let trial = with_inclusions(&["age >= 18", "age < 19"]);
    let assessed = Case::new(&trial, day(TODAY)).with("born_on=2009-03-01").assess();
    assert_eq!(assessed.verdict.eligible_from(), Some(day("2027-03-01")));
}

/// Walks through an interview, back and forth. Returns it at its result, or `None` if it reaches none. `unknown` is the
/// percentage of questions answered *I don't know*.
fn walk(random: &mut Random, unknown: usize, mut interview: Interview) -> Option<Interview> {
    for _ in 0..400 {
        match interview.screen() {
            Screen::Question(screen) => {
                if random.percent(10) {
                    interview.back();
                    continue;
                }
                let mut entry = Entry { unknown: random.percent(unknown), ..Entry::default() };
                if !entry.unknown {
                    match &screen.control {
                        Control::One(choices) | Control::Several(choices) => {
                            entry.chosen = vec![random.pick(choices).id.clone()];
                        }
                        Control::Number { .. } => entry.number = random.below(4).to_string(),
                        Control::Date { .. } => {
                            entry.year = (1990 + random.below(36)).to_string();
                            entry.month = if random.percent(50) { "3".to_owned() } else { String::new() };
                        }
                    }
                }
                interview.submit(&entry);
            }
            Screen::Check(screen) => {
                let rows: Vec<_> = screen.rows.iter().chain(&screen.others).collect();
                if random.percent(40) && !rows.is_empty() {
                    interview.change(&random.pick(&rows).key);
                } else {
                    interview.finish();
                }
            }
            Screen::Result(_) => return Some(interview),
            Screen::Closed(_) => panic!("closed"),
        }
    }
    None
}

/// Compares the result of an interview with the result computed from its answers.
fn compare(trial: &Trial, audience: &str, unknown: usize, seeds: std::ops::Range<u64>) -> [usize; 2] {
    let widget = text("www/locales/en.json");
    let [mut seen, mut inexact] = [0, 0];
    for seed in seeds {
        let mut random = Random::new(seed);
        let interview = open_with(trial.clone(), &[&widget], audience, TODAY, &[]);
        let Some(interview) = walk(&mut random, unknown, interview) else { continue };
        let shown = interview.result().unwrap();
        let answers = answers::read(trial, shown.get("answers").unwrap(), day(TODAY)).unwrap();
        let setting = Setting::new(trial, day(TODAY), Audience::parse(audience).unwrap());
        let assessed = assess(trial, &answers, &setting);
        assert_eq!(shown, result(trial, &answers, &setting, &assessed, "en"), "seed {seed}");
        assert!(assessed.next.is_none(), "seed {seed}: a result while a question is left");
        assert!(replay(trial, &shown).unwrap().differences.is_empty(), "seed {seed}");
        seen += 1;
        inexact += usize::from(!assessed.exact);
    }
    [seen, inexact]
}

#[test]
fn results_do_not_depend_on_the_path_where_searches_reach_their_limit() {
    // Three sums cannot all be odd, because their sum is even. Only checking every completion shows it.
    let sums = [0..12, 2..14].map(Vec::from_iter).into_iter().chain([vec![0, 1, 12, 13]]);
    let odd = |of: Vec<usize>| {
        let names = of.iter().map(|place| format!("q{place}")).collect::<Vec<_>>().join(", ");
        let ways = (1..=of.len()).step_by(2).map(|count| format!("exactly {count} of ({names})"));
        ways.collect::<Vec<_>>().join(" or ")
    };
    let trial = with(&yes_no(14), &sums.map(odd).collect::<Vec<_>>());
    let [seen, inexact] = compare(&trial, "participant", 90, 0..12);
    assert!(seen > 8 && inexact > 2, "{seen} results, {inexact} of them beyond the bound");
}

#[test]
fn results_do_not_depend_on_the_path_where_criteria_exclude_each_other() {
    for rules in [&["age >= 18", "age < 18"][..], &["age >= 18 or rash", "age < 18 or weak", "not (rash and weak)"]] {
        let [seen, _] = compare(&with_inclusions(rules), "participant", 30, 0..40);
        assert!(seen > 25, "{seen} results of {rules:?}");
    }
}
