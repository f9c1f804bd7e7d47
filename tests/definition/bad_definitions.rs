//! The findings about broken definitions, word for word.
//!
//! Each case breaks one thing in a small valid definition (`tests/data/definitions/allotment`, which is not medical).

use crate::support::load::{json, text};
use prescreener::diagnostics::Document;
use prescreener::diagnostics::Finding;
use prescreener::texts;
use prescreener::trial::{Trial, missing};

const TRIAL: &str = "tests/data/definitions/allotment/trial.json";
const SOIL: &str = "tests/data/definitions/allotment/soil/instrument.json";

/// The title of a case, the text that is replaced, and its replacement.
type Break<'a> = (&'a str, &'a str, &'a str);

fn sound() -> Vec<Document> {
    let document = |path: &str, file: &str| Document { path: path.to_owned(), content: json(&text(file)) };
    vec![document("trial.json", TRIAL), document("soil/instrument.json", SOIL)]
}

fn broken(from: &str, to: &str) -> Vec<Document> {
    let sources = [("trial.json", text(TRIAL)), ("soil/instrument.json", text(SOIL))];
    let times: usize = sources.iter().map(|(_, source)| source.matches(from).count()).sum();
    assert_eq!(times, 1, "`{from}` stands {times} times");
    sources
        .into_iter()
        .map(|(path, source)| Document { path: path.to_owned(), content: json(&source.replace(from, to)) })
        .collect()
}

fn report(breaks: &[Break<'_>]) -> String {
    let cases = breaks.iter().map(|(title, from, to)| {
        let findings = Trial::check(&broken(from, to)).err().unwrap_or_default();
        assert!(!findings.is_empty(), "{title}: nothing was found");
        format!("# {title}\n{}\n", lines(&findings))
    });
    cases.collect::<Vec<_>>().join("\n")
}

fn lines(findings: &[Finding]) -> String {
    findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_unchanged_definition_is_valid() {
    assert_eq!(Trial::check(&sound()).map(|trial| trial.id), Ok("PLOT1".to_owned()));
}

#[test]
fn wrong_keys_and_values() {
    insta::assert_snapshot!(report(&[
        ("an unknown key near a known one", r#""registry": {"#, r#""regsitry": {"#),
        (
            "an unknown key near none",
            r#""version": "1",
  "registry""#,
            r#""version": "1", "colour": "red",
  "registry""#
        ),
        ("a key written twice", r#""id": "plot", "type""#, r#""id": "plot", "id": "plot", "type""#),
        ("a missing key", r#""earliest": "1900-01-01" "#, r#""ask_when": "has_dog" "#),
        (
            "a text where a list belongs",
            r#""order": ["born_on", "tools", "tool_weight", "plot", "has_dog", "dog_weight", "ph"]"#,
            r#""order": "born_on""#
        ),
        ("a binary fraction for an amount", r#""points": ["1.5"]"#, r#""points": [1.5]"#),
        ("another version of the schema", "prescreener/trial/1", "prescreener/trial/2"),
        ("an unknown type", r#""type": "choice", "options": ["small""#, r#""type": "choise", "options": ["small""#),
        ("a key of another type of question", r#""type": "yes_no" "#, r#""type": "yes_no", "max": "3" "#),
        ("an id that is none", r#""id": "has_dog""#, r#""id": "Has dog""#),
        ("a day that the calendar lacks", "1900-01-01", "1900-02-29"),
        ("a unit that is none", r#""unit": "kg", "min": "1""#, r#""unit": "k g", "min": "1""#),
        ("bounds the wrong way round", r#""min": "3", "max": "10""#, r#""min": "30", "max": "10""#),
        ("a question with one option", r#"["small", "large"]"#, r#"["large"]"#),
        ("an exclusive option that is none", r#""exclusive": ["none"]"#, r#""exclusive": ["nothing"]"#),
        ("distances the wrong way round", "[7, 14]", "[14, 7]"),
        ("a distance that is no number", "[7, 14]", r#"[7, "x", 14]"#),
        ("an amount the wrong way round", r#"["1", "1.5"]"#, r#"["1.5", "1"]"#),
        ("an unknown confidence", r#""confidence": "inferred""#, r#""confidence": "infered""#),
    ]));
}

#[test]
fn wrong_names() {
    insta::assert_snapshot!(report(&[
        ("an unknown question in a rule", "years from born_on", "years from bron_on"),
        ("an unknown name near none", "has_dog and dog_weight > 40 kg", "zebra"),
        ("an unknown option in a rule", "plot is large", "plot is larg"),
        ("an unknown band", "promise.band is good", "promise.band is god"),
        ("an unknown part of a score", "promise.band is good", "promise.bands is good"),
        ("an unknown list", "any of heavy", "any of heavvy"),
        ("a list of an unknown option", r#""options": ["spade"]"#, r#""options": ["spde"]"#),
        ("a list of an unknown question", r#""of": "tools""#, r#""of": "tool""#),
        ("a table by an unknown option", r#""option": "rake""#, r#""option": "raek""#),
        ("a table without a row that is needed", r#", { "option": "rake", "value": ["1", "1.5"] }"#, ""),
        ("a follow-up to an unknown question", r#""for_each": "tools""#, r#""for_each": "tolls""#),
        ("a follow-up to a question without options", r#""for_each": "tools""#, r#""for_each": "plot""#),
        ("an anchor after an unknown one", r#""from": "today""#, r#""from": "tody""#),
        ("an unknown source", r#""RULES"], "confidence": "inferred""#, r#""RULE"], "confidence": "inferred""#),
        ("a duplicate id", r#""id": "plot""#, r#""id": "has_dog""#),
        ("a duplicate criterion", r#""id": "I3""#, r#""id": "I1""#),
        ("an id of the instrument used again", r#""id": "load""#, r#""id": "ph""#),
        ("a question missing in the order", r#""has_dog", "dog_weight", "ph"]"#, r#""has_dog", "ph"]"#),
        ("a question twice in the order", r#""dog_weight", "ph"]"#, r#""dog_weight", "ph", "plot"]"#),
        (
            "an include that is not there",
            r#""include": ["soil/instrument.json"]"#,
            r#""include": ["soil/instrument.json", "rain.json"]"#
        ),
    ]));
}

#[test]
fn invalid_rules() {
    insta::assert_snapshot!(report(&[
        ("an unfinished rule", "age >= 18", "age >= "),
        ("a rule that goes on", "age >= 18", "age >= 18 has_dog"),
        ("a sign without meaning", "age >= 18", "age ≥ 18"),
        ("a bracket left open", "age >= 18", "(age >= 18"),
        ("a day in a rule that the calendar lacks", "age >= 18", "born_on < 2026-02-30"),
        ("an interval the wrong way round", "age >= 18", "age >= 18 to 5"),
        ("more counted than listed", "age >= 18", "at least 3 of (has_dog, age >= 18)"),
        ("units that clash", "dog_weight > 40 kg", "dog_weight > 40 lb"),
        ("units that clash in a sum", "load <= 30 kg", "load + 5 m <= 30 kg"),
        ("a unit that a product makes", "load <= 30 kg", "load * dog_weight <= 30 kg"),
        ("a date against a number", "age >= 18", "born_on >= 18"),
        ("a number for a statement", "has_dog and dog_weight > 40 kg", "has_dog and dog_weight"),
        ("a statement for a number", "age >= 18", "has_dog + 1 >= 18"),
        ("a number for a whole rule", "age >= 18", "age"),
        ("options compared", "age >= 18", "plot = plot"),
        ("`is` about several options", "tools includes any of heavy", "tools is spade"),
        ("`includes` about one option", "tools includes any of heavy", "plot includes small"),
        ("a window on a number", "age >= 18", "age at least 3 weeks before today"),
        ("a value that depends on itself", "years from born_on to today", "age + 1"),
        ("values that depend on each other", "years from born_on to today", "if load > 3 kg and age > 3 then 1 else 2"),
        ("a follow-up outside of its options", "dog_weight > 40 kg", "tool_weight > 40 kg"),
        ("`for each` over a question with one option", "total for each tools of", "total for each plot of"),
        ("branches of different kinds", "age >= 18", "if has_dog then 1 else born_on"),
        ("a divisor that may be zero", "load <= 30 kg", "load / (load - 1 kg) <= 30"),
        ("a division by a difference", "age >= 18", "10 / (ph - 5) >= 18"),
        ("numbers without end", "age >= 18", "ph * 9000000000000 * 9000000 >= 18"),
    ]));
}

#[test]
fn invalid_scores_and_criteria() {
    insta::assert_snapshot!(report(&[
        ("fewer points than columns", r#""points": ["1.5"]"#, r#""points": []"#),
        ("more points than columns", r#""points": ["1.5"]"#, r#""points": ["1.5", "2"]"#),
        ("no columns", r#"[{ "id": "only" }]"#, "[]"),
        ("a rule in the last column", r#"{ "id": "only" }"#, r#"{ "id": "only", "when": "has_dog" }"#),
        ("no rule in the first column", r#"{ "id": "only" }"#, r#"{ "id": "first" }, { "id": "only" }"#),
        ("a lowest band with a beginning", r#"{ "id": "poor" }"#, r#"{ "id": "poor", "from": ["0"] }"#),
        ("a band without a beginning", r#""good", "from": ["1"]"#, r#""good""#),
        ("what is inferred cannot bind", r#""strength": "advisory""#, r#""strength": "binding""#),
        (
            "no rule without the site",
            r#""judged_by": "participant", "rule": "age >= 18","#,
            r#""judged_by": "participant","#
        ),
        ("no source", r#""source": ["RULES"], "confidence": "inferred""#, r#""confidence": "inferred""#),
    ]));
}

/// Returns the findings after something is added after a text.
fn added(behind: &str, breaks: &[(&str, &str)]) -> String {
    let breaks = breaks.iter().map(|(title, stated)| {
        let with = format!("{behind}, {stated}");
        report(&[(title, behind, with.as_str())])
    });
    breaks.collect::<Vec<_>>().join("\n")
}

#[test]
fn invalid_frequencies() {
    let yes_no = added(
        r#""id": "has_dog""#,
        &[
            ("a share above 1", r#""frequencies": { "yes": "1.2" }"#),
            ("a share below 0", r#""frequencies": { "yes": -0.1 }"#),
            ("a share that is too fine", r#""frequencies": { "yes": 0.0625 }"#),
            ("a word for a share", r#""frequencies": { "yes": "often" }"#),
            ("a statement for a share", r#""frequencies": { "yes": true }"#),
            ("no share", r#""frequencies": {}"#),
            ("the share of no", r#""frequencies": { "yes": "0.3", "no": "0.7" }"#),
            ("a share alone", r#""frequencies": "0.3""#),
            ("a list for yes or no", r#""frequencies": [{ "to": "1", "share": "0.3" }]"#),
        ],
    );
    let options = added(
        r#""options": ["small", "large"]"#,
        &[
            ("an unknown option", r#""frequencies": { "larg": "0.3" }"#),
            ("more than everybody", r#""frequencies": { "small": "0.8", "large": "0.3" }"#),
            ("less than everybody", r#""frequencies": { "small": "0.6", "large": "0.3" }"#),
        ],
    );
    let several = added(
        r#""exclusive": ["none"]"#,
        &[
            ("an unknown one of several options", r#""frequencies": { "hoe": "0.3" }"#),
            ("an option that stands alone", r#""frequencies": { "spade": "0.9", "rake": "0.9", "none": "0.1" }"#),
        ],
    );
    let numbers = added(
        r#""ask_when": "has_dog""#,
        &[
            ("no buckets", r#""frequencies": []"#),
            ("an object for a number", r#""frequencies": { "to": "40", "share": "0.3" }"#),
            ("a bucket without a share", r#""frequencies": [{ "to": "40" }]"#),
            ("a bucket without an end", r#""frequencies": [{ "upto": "40", "share": "0.3" }]"#),
            ("an end out of bounds", r#""frequencies": [{ "to": "95", "share": "0.3" }]"#),
            ("an end that nobody can give", r#""frequencies": [{ "to": "40.5", "share": "0.3" }]"#),
            ("ends out of order", r#""frequencies": [{ "to": 40, "share": "0.3" }, { "to": 40, "share": "0.3" }]"#),
            ("too many in buckets", r#""frequencies": [{ "to": 20, "share": 0.7 }, { "to": 40, "share": 0.4 }]"#),
            ("nobody left to be missing", r#""frequencies": [{ "to": 20, "share": 0.7 }, { "to": 90, "share": 0.2 }]"#),
        ],
    );
    let days = added(
        r#""earliest": "1900-01-01""#,
        &[
            ("a time that is none", r#""frequencies": [{ "within": "soon", "share": "0.3" }]"#),
            ("a time in an unknown unit", r#""frequencies": [{ "within": "4 moons", "share": "0.3" }]"#),
            ("a number for a time", r#""frequencies": [{ "within": 28, "share": "0.3" }]"#),
            ("a number's bucket for a day", r#""frequencies": [{ "to": "28", "share": "0.3" }]"#),
            (
                "times out of order",
                r#""frequencies": [{ "within": "1 month", "share": "0.3" }, { "within": "4 weeks", "share": "0.3" }]"#,
            ),
            (
                "too many days",
                r#""frequencies": [{ "within": "1 week", "share": "0.5" }, { "within": "1 year", "share": "0.6" }]"#,
            ),
        ],
    );
    let private = added(
        r#""id": "has_dog""#,
        &[
            ("more private than private", r#""intimacy": 7"#),
            ("less private than not at all", r#""intimacy": -1"#),
            ("half private", r#""intimacy": 1.5"#),
            ("a word for privacy", r#""intimacy": "very""#),
        ],
    );
    insta::assert_snapshot!([yes_no, options, several, numbers, days, private].join("\n"));
}

#[test]
fn every_fault_is_reported_at_once() {
    let source = text(TRIAL)
        .replace("registry\":", "regsitry\":")
        .replace("years from born_on", "years from bron_on")
        .replace("dog_weight > 40 kg", "dog_weight > 40 lb")
        .replace("plot is large", "plot is larg")
        .replace("\"confidence\": \"inferred\"", "\"confidence\": \"infered\"")
        .replace("[7, 14]", "[14, 7]");
    let mut documents = sound();
    documents[0].content = json(&source);
    insta::assert_snapshot!(lines(&Trial::check(&documents).unwrap_err()));
}

#[test]
fn missing_and_broken_texts() {
    let trial = Trial::check(&sound()).unwrap();
    let words = text("tests/data/definitions/allotment/en.json");
    let catalogue = |words: &str| Document { path: "en.json".to_owned(), content: json(words) };
    let soil = Document {
        path: "soil/en.json".to_owned(),
        ..catalogue(&text("tests/data/definitions/allotment/soil/en.json"))
    };
    let report = |words: &str| match texts::read(&[catalogue(words), soil.clone()]) {
        Ok(texts) => lines(&missing(&trial, &texts, "en.json")),
        Err(findings) => lines(&findings),
    };
    assert_eq!(report(&words), "");
    let fewer = words
        .replace("\"question.plot\"", "\"question.plt\"")
        .replace("\"band.promise.good\"", "\"band.promise.best\"");
    let mut all = vec![report(&fewer)];
    all.push(report(&words.replace("Large dogs dig more.", "<b>Large</b> dogs dig more.")));
    all.push(report(&words.replace("\"Dogs dig.\"", "\"\"")));
    all.push(report(&words.replace("\"Dogs dig.\"", "7")));
    all.push(report(&words.replace("\"unit.kg\": \"kg\"", "\"unit.kg\": \"kg\", \"question.ph\": \"pH?\"")));
    all.push(report(&words.replace("texts/1", "texts/9")));
    insta::assert_snapshot!(all.join("\n\n"));
}

/// A referral is for one site only: a key that protects nothing, or an address that is not a page, would disclose it to
/// others.
#[test]
fn an_invalid_site_key_or_receiver_is_reported() {
    let before = "\"include\": [\"soil/instrument.json\"],";
    let with = |policy: &str| {
        let policy = format!("{before} \"referral\": {{ \"most\": \"answers\", {policy} }},");
        lines(&Trial::check(&broken(before, &policy)).err().unwrap_or_default())
    };
    let zero = "A".repeat(43);
    let key = |key: &str| with(&format!("\"site_key\": \"{key}\""));
    assert_eq!(key("4aMQ7cwYxMwQ3eyV3X8o9m0B6o2h0m0nQ3cK5v0s3mE"), "");
    assert!(
        key(&zero).starts_with("trial.json: referral.site_key: anybody could open what is sealed"),
        "{}",
        key(&zero)
    );
    assert!(key(&"A".repeat(42)).contains("expected a public key as `prescreener keygen` prints it, 43 letters"));
    // The right number of letters, but they do not encode 32 bytes.
    assert!(key(&"B".repeat(43)).contains("43 letters"));
    let receiver = |address: &str| with(&format!("\"receiver\": \"{address}\""));
    assert_eq!(receiver("https://site.example/receive.html"), "");
    for bad in
        ["https://", "http://site.example/", "javascript:alert(1)", "https://a@b.example/", "https://a.example/#b"]
    {
        let report = receiver(bad);
        assert!(report.starts_with("trial.json: referral.receiver: expected an https address"), "{bad}: {report}");
    }
}

#[test]
fn invalid_implied_answers() {
    const AFTER: &str = r#""order": ["#;
    let with = |implied: &str| format!(r#""implied": {implied}, {AFTER}"#);
    let one = |question: &str, when: &str| {
        format!(r#"{{ "question": "{question}", "when": "{when}", "source": ["RULES"] }}"#)
    };
    let cases = [
        ("an unknown question", format!("[{}]", one("has_dgo", "age >= 18"))),
        ("a question that is not of yes and no", format!("[{}]", one("plot", "age >= 18"))),
        ("a question asked for each option", format!("[{}]", one("tool_weight", "age >= 18"))),
        ("a question implied twice", format!("[{}, {}]", one("has_dog", "age >= 18"), one("has_dog", "age < 3"))),
        ("a rule about its own question", format!("[{}]", one("has_dog", "has_dog or age >= 18"))),
        ("a rule that is no statement", format!("[{}]", one("has_dog", "age"))),
        ("an unknown key", r#"[{ "question": "has_dog", "if": "age >= 18", "source": ["RULES"] }]"#.to_owned()),
        ("no source", r#"[{ "question": "has_dog", "when": "age >= 18" }]"#.to_owned()),
    ];
    let cases: Vec<(&str, String)> = cases.into_iter().map(|(title, implied)| (title, with(&implied))).collect();
    let breaks: Vec<Break<'_>> = cases.iter().map(|(title, to)| (*title, AFTER, to.as_str())).collect();
    insta::assert_snapshot!(report(&breaks));
}
