//! The forms of JSON: the schemas that are shipped, and what is written by hand elsewhere, are held to the one description.
//!
//! Where a form changed on purpose: `UPDATE_GOLDEN=1 cargo test --test exchange schemas`, then look at what changed.

use std::collections::BTreeSet;
use std::{env, fs};

use prescreener::answers::Provenance;
use prescreener::engine::Status;
use prescreener::json::Json;
use prescreener::schema::forms::{
    ALWAYS_SHARED, DERIVED, OPENLY_SHARED, PROMPT, PUBLISHED, QUESTIONS, REFERRALS, RESULT,
};
use prescreener::schema::{Form, Kind, Union, json_schema, words};
use prescreener::trial::{Audience, RecruitmentStatus, Share};

use crate::support::forms::each_form;
use crate::support::load::{root, text};
use crate::support::tool::run;

const FOLDER: &str = "www/schemas";

#[test]
fn the_shipped_schemas_are_those_of_the_forms() {
    let update = env::var_os("UPDATE_GOLDEN").is_some();
    for (name, ..) in &PUBLISHED {
        let path = format!("{FOLDER}/{name}.json");
        let now = json_schema(name).unwrap().laid_out();
        if update {
            fs::write(root(&path), &now).unwrap();
        }
        assert_eq!(text(&path), now, "{path}; if that is meant: UPDATE_GOLDEN=1 cargo test --test exchange schemas");
        assert_eq!(run(&["schema", name], b"").out, now);
    }
    let files: BTreeSet<String> =
        fs::read_dir(root(FOLDER)).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(files, PUBLISHED.iter().map(|(name, ..)| format!("{name}.json")).collect());
}

#[test]
fn the_command_lists_the_names_and_refuses_others() {
    let listed = run(&["schema"], b"").out;
    let names: Vec<&str> = listed.lines().map(|line| line.split_once(' ').unwrap().0).collect();
    assert_eq!(names, PUBLISHED.map(|(name, ..)| name));
    let near = run(&["schema", "trail"], b"");
    assert_eq!((near.code, near.err.as_str()), (Some(1), "there is no form `trail`; did you mean `trial`?\n"));
    let same = run(&["schema", "result", "trials/nct07160205/trial.json"], b"");
    assert_eq!((same.code, same.out.as_str()), (Some(1), ""));
}

/// The forms that are reached from what is published.
fn forms() -> Vec<&'static Form> {
    let mut forms: Vec<&Form> = Vec::new();
    for (.., kind) in PUBLISHED {
        each_form(kind, &mut |form| {
            let new = !forms.iter().any(|known| std::ptr::eq(*known, form));
            forms.extend(new.then_some(form));
            new
        });
    }
    assert!(forms.len() > 40, "{}", forms.len());
    forms
}

#[test]
fn every_form_has_a_name_of_its_own_and_says_what_it_is() {
    let mut names = BTreeSet::new();
    for form in forms() {
        assert!(names.insert(form.name), "{} is the name of two forms", form.name);
        assert!(form.about.trim().ends_with(['.', '*']), "{}: {}", form.name, form.about);
        let also = form.also.is_empty() || matches!(serde_json::from_str(form.also), Ok(Json::Object(_)));
        assert!(also, "{}: {}", form.name, form.also);
        assert_eq!(form.keys.to_vec(), form.fields.iter().map(|field| field.key).collect::<Vec<_>>());
        for field in form.fields {
            assert!(field.about.trim().ends_with('.'), "{}.{}", form.name, field.key);
            for example in field.examples.iter().filter(|_| !field.kind.is_text()) {
                assert!(serde_json::from_str::<Json>(example).is_ok(), "{}.{}: {example}", form.name, field.key);
            }
        }
    }
}

#[test]
fn no_schema_has_a_key_twice() {
    fn look(json: &Json, path: &str) {
        match json {
            Json::List(items) => items.iter().for_each(|item| look(item, path)),
            Json::Object(entries) => {
                for (place, (key, value)) in entries.iter().enumerate() {
                    assert!(!entries[..place].iter().any(|(earlier, _)| earlier == key), "{path}: {key}");
                    look(value, &format!("{path}.{key}"));
                }
            }
            _ => {}
        }
    }
    PUBLISHED.iter().for_each(|(name, ..)| look(&json_schema(name).unwrap(), name));
}

#[test]
fn words_are_those_of_the_code() {
    assert_eq!(words::AUDIENCES, [Audience::Participant, Audience::Clinic].map(Audience::id));
    assert_eq!(words::PROVENANCES, Provenance::ALL.map(Provenance::id));
    assert_eq!(words::SHARES, Share::ALL.map(Share::id));
    assert_eq!(words::RECRUITMENTS, RecruitmentStatus::ALL.map(RecruitmentStatus::id));
    assert_eq!(words::STATUSES, [Status::Met, Status::NotMet, Status::Unknown].map(Status::id));
    for union in [&QUESTIONS, &PROMPT, &REFERRALS] {
        assert_eq!(words_of(union), union.cases.iter().map(|(word, _)| *word).collect::<Vec<_>>());
    }
}

/// The words that a union's key allows.
fn words_of(union: &Union) -> Vec<&'static str> {
    let field = union.shared.fields.iter().find(|field| field.key == union.by).unwrap();
    let Kind::Word(words) = field.kind else { panic!("{} holds no word", union.by) };
    words.to_vec()
}

#[test]
fn parts_of_a_result_are_keys_of_a_result_in_its_order() {
    let in_order = |part: &[&str]| {
        let kept: Vec<&str> = RESULT.keys.iter().copied().filter(|key| part.contains(key)).collect();
        assert_eq!(kept, part);
    };
    in_order(&ALWAYS_SHARED);
    in_order(&OPENLY_SHARED);
    in_order(&DERIVED);
}
