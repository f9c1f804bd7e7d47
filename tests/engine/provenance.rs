//! Provenance of answers: what only an examiner or a record can establish is never decided by the person's word.

use std::collections::BTreeMap;

use crate::support::case::Case;
use crate::support::load::{IIMPACT, definition, json, trial};
use crate::support::naive::Naive;
use crate::support::people::{TODAY, eligible, stranger};
use crate::support::people_at_random::Edges;
use crate::support::random::Random;
use crate::support::sitting::{at, entry, sit_down};
use crate::support::tiny::Tiny;
use crate::support::tiny::answers::person;
use crate::support::tiny::rules::Theme;
use prescreener::answers::read;
use prescreener::diagnostics::Document;
use prescreener::diagnostics::Finding;
use prescreener::engine::{assess, left, may_settle, reasons, settles, valid_until};
use prescreener::interview::{Entry, Interview, Screen};
use prescreener::json::Json;
use prescreener::result::result;
use prescreener::trial::{Audience, Question, Trial};

const WORDS: [&str; 3] = ["person", "record", "examined"];

/// Returns everything that an assessment reports: the result without its answers, and what the screens add.
fn outcome(case: &Case<'_>) -> String {
    let (trial, answers, setting) = (case.trial, case.read(), case.setting());
    let Json::Object(entries) = case.result() else { panic!("no object") };
    let entries = entries.into_iter().filter(|(key, _)| key != "answers" && key != "provenance").collect();
    let criteria = 0..trial.criteria.len();
    let settling = criteria
        .map(|place| (settles(trial, &answers, &setting, place), may_settle(trial, &answers, &setting, place)))
        .collect::<Vec<_>>();
    let (left, reasons) = (left(trial, &answers, &setting), reasons(trial, &answers, &setting));
    let until = valid_until(trial, &answers, &setting);
    let next = assess(trial, &answers, &setting).next;
    format!("{}\n{left:?} {next:?} {reasons:?} {until:?} {settling:?}", Json::Object(entries))
}

/// Returns the same person with *I don't know* for every answer that only a clinic knows and that came from the person,
/// and with no provenance.
fn without_reports<'a>(case: &Case<'a>) -> Case<'a> {
    let mut person = Case { from: BTreeMap::new(), ..case.clone() };
    for (key, question) in case.trial.keys() {
        if question.asked_of == Audience::Clinic && case.from.get(key) == Some(&"person") {
            person.answers.entry(key.to_owned()).and_modify(|answer| *answer = Json::Null);
        }
    }
    person
}

/// Asserts that the law holds for a case, and returns whether provenance makes a difference.
fn holds_and_matters(case: &Case<'_>) -> bool {
    let plain = Case { from: BTreeMap::new(), ..case.clone() };
    let (with, without) = (outcome(case), outcome(&without_reports(case)));
    assert_eq!(with, without, "{}", case.json());
    with != outcome(&plain)
}

fn with_random_provenance<'a>(mut case: Case<'a>, random: &mut Random) -> Case<'a> {
    for key in case.answers.keys().cloned().collect::<Vec<_>>() {
        if random.percent(70) {
            let from = *random.pick(&WORDS);
            case = case.from(&key, from);
        }
    }
    case
}

#[test]
fn the_persons_word_on_clinical_facts_counts_as_unknown() {
    let trial = trial(IIMPACT);
    let edges = Edges::of(&Naive::new(definition(IIMPACT)));
    let questions: Vec<(String, &Question)> = trial.keys().map(|(key, question)| (key.to_owned(), question)).collect();
    let mut random = Random::new(61);
    let mut different = 0;
    for _ in 0..150 {
        // Nearly eligible, so that much is still open.
        let mut case = eligible(&trial);
        for (key, question) in &questions {
            if random.percent(12) {
                let exact = edges.exact(&mut random, question, case.on);
                match edges.blur(&mut random, question, &exact) {
                    Some(answer) => case.answers.insert(key.clone(), answer),
                    None => case.answers.remove(key),
                };
            }
        }
        different += usize::from(holds_and_matters(&with_random_provenance(case, &mut random)));
    }
    assert!(different > 100, "only {different} would be assessed otherwise");
}

#[test]
fn the_law_of_provenance_holds_in_random_trials() {
    let (mut different, mut random) = (0, Random::new(62));
    for seed in 0..200 {
        let theme = [Theme::Logic, Theme::Amounts, Theme::Scores, Theme::Dates, Theme::All][seed % 5];
        let tiny = Tiny::draw(&mut Random::new(seed as u64), theme, false);
        for _ in 0..6 {
            let case = Case { from: BTreeMap::new(), ..person(&mut random, &tiny) };
            different += usize::from(holds_and_matters(&with_random_provenance(case, &mut random)));
        }
    }
    assert!(different > 30, "only {different} would be assessed otherwise");
}

/// Returns the answers of a result as they are read back.
fn answers_in(result: &Json) -> Json {
    let Some(Json::Object(mut answers)) = result.get("answers").cloned() else { panic!("no answers") };
    answers.extend(result.get("provenance").map(|from| ("provenance".to_owned(), from.clone())));
    Json::Object(answers)
}

#[test]
fn a_result_holds_everything_needed_to_assess_again() {
    let trial = trial(IIMPACT);
    let mut random = Random::new(63);
    for _ in 0..40 {
        let case = with_random_provenance(eligible(&trial), &mut random);
        let (answers, setting, first) = (case.read(), case.setting(), case.result());
        let said = read(&trial, &answers_in(&json(&first.to_string())), case.on).unwrap();
        assert_eq!(said, answers);
        let second = result(&trial, &said, &setting, &assess(&trial, &said, &setting), "en");
        assert_eq!(second.to_string(), first.to_string());
        let Json::Object(provenance) = first.get("provenance").unwrap() else { panic!("no object") };
        let provenance: BTreeMap<String, &str> =
            provenance.iter().map(|(key, from)| (key.clone(), from.as_text().unwrap())).collect();
        assert_eq!(provenance, case.from);
    }
}

#[test]
fn answers_with_different_provenance_differ() {
    let trial = trial(IIMPACT);
    let of = |from| stranger(&trial).with("lvef=60").from("lvef", from).read();
    assert_eq!(of("record"), of("record"));
    assert_ne!(of("record"), of("examined"));
    assert_ne!(of("record"), stranger(&trial).with("lvef=60").read());
}

#[test]
fn a_result_without_provenance_omits_it() {
    let trial = trial(IIMPACT);
    let case = eligible(&trial);
    let Json::Object(entries) = case.result() else { panic!("no object") };
    let keys: Vec<&str> = entries.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(keys.last(), Some(&"answers"));
    let Json::Object(mut said) = case.json() else { panic!("no object") };
    said.insert(0, ("provenance".to_owned(), json("{}")));
    let read = read(&trial, &Json::Object(said), case.on).unwrap();
    assert_eq!(read, case.read());
    let with = case.from("date_of_birth", "person").result();
    let Json::Object(with) = with else { panic!("no object") };
    assert_eq!(with[..entries.len()], entries);
    assert_eq!(with[entries.len()..], [("provenance".to_owned(), json(r#"{ "date_of_birth": "person" }"#))]);
}

#[test]
fn unreadable_provenance_is_reported() {
    let trial = trial(IIMPACT);
    let wrong = |text: &str| {
        let rejections = read(&trial, &json(text), eligible(&trial).on).unwrap_err();
        rejections.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(
        wrong(r#"{ "provenance": ["person"] }"#),
        ["`provenance`: expected an object from questions to where their answers come from, found a list"]
    );
    assert_eq!(
        wrong(
            r#"{ "provenance": { "lvfe": "record", "lvef": "recrod", "lvef_on": "mother", "anti_jo1": 3, "heliotrope": "person",
                 "steroid_dose": "record" },
                 "lvef": 60, "lvef_on": "2026-11-01", "anti_jo1": true }"#
        ),
        [
            "`provenance.lvfe`: there is no such question; did you mean `lvef`?",
            "`provenance.lvef`: unknown word `recrod`; did you mean `record`?",
            "`provenance.lvef_on`: unknown word `mother`; expected one of `person`, `record`, `examined`",
            "`provenance.anti_jo1`: found a number; expected one of `person`, `record`, `examined`",
            "`provenance.heliotrope`: there is no answer to this question",
            "`provenance.steroid_dose`: the question is asked for each option; expected a key such as `steroid_dose.OPTION`",
        ]
    );
    assert_eq!(
        wrong(r#"{ "lvef": 60, "provenance": { "lvef": "person", "lvef": "record" }, "provenance": {} }"#),
        ["`provenance.lvef`: the key is written twice", "`provenance`: the key is written twice"]
    );
    // Only the answer that cannot be accepted is reported.
    assert_eq!(
        wrong(r#"{ "lvef": 600, "provenance": { "lvef": "person" } }"#),
        ["`lvef`: 600 is out of bounds; expected 5 to 100"]
    );
}

/// Creates a trial of one question and one rule.
fn small(question: &str, id: &str, rule: &str) -> Result<Trial, Vec<Finding>> {
    let content = json(&format!(
        r#"{{ "schema": "prescreener/trial/1", "id": "T", "version": "1", "sources": [{{ "id": "S", "title": "Made up" }}],
             "registry": {{ "name": "none", "url": "", "updated": "2026-11-22" }},
             "anchors": [{{ "id": "screening", "from": "assessment", "days": [0, 0] }}],
             "questions": [{question}], "order": ["{id}"],
             "criteria": [{{ "id": "I01", "kind": "inclusion", "strength": "binding", "judged_by": "document",
                            "rule": "{rule}", "source": ["S"], "confidence": "one_source" }}] }}"#
    ));
    Trial::check(&[Document { path: "trial.json".to_owned(), content }])
}

#[test]
fn no_question_may_be_called_provenance() {
    let check = |id| small(&format!(r#"{{ "id": "{id}", "type": "yes_no" }}"#), id, id);
    assert!(check("provenances").is_ok());
    let findings: Vec<String> = check("provenance").unwrap_err().iter().map(ToString::to_string).collect();
    let due =
        "trial.json: questions[0].id: `provenance` cannot be a question: among answers it tells where they come from";
    assert_eq!(findings, [due]);
}

/// Returns the least and greatest points of the classification score.
fn points(case: &Case<'_>) -> (String, String) {
    let result = case.result();
    let score = result.get("scores").unwrap().get("eular_acr_2017").unwrap();
    let points = |end: &str| score.get(end).unwrap().as_text().unwrap().to_owned();
    (points("min"), points("max"))
}

#[test]
fn a_person_who_reports_weak_arms_does_not_score_as_weak() {
    let trial = trial(IIMPACT);
    let case = eligible(&trial).with("weakness_arms=-");
    let (unknown, weak) = (points(&case), case.clone().with("weakness_arms=true"));
    assert_ne!(unknown.0, unknown.1);
    assert_eq!(points(&weak.clone().from("weakness_arms", "person")), unknown);
    for from in ["record", "examined"] {
        assert_eq!(points(&weak.clone().from("weakness_arms", from)), (unknown.1.clone(), unknown.1.clone()), "{from}");
    }
    // The person's no does not settle it either.
    assert_eq!(points(&case.with("weakness_arms=false").from("weakness_arms", "person")), unknown);
}

#[test]
fn muscle_strength_counts_from_a_record_and_not_from_memory() {
    let trial = trial(IIMPACT);
    let strong = eligible(&trial).with("mmt8_bilateral=149; cdasi_activity=2");
    assert_eq!(strong.verdict(), "not_eligible");
    assert_eq!(strong.clone().from("mmt8_bilateral", "record").verdict(), "not_eligible");
    let remembered = strong.from("mmt8_bilateral", "person");
    assert_eq!((remembered.verdict().as_str(), remembered.status("I04")), ("potentially_eligible", "unknown"));
    let weak = eligible(&trial).with("mmt8_bilateral=130; cdasi_activity=2");
    assert_eq!(weak.clone().from("mmt8_bilateral", "examined").status("I04"), "met");
    assert_eq!(weak.from("mmt8_bilateral", "person").status("I04"), "unknown");
}

#[test]
fn facts_that_people_know_count_from_any_source() {
    let trial = trial(IIMPACT);
    for from in WORDS {
        let reaction = eligible(&trial).with("dmso_reaction=true").from("dmso_reaction", from);
        assert_eq!(reaction.verdict(), "not_eligible", "{from}");
    }
}

#[test]
fn a_date_known_only_from_the_person_makes_no_one_wait() {
    let asked = r#"{ "id": "treated_on", "type": "date", "earliest": "2000-01-01", "asked_of": "clinic" }"#;
    let trial = small(asked, "treated_on", "treated_on at least 12 weeks before screening").unwrap();
    let case = stranger(&trial).with("treated_on=2026-11-08");
    for from in ["record", "examined"] {
        assert_eq!(case.clone().from("treated_on", from).verdict(), "not_yet from 2027-01-31");
    }
    let from_the_person = case.from("treated_on", "person");
    // The question was answered, so it is not asked again.
    assert_eq!((from_the_person.verdict().as_str(), from_the_person.assess().next), ("potentially_eligible", None));
    assert!(holds_and_matters(&from_the_person));
}

/// Returns what the screen asks about provenance.
fn asked(interview: &Interview) -> Option<&'static str> {
    let Screen::Question(screen) = interview.screen() else { panic!("no question") };
    let chosen = screen.provenance.iter().filter(|choice| choice.chosen);
    let ids: Vec<&str> = chosen.filter_map(|choice| WORDS.into_iter().find(|word| *word == choice.id)).collect();
    assert_eq!((ids.len(), screen.provenance.len()), if ids.is_empty() { (0, 0) } else { (1, 3) });
    ids.first().copied()
}

/// Answers as the page does: with the provenance that the screen proposes, or with another.
fn say(interview: &mut Interview, said: &str, from: Option<&str>) {
    let provenance = from.or(asked(interview)).unwrap_or_default().to_owned();
    let entry = Entry { provenance, ..entry(interview, said) };
    interview.submit(&entry);
}

/// Answers *I don't know* up to a question.
fn up_to(interview: &mut Interview, key: &str) {
    while let Some(asked) = at(interview).filter(|asked| asked != key) {
        // The score is asked only where its scale is known.
        say(interview, if asked == "mmt8_scale" { "both_sides_150" } else { "?" }, None);
    }
}

#[test]
fn the_last_provenance_is_proposed_for_questions_of_its_kind() {
    let mut interview = sit_down("clinic", TODAY, &[]);
    assert_eq!(asked(&interview), Some("person"));
    up_to(&mut interview, "date_of_birth");
    say(&mut interview, "5/3/1980", Some("record"));
    assert_eq!(asked(&interview), Some("record"));
    // An unknown answer has no provenance, whatever is selected beside it.
    say(&mut interview, "?", Some("examined"));
    assert_eq!(asked(&interview), Some("record"));
    up_to(&mut interview, "weakness_arms");
    assert_eq!(asked(&interview), Some("record"));
    say(&mut interview, "yes", Some("person"));
    assert_eq!((at(&interview).as_deref(), asked(&interview)), (Some("weakness_legs"), Some("person")));
    say(&mut interview, "yes", Some("examined"));
    assert_eq!(asked(&interview), Some("examined"));
    up_to(&mut interview, "mri_active");
    assert_eq!(asked(&interview), Some("record"), "as for the date of birth");
    // A refused entry is shown again with the selected provenance, and does not change the proposal.
    up_to(&mut interview, "mmt8_bilateral");
    say(&mut interview, "151", Some("person"));
    assert_eq!((at(&interview).as_deref(), asked(&interview)), (Some("mmt8_bilateral"), Some("person")));
    say(&mut interview, "?", None);
    assert_eq!(asked(&interview), Some("examined"));
    interview.back();
    assert_eq!(asked(&interview), Some("examined"));
    interview.restart();
    assert_eq!(asked(&interview), Some("person"));
    up_to(&mut interview, "weakness_arms");
    assert_eq!(asked(&interview), Some("record"));
}

/// Returns the answer to a question as the check screen words it.
fn row(interview: &Interview, key: &str) -> String {
    let Screen::Check(screen) = interview.screen() else { panic!("no check") };
    screen.rows.into_iter().chain(screen.others).find(|row| row.key == key).unwrap().answer
}

fn to_check(interview: &mut Interview) {
    while at(interview).is_some() {
        say(interview, "?", None);
    }
}

#[test]
fn a_change_of_provenance_alone_is_a_change() {
    let mut interview = sit_down("clinic", TODAY, &[]);
    up_to(&mut interview, "mmt8_bilateral");
    say(&mut interview, "149", Some("person"));
    up_to(&mut interview, "cdasi_activity");
    say(&mut interview, "2", Some("record"));
    to_check(&mut interview);
    assert_eq!(row(&interview, "mmt8_bilateral"), "149 points. The person said so; not counted");
    assert_eq!(row(&interview, "cdasi_activity"), "2 points. The record says so");
    assert_eq!(row(&interview, "date_of_birth"), "I don’t know");
    interview.finish();
    let result = interview.result().unwrap();
    assert_eq!(result.get("verdict").unwrap().as_text(), Some("potentially_eligible"));
    let due = r#"{ "mmt8_scale": "record", "mmt8_bilateral": "person", "cdasi_activity": "record" }"#;
    assert_eq!(result.get("provenance"), Some(&json(due)));
    interview.back();
    interview.change("mmt8_bilateral");
    assert_eq!(asked(&interview), Some("person"), "as entered");
    say(&mut interview, "149", Some("examined"));
    to_check(&mut interview);
    assert_eq!(row(&interview, "mmt8_bilateral"), "149 points. Examined today");
    interview.finish();
    let Screen::Result(screen) = interview.screen() else { panic!("no result") };
    assert_eq!(screen.verdict, "not_eligible");
    assert!(format!("{screen:?}").contains("You said: 149 points. Examined today."), "{screen:?}");
}

#[test]
fn a_participant_is_not_asked_for_provenance() {
    let mut interview = sit_down("participant", TODAY, &[]);
    while at(&interview).is_some() {
        assert_eq!(asked(&interview), None);
        // This holds even if a provenance is passed in with the answer.
        let said = if at(&interview).as_deref() == Some("heliotrope") { "yes" } else { "?" };
        say(&mut interview, said, Some("record"));
    }
    assert_eq!(row(&interview, "heliotrope"), "Yes");
    interview.finish();
    assert_eq!(interview.result().unwrap().get("provenance"), None);
}
