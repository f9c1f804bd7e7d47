//! The texts that people read, screen by screen, word for word.

use crate::support::load::{json, text};
use crate::support::render::render;
use crate::support::sitting::{answer_all, at, open_with, say, sit_down};
use prescreener::diagnostics::Document;
use prescreener::json::Json;
use prescreener::trial::Trial;

/// The answers of a patient at home with no obstacle.
const FITTING: [(&str, &str); 26] = [
    ("diagnosis", "dermatomyositis"),
    ("date_of_birth", "30/9/1984"),
    ("can_attend_visits", "yes"),
    ("dmso_reaction", "no"),
    ("steroids", "methylprednisolone"),
    ("steroid_dose.methylprednisolone", "8"),
    ("steroid_frequency.methylprednisolone", "daily"),
    ("steroid_changed_on.methylprednisolone", "/8/2026"),
    ("immunosuppressants", "mycophenolate"),
    ("immunosuppressant_changed_on.mycophenolate", "2/10/2025"),
    ("hydroxychloroquine", "no"),
    ("onset_age", "38"),
    ("heliotrope", "yes"),
    ("gottron_papules", "no"),
    ("gottron_sign", "no"),
    ("dysphagia", "yes"),
    ("anti_jo1", "no"),
    ("myositis_antibodies", "mi2"),
    ("muscle_enzymes_raised", "yes"),
    ("muscle_biopsy", "none"),
    ("mri_active", "no"),
    ("emg_active", "no"),
    ("pregnant_or_breastfeeding", "no"),
    ("can_have_children", "yes"),
    ("will_use_contraception", "yes"),
    ("lvef", "60"),
];

/// Returns the same answers with some changed.
fn fitting_except(changes: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    changes.iter().copied().chain(FITTING).collect()
}

fn result(audience: &str, anchors: &[(&str, &str)], answers: &[(&str, &str)]) -> String {
    let mut interview = sit_down(audience, "2026-11-22", anchors);
    answer_all(&mut interview, answers);
    interview.finish();
    render(&interview.screen())
}

#[test]
fn the_first_question() {
    insta::assert_snapshot!(render(&sit_down("participant", "2026-11-22", &[]).screen()));
}

#[test]
fn every_question() {
    let mut interview = sit_down("clinic", "2026-11-22", &[]);
    let mut screens = Vec::new();
    let more = fitting_except(&[
        ("muscle_biopsy", "report_known"),
        ("lvef_on", "1/11/2026"),
        ("mri_active", "yes"),
        ("mri_on", "1/11/2020"),
    ]);
    while let Some(key) = at(&interview) {
        screens.push(render(&interview.screen()));
        say(&mut interview, more.iter().find(|(known, _)| *known == key).map_or("?", |(_, said)| *said));
    }
    insta::assert_snapshot!(screens.join("\n\n"));
}

#[test]
fn problems_with_entries() {
    let mut interview = sit_down("participant", "2026-11-22", &[]);
    let problem = |interview: &mut prescreener::interview::Interview, said: &str| {
        say(interview, said);
        let screen = render(&interview.screen());
        let line = screen.lines().find(|line| line.contains("problem")).unwrap_or_else(|| panic!("{said} was taken"));
        format!("{:20}{}", said, line.trim())
    };
    let mut told = vec![problem(&mut interview, "")];
    say(&mut interview, "dermatomyositis");
    for said in [
        "//",
        "1/2/",
        "1//1980",
        "31/2/1980",
        "30/2/2024",
        "x/4/1980",
        "1/13/1980",
        "13/27/1980",
        "1/ma/1980",
        "1/1/0000",
        "0/1/1980",
        "1/1/80",
        "x/1/1980",
        "23/11/2026",
        "//2027",
        "1/1/1899",
    ] {
        told.push(problem(&mut interview, said));
    }
    say(&mut interview, "30/9/1984");
    told.push(problem(&mut interview, ""));
    say(&mut interview, "yes");
    say(&mut interview, "no");
    told.push(problem(&mut interview, "none+prednisone"));
    told.push(problem(&mut interview, ""));
    say(&mut interview, "prednisone");
    say(&mut interview, "daily");
    for said in ["", "ten", "1e3", "-1", "2001", "0.02", "1.2345", "1.2.3", ".", "1,000", "1.250", "1 000"] {
        told.push(problem(&mut interview, said));
    }
    // A comma is the decimal point in much of the world.
    say(&mut interview, " 7,5 ");
    assert_eq!(at(&interview).as_deref(), Some("steroid_changed_on.prednisone"));
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn a_wrong_date_is_shown_again_as_it_was_entered() {
    let mut interview = sit_down("participant", "2026-11-22", &[]);
    say(&mut interview, "dermatomyositis");
    say(&mut interview, "31/2/1980");
    insta::assert_snapshot!(render(&interview.screen()));
}

#[test]
fn all_answers_to_check() {
    let mut interview = sit_down("participant", "2026-11-22", &[]);
    answer_all(&mut interview, &FITTING);
    insta::assert_snapshot!(render(&interview.screen()));
}

#[test]
fn all_answers_to_check_after_a_change() {
    let mut interview = sit_down("participant", "2026-11-22", &[]);
    answer_all(&mut interview, &FITTING);
    interview.change("immunosuppressants");
    say(&mut interview, "none");
    answer_all(&mut interview, &FITTING);
    insta::assert_snapshot!(render(&interview.screen()));
}

#[test]
fn nothing_rules_the_person_out() {
    insta::assert_snapshot!(result("participant", &[], &FITTING));
}

#[test]
fn everything_matches_in_a_clinic() {
    let clinic = fitting_except(&[
        ("weakness_arms", "yes"),
        ("weakness_legs", "yes"),
        ("neck_flexors_weaker", "no"),
        ("legs_proximal_weaker", "no"),
        ("ck_at_screening", "600"),
        ("ck_upper_limit", "200"),
        ("mmt8_scale", "both_sides_150"),
        ("mmt8_bilateral", "130"),
        ("cdasi_activity", "12"),
        ("oxygen_saturation", "97"),
        ("lvef_on", "1/11/2026"),
    ]);
    insta::assert_snapshot!(result("clinic", &[("enrollment", "2026-12-06")], &clinic));
}

#[test]
fn the_person_must_wait() {
    let young = [("date_of_birth", "24/12/2008"), ("onset_age", "15")];
    let recent =
        fitting_except(&[&[("immunosuppressant_changed_on.mycophenolate", "10/11/2026")], &young[..]].concat());
    insta::assert_snapshot!(result("participant", &[], &recent));
}

#[test]
fn something_rules_the_person_out() {
    insta::assert_snapshot!(result(
        "participant",
        &[],
        &fitting_except(&[("pregnant_or_breastfeeding", "yes"), ("steroid_dose.methylprednisolone", "40")])
    ));
}

#[test]
fn the_points_are_not_enough_yet() {
    let open = ["onset_age", "heliotrope", "gottron_papules", "dysphagia", "anti_jo1", "muscle_enzymes_raised"];
    let changes: Vec<_> = open.into_iter().map(|key| (key, "?")).chain([("gottron_sign", "yes")]).collect();
    insta::assert_snapshot!(result("participant", &[], &fitting_except(&changes)));
}

/// No answer to the first question passes both criteria once the second is answered with no.
const AT_ODDS: &str = r#"{ "schema": "prescreener/trial/1", "id": "ODDS", "version": "1",
  "registry": { "name": "none", "url": "", "updated": "2026-11-22" },
  "sources": [{ "id": "RULES", "title": "The test's rules" }],
  "anchors": [{ "id": "screening", "from": "assessment", "days": [0, 0] }],
  "questions": [{ "id": "size", "type": "number", "min": "0", "max": "20", "decimals": 0 }, { "id": "tall", "type": "yes_no" }],
  "order": ["size", "tall"],
  "criteria": [
    { "id": "SMALL", "kind": "inclusion", "strength": "binding", "judged_by": "participant", "rule": "size <= 5",
      "source": ["RULES"], "confidence": "one_source" },
    { "id": "LARGE", "kind": "inclusion", "strength": "binding", "judged_by": "participant", "rule": "size >= 10 or tall",
      "source": ["RULES"], "confidence": "one_source" }] }"#;

#[test]
fn answers_rule_the_person_out_only_together() {
    let words = r#"{ "schema": "prescreener/texts/1", "texts": { "trial.name": "Odds", "trial.next": "Ask.",
      "anchor.screening": "today", "question.size": "How big?", "question.size.why": "Size.", "question.tall": "Tall?",
      "question.tall.why": "Height.", "criterion.SMALL": "It is small.", "criterion.SMALL.confirm": "Measure.",
      "criterion.SMALL.not_met": "Too big.", "criterion.LARGE": "It is large or tall.",
      "criterion.LARGE.confirm": "Measure.", "criterion.LARGE.not_met": "Too small." } }"#;
    let trial = Trial::check(&[Document { path: "trial.json".to_owned(), content: json(AT_ODDS) }]).unwrap();
    let mut interview = open_with(trial, &[words, &text("www/locales/en.json")], "participant", "2026-11-22", &[]);
    answer_all(&mut interview, &[("tall", "no")]);
    interview.finish();
    insta::assert_snapshot!(render(&interview.screen()));
}

#[test]
fn the_person_knows_nothing() {
    insta::assert_snapshot!(result("participant", &[], &[]));
}

#[test]
fn a_result_exists_only_while_it_is_shown() {
    let mut interview = sit_down("participant", "2026-11-22", &[]);
    assert_eq!(interview.result(), None);
    answer_all(&mut interview, &FITTING);
    assert_eq!(interview.result(), None);
    interview.finish();
    let result = interview.result().unwrap();
    assert_eq!(result.get("verdict").and_then(Json::as_text), Some("potentially_eligible"));
    interview.back();
    assert_eq!(interview.result(), None);
}

/// Texts must not promise what only the site can, or advise what only a doctor may.
#[test]
fn no_screen_promises_or_advises() {
    let shown = [
        result("participant", &[], &FITTING),
        result("participant", &[], &[]),
        result("participant", &[], &fitting_except(&[("pregnant_or_breastfeeding", "yes")])),
        result("participant", &[], &fitting_except(&[("date_of_birth", "24/12/2008"), ("onset_age", "15")])),
    ];
    for text in shown.map(|text| text.lines().skip(1).collect::<Vec<_>>().join("\n").to_lowercase()) {
        for word in ["eligible", "qualify", "congratulations", "you should stop", "stop taking", "reduce your"] {
            assert!(!text.contains(word), "{word} in {text}");
        }
        assert!(text.contains("20 more rules") || text.contains("does not seem to fit"), "{text}");
    }
}
