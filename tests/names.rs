//! Options are found by name, however it is spelled, and never the wrong one first without a word.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

use std::collections::BTreeSet;

mod support;

use prescreener::interview::find::find;
use prescreener::interview::{Control, Found, Interview, Screen};
use serde_json::Value;
use support::load::{CATALOGUES, IIMPACT, json, text, trial};
use support::random::Random;
use support::sitting::{open_with, say};

/// The words of one question's options, taken apart anew: what the screen has must agree.
struct Names {
    question: &'static str,
    options: Vec<String>,
    lists: Vec<[String; 2]>,
}

const QUESTIONS: [(&str, &str); 2] = [("steroids", "glucocorticoids"), ("immunosuppressants", "immunosuppressants")];

fn read(path: &str) -> Value {
    serde_json::from_str(&text(path)).unwrap()
}

fn all_names(language: &str) -> Vec<Names> {
    let names = |(question, instrument): (&'static str, &str)| {
        let folder = format!("trials/instruments/{instrument}");
        let definition = read(&format!("{folder}/instrument.json"));
        let catalogue = read(&format!("{folder}/{language}.json"));
        let asked = definition["questions"].as_array().unwrap().iter().find(|asked| asked["id"] == question).unwrap();
        let options: Vec<String> = serde_json::from_value(asked["options"].clone()).unwrap();
        let list = |id: &String, end: &str| {
            let key = format!("option.{question}.{id}{end}");
            if id == "none" { "" } else { catalogue["texts"][key].as_str().unwrap_or_default() }.to_owned()
        };
        let lists = options.iter().map(|id| [list(id, ""), list(id, ".names")]).collect();
        Names { question, options, lists }
    };
    QUESTIONS.map(names).into()
}

impl Names {
    fn find(&self, typed: &str) -> Vec<(&str, &str, usize)> {
        let lists: Vec<_> = self.lists.iter().map(|lists| lists.each_ref().map(String::as_str)).collect();
        let found = find(&lists, typed);
        found.iter().map(|near| (self.options[near.option].as_str(), near.name, near.far)).collect()
    }

    fn ids(&self, typed: &str) -> Vec<&str> {
        self.find(typed).into_iter().map(|(id, ..)| id).collect()
    }
}

/// A spelling by what does not count.
fn plain(name: &str) -> String {
    name.to_lowercase().chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// The row's question, what is typed, and the option meant.
fn misspellings() -> Vec<(&'static str, &'static str, &'static str, &'static str)> {
    let row = |line: &'static str| {
        let parts: Vec<&str> = line.split('\t').collect();
        let [language, question, typed, meant] = parts[..] else { panic!("{line}: expected four columns") };
        (language, question, typed, meant)
    };
    include_str!("cases/misspellings.tsv").lines().skip(1).map(row).collect()
}

const FAILING: [&str; 0] = [];

#[test]
fn misspellings_find_what_is_meant() {
    let rows = misspellings();
    let (mut missed, mut firsts) = (Vec::new(), 0);
    for (language, question, typed, meant) in &rows {
        let all = all_names(language);
        let names = all.iter().find(|names| names.question == *question).unwrap();
        assert!(names.options.iter().any(|option| option == meant), "{meant}");
        let found = names.find(typed);
        if !found.iter().take(3).any(|(id, ..)| id == meant) {
            println!("{typed} ({meant}): {found:?}");
            missed.push(*typed);
        }
        firsts += usize::from(found.first().is_some_and(|(id, ..)| id == meant));
        if let Some((first, name, _)) = found.first() {
            assert!(
                first == meant || plain(name) != plain(typed),
                "{typed} is exactly {name}, of {first}, not {meant}"
            );
        }
    }
    let share = |count: usize| 100.0 * count as f64 / rows.len() as f64;
    println!(
        "{} rows: {:.1} % first, {:.1} % among three",
        rows.len(),
        share(firsts),
        share(rows.len() - missed.len())
    );
    assert_eq!(missed, FAILING);
}
