//! One person, one trial, one day: a concise form for the person assessed and the expected outcome.

use std::collections::BTreeMap;

use prescreener::answers::{self, Answers};
use prescreener::engine::{self, Assessment, Conflict, Setting, Verdict, assess};
use prescreener::json::Json;
use prescreener::result::result;
use prescreener::trial::{Audience, Trial};
use prescreener::value::Date;

use super::load::json;

pub fn day(text: &str) -> Date {
    Date::parse(text).unwrap_or_else(|| panic!("{text} is no day"))
}

#[derive(Clone)]
pub struct Case<'a> {
    pub trial: &'a Trial,
    pub on: Date,
    pub audience: Audience,
    pub fixed: Vec<(String, Date)>,
    pub answers: BTreeMap<String, Json>,
    /// The provenance of answers, by key.
    pub from: BTreeMap<String, &'static str>,
}

impl<'a> Case<'a> {
    pub fn new(trial: &'a Trial, on: Date) -> Case<'a> {
        let (answers, from) = (BTreeMap::new(), BTreeMap::new());
        Case { trial, on, audience: Audience::Clinic, fixed: Vec::new(), answers, from }
    }

    /// Changes answers as written in `key=value; key=value`: `true`, `false` and `null` are themselves, `[a, b]` are
    /// options, `{…}` is JSON, `-` removes the answer, and everything else is text (the engine reads numbers from text
    /// too).
    pub fn with(mut self, changes: &str) -> Case<'a> {
        for change in changes.split(';').map(str::trim).filter(|change| !change.is_empty()) {
            let (key, value) = change.split_once('=').unwrap_or_else(|| panic!("{change} lacks `=`"));
            self.set(key.trim(), value.trim());
        }
        self
    }

    fn set(&mut self, key: &str, value: &str) {
        let answer = match value {
            "-" => {
                self.answers.remove(key);
                return;
            }
            "true" => Json::Bool(true),
            "false" => Json::Bool(false),
            "null" => Json::Null,
            _ if value.starts_with('{') => json(value),
            _ if value.starts_with('[') => {
                let options = value.trim_matches(['[', ']']).split(',').map(str::trim);
                Json::texts(options.filter(|option| !option.is_empty()))
            }
            _ => Json::Text(value.to_owned()),
        };
        self.answers.insert(key.to_owned(), answer);
    }

    /// Sets the provenance of the answer with a key.
    pub fn from(mut self, key: &str, from: &'static str) -> Case<'a> {
        self.from.insert(key.to_owned(), from);
        self
    }

    pub fn fix(mut self, anchor: &str, on: Date) -> Case<'a> {
        self.fixed.push((anchor.to_owned(), on));
        self
    }

    /// Returns the same person assessed on a later day; the days that the site fixed move with it.
    pub fn later(&self, on: Date) -> Case<'a> {
        let waited = self.on.days_until(on);
        let fixed = self.fixed.iter().map(|(anchor, day)| (anchor.clone(), day.plus_days(waited))).collect();
        Case { on, fixed, ..self.clone() }
    }

    pub fn json(&self) -> Json {
        let mut json: Vec<_> = self.answers.iter().map(|(key, value)| (key.clone(), value.clone())).collect();
        let told = self.from.iter().filter(|(key, _)| self.answers.contains_key(*key));
        let told: Vec<_> = told.map(|(key, from)| (key.clone(), Json::Text((*from).to_owned()))).collect();
        if !told.is_empty() {
            json.push(("provenance".to_owned(), Json::Object(told)));
        }
        Json::Object(json)
    }

    pub fn read(&self) -> Answers {
        answers::read(self.trial, &self.json(), self.on).unwrap_or_else(|wrong| panic!("{wrong:?}"))
    }

    pub fn setting(&self) -> Setting {
        let mut setting = Setting::new(self.trial, self.on, self.audience);
        for (anchor, day) in &self.fixed {
            setting.fix(self.trial, anchor, *day).unwrap_or_else(|reason| panic!("{reason}"));
        }
        setting
    }

    pub fn assess(&self) -> Assessment {
        assess(self.trial, &self.read(), &self.setting())
    }

    /// Returns the answers that contradict each other.
    pub fn conflicts(&self) -> Vec<Conflict> {
        engine::Case::new(self.trial, self.read(), self.setting()).conflicts(self.trial)
    }

    pub fn result(&self) -> Json {
        let answers = self.read();
        let setting = self.setting();
        result(self.trial, &answers, &setting, &assess(self.trial, &answers, &setting), "en")
    }

    /// Returns the verdict's id, and the day of *not yet*.
    pub fn verdict(&self) -> String {
        verdict(&self.assess())
    }

    /// Returns the id of a criterion's status.
    pub fn status(&self, criterion: &str) -> &'static str {
        let criteria = &self.trial.criteria;
        let place = criteria.iter().position(|known| known.id == criterion);
        self.assess().statuses[place.unwrap_or_else(|| panic!("no criterion {criterion}"))].id()
    }
}

pub fn verdict(assessment: &Assessment) -> String {
    let from = assessment.verdict.eligible_from().map_or(String::new(), |day| format!(" from {day}"));
    format!("{}{from}", assessment.verdict.id())
}

/// Returns whether no completion of what is still open passes today.
pub fn ruled_out(assessment: &Assessment) -> bool {
    matches!(assessment.verdict, Verdict::NotEligible | Verdict::NotYet(_))
}
