//! Typed entries: digits of any script, month names, commas and points, approximate numbers.

use std::sync::LazyLock;

use crate::support::load::{CATALOGUES, IIMPACT, json, text, trial};
use crate::support::render::render;
use crate::support::sitting::{answer_all, at, entry, open_with, say, sit_down};
use prescreener::diagnostics::Document;
use prescreener::interview::{Control, Entry, Interview, Screen, open};
use prescreener::json::Json;
use prescreener::texts::{self, Part, Texts};

const TODAY: &str = "2026-11-22";

/// Interviews at the date of birth, after the diagnosis.
static ENGLISH: LazyLock<Interview> = LazyLock::new(|| diagnosed(sit_down("participant", TODAY, &[])));
static SPANISH: LazyLock<Interview> = LazyLock::new(|| {
    let words = CATALOGUES.map(|folder| text(&format!("{folder}/es.json")));
    diagnosed(open_with(trial(IIMPACT), &words.each_ref().map(String::as_str), "participant", TODAY, &[]))
});

fn diagnosed(mut interview: Interview) -> Interview {
    say(&mut interview, "dermatomyositis");
    interview
}

/// Returns the answer in the result after this entry for the date of birth; `None` if it is refused.
fn born(interview: &Interview, said: &str) -> Option<String> {
    let mut interview = interview.clone();
    say(&mut interview, said);
    answered(interview, "date_of_birth")
}

fn answered(mut interview: Interview, key: &str) -> Option<String> {
    if at(&interview).as_deref() == Some(key) {
        return None;
    }
    answer_all(&mut interview, &[]);
    interview.finish();
    let result = interview.result().unwrap();
    Some(shown(result.get("answers").unwrap().get(key).unwrap()))
}

fn shown(json: &Json) -> String {
    match json {
        Json::Number(number) => number.to_string(),
        Json::Text(text) => text.clone(),
        Json::Object(entries) => entries.iter().map(|(key, value)| format!("{key} {}", shown(value))).collect(),
        Json::Bool(yes) => yes.to_string(),
        other => panic!("{}", other.kind()),
    }
}

fn month(interview: &Interview, name: &str) -> Option<u32> {
    let date = born(interview, &format!("/{name}/1980"))?;
    Some(date.strip_prefix("1980-").unwrap().parse().unwrap())
}

#[test]
fn a_month_may_be_named_in_the_language_of_the_interview() {
    for (interview, names) in [
        (
            &*ENGLISH,
            [
                "January",
                "FEBRUARY",
                " march ",
                "april",
                "May",
                "june",
                "JULY",
                "August",
                "september",
                "October",
                "november",
                "december",
            ],
        ),
        (
            &*SPANISH,
            [
                "enero",
                "FEBRERO",
                "Marzo",
                "abril",
                "mayo",
                " junio",
                "JULIO",
                "agosto",
                "septiembre",
                "octubre",
                "noviembre",
                "diciembre",
            ],
        ),
    ] {
        for (place, name) in names.into_iter().enumerate() {
            let number = u32::try_from(place).unwrap() + 1;
            assert_eq!(month(interview, name), Some(number), "{name}");
            // Any prefix that no other month has, with or without a dot.
            let short: String = name.trim().chars().take(3).collect();
            for short in [format!("{short}."), short.to_uppercase(), short.to_lowercase()] {
                assert_eq!(month(interview, &short), Some(number), "{short}");
            }
        }
    }
    for (interview, name, number) in [
        (&*ENGLISH, "Sept.", 9),
        (&*ENGLISH, "Febuary", 2),
        (&*SPANISH, "setiembre", 9),
        (&*SPANISH, "séptiembre", 9),
        (&*SPANISH, "S\u{65}\u{301}ptiembre", 9),
    ] {
        assert_eq!(month(interview, name), Some(number), "{name}");
    }
}

#[test]
fn ambiguous_and_unknown_months_are_refused() {
    for (interview, names) in [
        (&*ENGLISH, ["m", "ma", "j", "ju", "a", "juny", "enero", "0", "13", "-3", "3rd", "x"]),
        (&*SPANISH, ["m", "ma", "j", "ju", "a", "e3", "june2", "0", "13", "-3", "3o", "x"]),
    ] {
        for name in names {
            assert_eq!(month(interview, name), None, "{name}");
        }
    }
    // A named month still needs a day that exists in it.
    assert_eq!(born(&ENGLISH, "30/Feb/1980"), None);
    assert_eq!(born(&ENGLISH, "29/Feb/1980").as_deref(), Some("1980-02-29"));
}

/// The digits 0 to 9 of some scripts.
const SCRIPTS: [&str; 14] = [
    "٠١٢٣٤٥٦٧٨٩",
    "۰۱۲۳۴۵۶۷۸۹",
    "०१२३४५६७८९",
    "০১২৩৪৫৬৭৮৯",
    "੦੧੨੩੪੫੬੭੮੯",
    "૦૧૨૩૪૫૬૭૮૯",
    "௦௧௨௩௪௫௬௭௮௯",
    "౦౧౨౩౪౫౬౭౮౯",
    "೦೧೨೩೪೫೬೭೮೯",
    "൦൧൨൩൪൫൬൭൮൯",
    "๐๑๒๓๔๕๖๗๘๙",
    "០១២៣៤៥៦៧៨៩",
    "၀၁၂၃၄၅၆၇၈၉",
    "０１２３４５６７８９",
];

fn in_script(script: &str, digits: &str) -> String {
    let letters: Vec<char> = script.chars().collect();
    digits.chars().map(|digit| digit.to_digit(10).map_or(digit, |value| letters[value as usize])).collect()
}

#[test]
fn digits_of_other_scripts_are_accepted() {
    for script in SCRIPTS {
        let said = in_script(script, "30/9/1978");
        assert_eq!(born(&ENGLISH, &said).as_deref(), Some("1978-09-30"), "{said}");
        let said = in_script(script, "24.65");
        assert_eq!(dose(&said).as_deref(), Some("24.65"), "{said}");
    }
    // With the scripts' own separators, and the direction marks that a text may contain.
    for (said, number) in [("٢٤٫٥", "24.5"), ("２４．５", "24.5"), ("２４，５", "24.5"), ("\u{200f}٧٫٥\u{200f}", "7.5")]
    {
        assert_eq!(dose(said).as_deref(), Some(number), "{said}");
    }
}

fn at_the_dose() -> Interview {
    let mut interview = ENGLISH.clone();
    for said in ["//1980", "yes", "no", "prednisone", "daily"] {
        say(&mut interview, said);
    }
    assert_eq!(at(&interview).as_deref(), Some(DOSE));
    interview
}

const DOSE: &str = "steroid_dose.prednisone";

fn dose(said: &str) -> Option<String> {
    let mut interview = at_the_dose();
    say(&mut interview, said);
    answered(interview, DOSE)
}

#[test]
fn a_comma_is_a_decimal_point_and_thousands_are_never_guessed() {
    for (said, number) in [
        ("5,5", "5.5"),
        ("5.5", "5.5"),
        (".5", "0.5"),
        (",5", "0.5"),
        ("0.125", "0.125"),
        ("0,125", "0.125"),
        ("1000", "1000"),
        ("1.0000", "1"),
        ("12.5", "12.5"),
    ] {
        assert_eq!(dose(said).as_deref(), Some(number), "{said}");
    }
    for said in [
        "1.000",
        "1,000",
        "1.125",
        "1 000",
        "1’000",
        "1\u{a0}000",
        "1\u{202f}000",
        "1,000,000",
        "1.000,5",
        "12.125",
        "1٬000",
    ] {
        assert_eq!(dose(said), None, "{said}");
    }
    // The message shows each reading in an accepted form.
    let mut interview = at_the_dose();
    say(&mut interview, "1,250");
    let message = problem(&interview);
    assert_eq!(message, "This could mean 1250 or 1.25. Please write it like one of these.");
    assert_eq!((dose("1250").as_deref(), dose("1.25").as_deref()), (Some("1250"), Some("1.25")));
    for (said, decimal) in [("1,200", "1.2"), ("1,000", "1"), ("1,125", "1.1250"), ("10,000", "10")] {
        let mut interview = at_the_dose();
        say(&mut interview, said);
        let message = problem(&interview);
        assert!(message.contains(&format!(" or {decimal}. ")) && dose(decimal).is_some(), "{message}");
    }
}

#[test]
fn a_number_may_have_its_own_unit_and_no_other() {
    for (said, number) in
        [("10mg", "10"), ("10 mg", "10"), ("7,5 MG", "7.5"), ("７．５ｍｇ", "7.5"), ("~10 mg", "about 10")]
    {
        assert_eq!(dose(said).as_deref(), Some(number), "{said}");
    }
    for said in ["10 g", "10 kg", "10 mg mg", "10 mg/kg", "mg", "10 %", "10mcg"] {
        assert_eq!(dose(said), None, "{said}");
    }
    for (key, said, number) in [
        ("lvef", "60%", Some("60")),
        ("lvef", "60 ％", Some("60")),
        ("lvef", "60 mg", None),
        ("onset_age", "30 years", Some("30")),
        ("ck_at_screening", "250u/l", Some("250")),
    ] {
        let mut interview = at_the_question(key);
        say(&mut interview, said);
        assert_eq!(answered(interview, key).as_deref(), number, "{said}");
    }
}

/// Returns a clinic's interview at a question.
fn at_the_question(key: &str) -> Interview {
    let mut interview = sit_down("clinic", TODAY, &[]);
    let said = [("lvef_on", "11/10/2026")];
    while let Some(next) = at(&interview).filter(|next| next != key) {
        say(&mut interview, said.iter().find(|(known, _)| *known == next).map_or("?", |(_, said)| *said));
    }
    assert_eq!(at(&interview).as_deref(), Some(key));
    interview
}

/// A hint suggests the correction of a common mistake, and never a number from which a digit was dropped.
#[test]
fn a_percentage_is_suggested_for_a_fraction_and_nothing_else_is_guessed() {
    for (said, meant) in [("0.6", Some("60")), ("0.05", Some("5")), ("140", None), ("605", None), ("6000", None)] {
        let mut interview = at_the_question("lvef");
        say(&mut interview, said);
        let message = problem(&interview);
        assert!(message.starts_with("Enter a number from 5 to 100."), "{message}");
        assert_eq!(message.split("Did you mean ").nth(1).map(|rest| rest.trim_end_matches('?')), meant, "{said}");
    }
}

fn problem(interview: &Interview) -> String {
    let Screen::Question(screen) = interview.screen() else { panic!("no question at hand") };
    screen.problem.unwrap().text
}

#[test]
fn a_number_may_be_approximate() {
    let mut interview = at_the_dose();
    // The approximate mark alone is not a number.
    say(&mut interview, "~");
    assert_eq!(problem(&interview), "Enter a number, or choose “I don’t know”.");
    let Screen::Question(screen) = interview.screen() else { panic!("no question at hand") };
    let Control::Number { about, .. } = screen.control else { panic!("no number") };
    assert_eq!(about, Some(true));
    say(&mut interview, "~20");
    let again = interview.clone();
    assert_eq!(answered(interview, DOSE).as_deref(), Some("about 20"));
    let mut interview = again;
    answer_all(&mut interview, &[]);
    assert!(render(&interview.screen()).contains("About 20 mg"));
    interview.change(DOSE);
    assert!(render(&interview.screen()).contains("number <20> mg [*] about"));
    say(&mut interview, "20");
    assert!(!render(&interview.screen()).contains("About 20 mg"));
    // *I don't know* takes precedence over both.
    let mut interview = at_the_dose();
    interview.submit(&Entry { unknown: true, ..entry(&interview, "~20") });
    assert_eq!(answered(interview, DOSE).as_deref(), Some("unknown true"));
}

#[test]
fn only_remembered_amounts_may_be_approximate() {
    let mut interview = sit_down("clinic", TODAY, &[]);
    let mut offered = Vec::new();
    while let Some(key) = at(&interview) {
        if let Screen::Question(screen) = interview.screen()
            && let Control::Number { about: Some(_), .. } = screen.control
        {
            offered.push(key.clone());
        }
        let answers = [("steroids", "prednisone"), ("mmt8_scale", "both_sides_150")];
        say(&mut interview, answers.iter().find(|(known, _)| *known == key).map_or("?", |(_, said)| *said));
    }
    assert_eq!(offered, [DOSE, "onset_age"]);
}

#[test]
fn an_approximate_number_leaves_unknown_what_a_tenth_may_change() {
    // 24 to 26.4 mg is not all below the ceiling; 18 to 22 mg is.
    let status = |said: &str| {
        let mut interview = at_the_dose();
        say(&mut interview, said);
        answer_all(&mut interview, &[]);
        interview.finish();
        let result = interview.result().unwrap();
        let Some(Json::List(criteria)) = result.get("criteria").cloned() else { panic!("no criteria") };
        let text = |criterion: &Json, key: &str| criterion.get(key).and_then(Json::as_text).unwrap().to_owned();
        criteria.iter().map(|one| (text(one, "id"), text(one, "status"))).collect::<Vec<_>>()
    };
    let (exact, near) = (status("24"), status("~24"));
    let differing: Vec<_> = exact.iter().zip(&near).filter(|(one, other)| one != other).collect();
    assert!(differing.iter().all(|(_, (_, status))| status == "unknown"), "{differing:?}");
    assert_eq!(differing.len(), 1, "{differing:?}");
    assert_eq!(status("20"), status("~20"));
}

/// Returns the trial's messages in a language, as a page loads them.
fn files(language: &str) -> [String; 2] {
    let content = CATALOGUES.map(|folder| json(&text(&format!("{folder}/{language}.json"))));
    let catalogues = content.map(|content| Document { path: language.to_owned(), content });
    let words = texts::read(&catalogues).unwrap();
    [Part::Questions, Part::Result].map(|part| words.pack(part, &trial(IIMPACT).digest))
}

fn set_language(interview: &mut Interview, language: &str, typed: Entry) {
    let [words, later] = files(language);
    interview.set_language(language, &words, &later, typed).unwrap();
}

#[test]
fn changing_the_language_gives_the_screens_of_an_interview_in_it() {
    let script = ["9/Mar/1980", "yes", "no", "prednisone", "daily", "~20", "/2/2026"];
    let mut spanish = SPANISH.clone();
    for said in script.map(|said| said.replace("Mar", "marzo")) {
        say(&mut spanish, &said);
    }
    // The language may change anywhere, even while an entry is refused.
    for place in 0..script.len() {
        let mut interview = ENGLISH.clone();
        for (turn, said) in script.into_iter().enumerate() {
            if turn == place {
                interview.submit(&Entry::default());
                set_language(&mut interview, "es", Entry::default());
                assert!(problem(&interview).starts_with("Escriba") || problem(&interview).starts_with("Elija"));
            }
            say(&mut interview, &if turn >= place { said.replace("Mar", "marzo") } else { said.to_owned() });
        }
        assert_eq!(render(&interview.screen()), render(&spanish.screen()), "{place}");
        for _ in script {
            interview.back();
        }
        assert!(render(&interview.screen()).contains("day <9> month <marzo> year <1980>"), "{place}");
        for said in script.map(|said| said.replace("Mar", "marzo")) {
            say(&mut interview, &said);
        }
        let mut other = spanish.clone();
        for interview in [&mut interview, &mut other] {
            answer_all(interview, &[]);
            interview.finish();
        }
        assert_eq!(render(&interview.screen()), render(&other.screen()), "{place}");
        let language = |interview: &Interview| interview.result().unwrap().get("language").cloned();
        assert_eq!(language(&interview), Some(Json::Text("es".to_owned())));
    }
}

#[test]
fn messages_of_another_version_change_nothing() {
    let mut interview = at_the_dose();
    let before = render(&interview.screen());
    let [words, later] = files("es");
    for (words, later) in [(&words, &words), (&later, &later), (&words, &String::new())] {
        let typed = entry(&interview, "17");
        assert_eq!(interview.set_language("es", words, later, typed).unwrap_err().file, "words");
        assert_eq!(render(&interview.screen()), before);
    }
    let typed = entry(&interview, "17");
    interview.set_language("es", &words, &later, typed).unwrap();
    assert!(render(&interview.screen()).contains("number <17> mg"));
}

#[test]
fn a_result_awaiting_its_messages_appears_in_the_new_language() {
    let [words, later] = files("en");
    let mut texts = Texts::default();
    let trial = trial(IIMPACT);
    texts.add(&words, Part::Questions, &trial.digest).unwrap();
    let setup = json(&format!(r#"{{ "language": "en", "assessed_on": "{TODAY}", "audience": "participant" }}"#));
    let mut interview = open(trial, texts, &setup).unwrap();
    answer_all(&mut interview, &[]);
    interview.finish();
    assert!(interview.waits());
    set_language(&mut interview, "es", Entry::default());
    assert_eq!(interview.result().unwrap().get("language"), Some(&Json::Text("es".to_owned())));
    // The other language's messages arrive too late and are not needed.
    assert_eq!(interview.add(&later), Ok(false));
    assert!(interview.texts().get("result.about.private").starts_with("Sus"));
}

#[test]
fn a_fraction_entered_for_a_percentage_is_questioned() {
    let mut interview = sit_down("clinic", TODAY, &[]);
    while at(&interview).as_deref() != Some("oxygen_saturation") {
        say(&mut interview, "?");
    }
    for (typed, expected) in [
        ("0.9", "Enter a number from 30 to 100. Did you mean 90?"),
        ("9,7", "Enter a number from 30 to 100. Did you mean 97?"),
        ("970", "Enter a number from 30 to 100."),
        ("29.9", "Enter a number from 30 to 100."),
    ] {
        say(&mut interview, typed);
        assert_eq!(problem(&interview), expected, "{typed}");
    }
    for typed in ["30", "100"] {
        let mut interview = interview.clone();
        say(&mut interview, typed);
        assert_ne!(at(&interview).as_deref(), Some("oxygen_saturation"), "{typed}");
    }
}
