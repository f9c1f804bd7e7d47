//! Contradictory answers: every kind in the shipped definition, what is reported, and what the element shows.

use crate::support::case::{Case, day};
use crate::support::load::{IIMPACT, trial};
use crate::support::people::eligible;
use crate::support::render::render;
use crate::support::sitting::{answer_all, at, say, sit_down};
use prescreener::engine::Setting;
use prescreener::interview::{Interview, Screen};
use prescreener::json::Json;
use prescreener::trial::{Audience, Trial};

const TODAY: &str = "2026-11-22";

/// Returns the rules that are broken, and the answers between which each is broken.
fn conflicts(case: &Case<'_>) -> Vec<String> {
    let result = case.result();
    let texts = |conflict: &Json, key: &str| {
        let list = conflict.get(key).and_then(Json::as_list).unwrap();
        list.iter().map(|text| text.as_text().unwrap().to_owned()).collect::<Vec<_>>().join("+")
    };
    let list = result.get("conflicts").and_then(Json::as_list).unwrap_or_default();
    list.iter().map(|conflict| format!("{}: {}", texts(conflict, "rules"), texts(conflict, "between"))).collect()
}

fn reported(trial: &Trial, answers: &str) -> Vec<String> {
    let case = Case::new(trial, day(TODAY)).with(answers);
    let conflicts = conflicts(&case);
    let assessed = case.assess();
    assert_eq!(conflicts.is_empty(), assessed.conflicts.is_empty());
    if !conflicts.is_empty() {
        assert_eq!((assessed.verdict.id(), assessed.next), ("incomplete", None), "{answers}");
    }
    conflicts
}

#[test]
fn every_contradiction_of_the_shipped_definition_is_reported_at_its_limit() {
    let trial = trial(IIMPACT);
    let born = "date_of_birth=1970-03-01";
    for (broken, kept, conflict) in [
        ("date_of_birth=1903-11-22", "date_of_birth=1903-11-23", "age_in_life: date_of_birth"),
        (
            "date_of_birth=1970-11-22; onset_age=57",
            "date_of_birth=1970-11-22; onset_age=56",
            "onset_in_life: date_of_birth+onset_age",
        ),
        (
            &format!("{born}; steroids=[prednisone]; steroid_changed_on.prednisone=1970-02-28"),
            &format!("{born}; steroids=[prednisone]; steroid_changed_on.prednisone=1970-03-01"),
            "steroid_change_in_life: date_of_birth+steroids+steroid_changed_on.prednisone",
        ),
        (
            &format!("{born}; immunosuppressants=[methotrexate]; immunosuppressant_changed_on.methotrexate=1970-02-28"),
            &format!("{born}; immunosuppressants=[methotrexate]; immunosuppressant_changed_on.methotrexate=1970-03-01"),
            "immunosuppressant_change_in_life: date_of_birth+immunosuppressants+immunosuppressant_changed_on.methotrexate",
        ),
        (
            &format!("{born}; hydroxychloroquine_changed_on=1970-02-28"),
            &format!("{born}; hydroxychloroquine_changed_on=1970-03-01"),
            "hydroxychloroquine_change_in_life: date_of_birth+hydroxychloroquine_changed_on",
        ),
        (
            "hydroxychloroquine=false; hydroxychloroquine_changed_on=2026-11-21",
            "hydroxychloroquine=false; hydroxychloroquine_changed_on=null",
            "hydroxychloroquine_taken: hydroxychloroquine+hydroxychloroquine_changed_on",
        ),
        (
            "date_of_birth=1985-03-01; mri_on=1985-02-28",
            "date_of_birth=1985-03-01; mri_on=1985-03",
            "mri_in_life: date_of_birth+mri_on",
        ),
        (&format!("{born}; emg_on=1969"), &format!("{born}; emg_on=1970"), "emg_in_life: date_of_birth+emg_on"),
        (
            "date_of_birth=1985-03-01; lvef_on=1985-02",
            "date_of_birth=1985-03-01; lvef_on=1985",
            "lvef_in_life: date_of_birth+lvef_on",
        ),
        (
            &format!("{born}; biopsy_on=1970-02-28"),
            &format!("{born}; biopsy_on=1970-03-01"),
            "biopsy_in_life: date_of_birth+biopsy_on",
        ),
        (
            &format!("{born}; onset_age=30; biopsy_active=true; biopsy_on=2000-02-29"),
            &format!("{born}; onset_age=30; biopsy_active=true; biopsy_on=2000-03-01"),
            "biopsy_after_onset: date_of_birth+onset_age+biopsy_active+biopsy_on",
        ),
        (
            "muscle_biopsy=none; biopsy_active=true",
            "muscle_biopsy=report_missing; biopsy_active=true",
            "biopsy_seen: muscle_biopsy+biopsy_active",
        ),
        (
            "muscle_biopsy=none; biopsy_on=2026-11-01",
            "muscle_biopsy=report_missing; biopsy_on=2026-11-01",
            "biopsy_dated: muscle_biopsy+biopsy_on",
        ),
        (
            "pregnant_or_breastfeeding=true; can_have_children=false",
            "pregnant_or_breastfeeding=true; can_have_children=true",
            "pregnancy_possible: pregnant_or_breastfeeding+can_have_children",
        ),
        (
            "muscle_biopsy=none; biopsy_rimmed_vacuoles=true",
            "muscle_biopsy=none; biopsy_rimmed_vacuoles=false",
            "biopsy_findings: muscle_biopsy+biopsy_rimmed_vacuoles",
        ),
        (
            "steroids=[none]; steroid_dose.prednisone=20",
            "steroids=null; steroid_dose.prednisone=20",
            ": steroids+steroid_dose.prednisone",
        ),
    ] {
        assert_eq!(reported(&trial, broken), [conflict], "{broken}");
        assert_eq!(reported(&trial, kept), [""; 0], "{kept}");
    }
    let named: Vec<&str> = trial.consistency.iter().map(|rule| rule.id.as_str()).collect();
    assert_eq!(named.len(), 15, "a rule without a line above: {named:?}");
}

#[test]
fn several_contradictions_are_all_reported() {
    let trial = trial(IIMPACT);
    let both = "date_of_birth=1970-03-01; onset_age=80; muscle_biopsy=none; biopsy_active=true";
    let expected = ["onset_in_life: date_of_birth+onset_age", "biopsy_seen: muscle_biopsy+biopsy_active"];
    assert_eq!(reported(&trial, both), expected);
}

#[test]
fn values_that_rules_make_impossible_are_excluded() {
    let trial = trial(IIMPACT);
    let rest = "gottron_papules=false; gottron_sign=false; anti_jo1=false; muscle_enzymes_raised=false; weakness_arms=false; \
                weakness_legs=false; neck_flexors_weaker=false; legs_proximal_weaker=false; muscle_biopsy=none; \
                ck_at_screening=100; ck_upper_limit=200";
    // The first symptom came at 36 at the latest, on this day and on every later day.
    let born = format!("date_of_birth=1990-01-01; heliotrope=true; dysphagia=true; {rest}");
    let case = Case::new(&trial, day(TODAY)).with(&born);
    let result = case.result();
    let score = result.get("scores").and_then(|scores| scores.get("eular_acr_2017")).unwrap();
    let end = |key: &str| score.get(key).and_then(Json::as_text).unwrap();
    assert_eq!((end("min"), end("max")), ("3.8", "5.1"));
    assert_eq!((case.verdict(), case.status("I02")), ("not_eligible".to_owned(), "not_met"));
    assert_eq!(Case::new(&trial, day(TODAY)).with(&born.replace("1990", "1986")).status("I02"), "unknown");
    // A date of a medicine's last change implies that the person takes it.
    let taken = Case::new(&trial, day(TODAY)).with("hydroxychloroquine_changed_on=2026-11-21");
    assert_eq!(taken.status("I05b"), "not_met");
}

#[test]
fn subgroups_that_no_answers_reach_are_not_reported() {
    let trial = trial(IIMPACT);
    let subgroups = |answers: &str| {
        let result = Case::new(&trial, day(TODAY)).with(answers).result();
        let score = result.get("scores").and_then(|scores| scores.get("eular_acr_2017")).unwrap().clone();
        score.get("subgroups").unwrap().to_string()
    };
    let rash = "heliotrope=true; gottron_papules=true; weakness_arms=true; muscle_biopsy=none";
    assert_eq!(subgroups(rash), r#"["jdm","dm"]"#);
    assert_eq!(subgroups(&format!("{rash}; date_of_birth=2010-01-01")), r#"["jdm"]"#);
}

#[test]
fn an_anchor_is_fixed_only_where_the_definition_lets_it_be() {
    let trial = trial(IIMPACT);
    let fixed = |on: &str| Setting::new(&trial, day(TODAY), Audience::Clinic).fix(&trial, "enrollment", day(on));
    assert!(fixed("2026-12-06").is_ok() && fixed("2026-12-20").is_ok());
    for on in ["2026-12-05", "2026-12-21", "2029-11-22"] {
        let expected = format!("the anchor `enrollment` cannot be on {on}; expected 2026-12-06 to 2026-12-20");
        assert_eq!(fixed(on).unwrap_err().to_string(), expected);
    }
}

fn contradictory_interview() -> Interview {
    let mut interview = sit_down("participant", TODAY, &[]);
    let eligible = [("date_of_birth", "3/3/1980"), ("onset_age", "70"), ("can_attend_visits", "yes")];
    answer_all(&mut interview, &eligible);
    interview
}

#[test]
fn contradictory_answers_are_shown_until_one_is_changed() {
    let mut interview = contradictory_interview();
    insta::assert_snapshot!("onset_at_70_and_46_years_old", render(&interview.screen()));
    interview.finish();
    assert!(matches!(interview.screen(), Screen::Check(_)), "no result follows from a contradiction");
    // The previous answer is kept, and the interview continues.
    interview.change("onset_age");
    say(&mut interview, "40");
    assert!(at(&interview).is_some_and(|key| key != "onset_age" && key != "date_of_birth"));
    answer_all(&mut interview, &[]);
    let Screen::Check(check) = interview.screen() else { panic!("no check screen") };
    assert_eq!(check.heading, "Check your answers");
    assert!(check.rows.iter().any(|row| row.key == "date_of_birth" && row.answer.contains("1980")));
}

#[test]
fn going_back_shows_the_latest_answer() {
    let mut interview = contradictory_interview();
    interview.back();
    assert_eq!(at(&interview).as_deref(), Some("onset_age"));
    say(&mut interview, "?");
    assert!(at(&interview).is_some_and(|key| key != "onset_age"));
}

#[test]
fn consistent_answers_report_no_contradiction() {
    let trial = trial(IIMPACT);
    assert_eq!(conflicts(&eligible(&trial)), [""; 0]);
}
