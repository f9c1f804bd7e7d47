//! The readers of definitions and catalogues require exactly the keys that the forms require, and reject values of
//! another kind.

use prescreener::definition::{read, review};
use prescreener::diagnostics::{Document, Finding};
use prescreener::json::Json;
use prescreener::schema::forms::{ANSWERS, CATALOGUE, INSTRUMENT, TRIAL};
use prescreener::schema::{Form, Kind, Variation};

use crate::support::forms::{Met, below, each_form, objects};
use crate::support::load::{IIMPACT, documents, json, text};

/// Parts that the shipped trial does not have.
const MORE: &str = r#"{
  "approval": { "board": "Board", "number": "1", "on": "2026-01-15", "expires": "2027-01-14", "languages": {
    "en": "sha256:6d55f8ed075daea7dee232cbdaf8e96f0fa6b05ebb9eb082c9304ca0983e4a49" } },
  "sites": [{ "name": "Clinic", "town": "Boston", "region": "Massachusetts", "postcode": "02115", "country": "United States",
    "latitude": "42.3", "longitude": "-71", "contact": "555-0101", "source": ["SEED"] }],
  "lists": [{ "id": "l", "of": "diagnosis", "options": ["polymyositis"], "source": ["SEED"] }],
  "tables": [{ "id": "t", "by": "diagnosis", "unit": "mg", "source": ["SEED"],
    "rows": [{ "option": "polymyositis", "value": ["1", "2"], "source": ["SEED"] }] }],
  "scores": [{ "id": "s", "columns": [{ "id": "one", "when": "anti_jo1" }, { "id": "two" }], "source": ["SEED"],
    "items": [{ "id": "i", "when": "anti_jo1", "points": ["1", "2"], "source": ["SEED"] },
              { "id": "j", "cases": [{ "when": "anti_jo1", "points": ["1", "2"], "source": ["SEED"] }] }],
    "bands": [{ "id": "low" }, { "id": "high", "from": ["1", "1"], "source": ["SEED"] }],
    "subgroups": { "when": "anti_jo1", "source": ["SEED"],
      "cases": [{ "when": "anti_jo1", "then": "a", "source": ["SEED"] }, { "then": "b" }] } }]
}"#;

/// Returns documents of a trial and an instrument that use every form.
fn files() -> Vec<Document> {
    let mut all = documents(IIMPACT);
    let Json::Object(more) = json(MORE) else { panic!("no object") };
    let Json::Object(entries) = &mut all[0].content else { panic!("no object") };
    entries.insert(0, ("$schema".to_owned(), Json::Text("../../www/schemas/trial.json".to_owned())));
    entries.extend(more);
    for (key, value) in entries {
        let add = match key.as_str() {
            "registry" => r#"{ "record": { "statusModule": {} } }"#,
            "referral" => r#"{ "not_eligible": true, "site_key": "", "receiver": "https://site.example/" }"#,
            _ => continue,
        };
        let (Json::Object(held), Json::Object(add)) = (value, json(add)) else { panic!("{key}") };
        held.extend(add);
    }
    all
}

/// Returns a value with another value, or none, at a path.
fn changed(json: &Json, path: &str, to: Option<&Json>) -> Json {
    let parts: Vec<&str> = path.split(['.', '[']).map(|part| part.trim_end_matches(']')).collect();
    fn at(json: &Json, parts: &[&str], to: Option<&Json>) -> Option<Json> {
        let Some((first, rest)) = parts.split_first() else { return to.cloned() };
        Some(match json {
            Json::Object(entries) => Json::Object(
                entries
                    .iter()
                    .filter_map(|(key, value)| {
                        let value = if key == first { at(value, rest, to)? } else { value.clone() };
                        Some((key.clone(), value))
                    })
                    .collect(),
            ),
            Json::List(items) => {
                let item = |(index, item): (usize, &Json)| match index.to_string() == *first {
                    true => at(item, rest, to),
                    false => Some(item.clone()),
                };
                Json::List(items.iter().enumerate().filter_map(item).collect())
            }
            other => other.clone(),
        })
    }
    at(json, &parts, to).unwrap()
}

fn missing(findings: &[Finding], path: &str, key: &str) -> bool {
    findings.iter().any(|one| one.path == path && one.message == format!("the key `{key}` is missing"))
}

/// Removes each key of each form once, and then sets it to a value of another kind; `find` reads the changed document.
fn hold(kind: Kind, whole: &Json, find: &dyn Fn(&Json) -> Vec<Finding>) -> Vec<&'static Form> {
    assert_eq!(find(whole), []);
    let (mut met, mut seen, mut done, mut wrong) = (Vec::new(), Vec::<&Form>::new(), Vec::new(), Vec::new());
    objects(kind, whole, "", &mut met);
    for Met { path, forms, variation, .. } in &met {
        for form in forms {
            for field in form.fields {
                let here = below(path, field.key);
                let there =
                    met.iter().any(|one| one.path == *path && one.entries.iter().any(|(key, _)| key == field.key));
                if !there || done.contains(&(form.name, field.key)) {
                    continue;
                }
                done.push((form.name, field.key));
                let more = matches!(variation, Some(Variation::Needs(keys)) if keys.contains(&field.key));
                let without = find(&changed(whole, &here, None));
                let reported = missing(&without, path, field.key) || without.iter().any(|one| one.path == here);
                if (field.required || more) != reported && !(reported && depends(form, field.key)) {
                    wrong.push(format!("{here}: without it: {without:?}"));
                }
                if !NOT_READ.contains(&(form.name, field.key))
                    && (field.key != "source" || reported)
                    && let Some(other) = of_another_kind(field.kind)
                    && find(&changed(whole, &here, Some(&other))).is_empty()
                {
                    wrong.push(format!("{here}: {other} is taken"));
                }
            }
            if !seen.iter().any(|known| std::ptr::eq(*known, *form)) {
                seen.push(form);
            }
        }
    }
    assert_eq!(wrong, [""; 0]);
    assert!(done.len() > 5, "{done:?}");
    seen
}

/// Returns whether a key is required only together with another, or only in some items of a list.
fn depends(form: &Form, key: &str) -> bool {
    form.also.contains(&format!("\"{key}\""))
        || [("column", "when"), ("subgroup", "when"), ("band", "from")].contains(&(form.name, key))
}

/// The values that readers do not check themselves, although a schema does. The same applies to the `source` of items
/// that need none.
const NOT_READ: [(&str, &str); 4] =
    [("instrument", "id"), ("instrument", "version"), ("texts", "language"), ("example", "answers")];

/// Returns a value that is not of this kind, or `None` if every value is.
fn of_another_kind(kind: Kind) -> Option<Json> {
    match kind {
        Kind::Anything => None,
        kind if kind.is_text() => Some(Json::Bool(true)),
        Kind::Either(_) => Some(Json::Bool(true)),
        _ => Some(Json::Text("something else".to_owned())),
    }
}

#[test]
fn definitions() {
    let files = files();
    let mut seen = Vec::new();
    for index in 0..files.len() {
        let form = if index == 0 { &TRIAL } else { &INSTRUMENT };
        seen.extend(hold(Kind::Varied(form, Variation::Whole), &files[index].content, &|changed| {
            let mut documents = files.clone();
            documents[index].content = changed.clone();
            read(&documents).1
        }));
    }
    // Answers are read only when the example is assessed.
    let mut answers = Vec::new();
    each_form(ANSWERS, &mut |form| {
        answers.push(form.name);
        true
    });
    for form in [&TRIAL, &INSTRUMENT] {
        each_form(Kind::Object(form), &mut |form| {
            let known = seen.iter().any(|known| known.name == form.name) || answers.contains(&form.name);
            assert!(known, "no file has the form {}", form.name);
            true
        });
    }
}

#[test]
fn catalogues() {
    let mut content = json(&text("trials/nct07160205/es.json"));
    let Json::Object(entries) = &mut content else { panic!("no object") };
    entries.insert(0, ("$schema".to_owned(), Json::Text("../../www/schemas/texts.json".to_owned())));
    hold(Kind::Varied(&CATALOGUE, Variation::Whole), &content, &|changed| {
        let document = Document { path: "es.json".to_owned(), content: changed.clone() };
        let mut findings = review(&document).1;
        findings.extend(prescreener::texts::read(&[document]).err().unwrap_or_default());
        findings
    });
}
