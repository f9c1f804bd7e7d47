//! Small definitions with random rules, in every form of the language, over a few questions.

use prescreener::definition::{Definition, read};
use prescreener::diagnostics::Document;
use prescreener::json::Json;
use prescreener::trial::Trial;

use super::load::{json, text};
use super::random::Random;

/// Returns the questions of `tests/data/definitions/palette` with these values and criteria.
pub fn documents(values: &[(&str, String)], criteria: &[String]) -> Vec<Document> {
    let Json::Object(mut entries) = json(&text("tests/data/definitions/palette/trial.json")) else {
        panic!("no object")
    };
    let word = |text: &str| Json::Text(text.to_owned());
    let values = values.iter().map(|(id, rule)| Json::object([("id", word(id)), ("rule", word(rule))]));
    entries.push(("values".to_owned(), Json::List(values.collect())));
    let criteria = criteria.iter().enumerate().map(|(place, rule)| {
        // Every third is an exclusion, and every fifth cannot rule out.
        let kind = if place % 3 == 2 { "exclusion" } else { "inclusion" };
        let strength = if place % 5 == 4 { "advisory" } else { "binding" };
        Json::object([
            ("id", word(&format!("C{place}"))),
            ("kind", word(kind)),
            ("strength", word(strength)),
            ("judged_by", word("participant")),
            ("rule", word(rule)),
            ("source", Json::texts(["S"])),
            ("confidence", word("several_sources")),
        ])
    });
    entries.push(("criteria".to_owned(), Json::List(criteria.collect())));
    vec![Document { path: "palette.json".to_owned(), content: Json::Object(entries) }]
}

pub fn checked(documents: &[Document]) -> (Trial, Definition) {
    let trial = Trial::check(documents).unwrap_or_else(|findings| panic!("{findings:#?}\nin {}", documents[0].content));
    (trial, read(documents).0)
}

/// Writes random rules that type-check.
pub struct Rules<'a> {
    pub random: &'a mut Random,
    /// Whether a rule may leave a point open: `undecided`, or an interval.
    pub open_points: bool,
    /// Whether the values `flag` and `load` may be used.
    pub values: bool,
}

impl Rules<'_> {
    fn one(&mut self, of: &[&str]) -> String {
        of[self.random.below(of.len())].to_owned()
    }

    /// Returns a statement.
    pub fn truth(&mut self, depth: usize) -> String {
        if depth == 0 || self.random.percent(25) {
            return self.leaf();
        }
        let below = depth - 1;
        match self.random.below(10) {
            0 | 1 => format!("({} and {})", self.truth(below), self.truth(below)),
            2 | 3 => format!("({} or {})", self.truth(below), self.truth(below)),
            4 => format!("not ({})", self.truth(below)),
            5 => {
                let count = self.one(&["at least 2", "at most 1", "exactly 1", "any", "all", "none"]);
                format!("{count} of ({}, {}, {})", self.truth(below), self.truth(below), self.truth(below))
            }
            6 => format!("(if {} then {} else {})", self.truth(below), self.truth(below), self.truth(below)),
            7 => {
                let sign = self.one(&["<", "<=", ">", ">=", "=", "!="]);
                format!("{} {sign} {}", self.amount(below), self.amount(below))
            }
            8 => {
                let each = self.one(&["any", "all"]);
                match self.random.below(3) {
                    0 => {
                        let table = if self.open_points { "factor" } else { "settled_factor" };
                        format!("{each} for each herbs in kept of (herb_weight * {table} >= {})", self.constant())
                    }
                    1 => format!("{each} for each herbs of ({})", self.window("herb_cut_on")),
                    _ => format!("{each} for each herbs in kept of (herb_weight > 0 mg and {})", self.truth(below)),
                }
            }
            _ => self.leaf(),
        }
    }

    fn leaf(&mut self) -> String {
        match self.random.below(14) {
            0 => self.one(&["warm", "dry", "true", "false"]),
            1 => self.one(&[
                "colour is red",
                "colour is not blue",
                "colour is one of (red, blue)",
                "colour is one of bright",
            ]),
            2 => self.one(&["herbs includes mint", "herbs includes none", "herbs includes any of kept"]),
            3 => self.one(&[
                "herbs includes all of (mint, dill)",
                "herbs includes none of (sage, dill)",
                "any of (herbs, dry)",
            ]),
            4 => self.one(&["mark.band is middle", "mark.band is one of (middle, high)", "mark.points >= 1.1"]),
            5 => self.one(&["mark.subgroup is left", "mark.subgroup is not one of (left, right)", "mark.points < 2.9"]),
            6 | 7 => {
                let date = self.one(&["sown_on", "cut_on"]);
                self.window(&date)
            }
            8 => {
                let sign = self.one(&["<", "<=", ">", ">=", "=", "!="]);
                let other = self.one(&["2024-02-29", "2024-03-01", "cut_on", "start", "later"]);
                format!("sown_on {sign} {other}")
            }
            9 if self.open_points => self.one(&["undecided", "weight >= 1 to 3 mg", "(dry and undecided)"]),
            10 if self.values => "flag".to_owned(),
            _ => {
                let sign = self.one(&["<", "<=", ">", ">=", "=", "!="]);
                format!("{} {sign} {}", self.amount(1), self.constant())
            }
        }
    }

    /// Returns a condition on the distance of a date before an anchor.
    pub fn window(&mut self, date: &str) -> String {
        let how = self.one(&["at least", "within"]);
        let count = self.one(&["0 days", "1 day", "9 days", "1 week", "2 weeks", "1 month", "1 year", "30 days"]);
        let anchor = self.one(&["start", "later", "much_later", "cut_on"]);
        if self.random.percent(15) {
            return format!("years from {date} to {anchor} {} 1", self.one(&[">=", "<"]));
        }
        format!("{date} {how} {count} before {anchor}")
    }

    fn constant(&mut self) -> String {
        self.one(&["0 mg", "1 mg", "1.5 mg", "2 mg", "3", "4 mg"])
    }

    /// Returns an amount in mg.
    fn amount(&mut self, depth: usize) -> String {
        if depth == 0 || self.random.percent(20) {
            return match self.random.below(6) {
                0 if self.values => "load".to_owned(),
                1 if self.open_points => "1 to 2.5 mg".to_owned(),
                2 => self.constant(),
                _ => "weight".to_owned(),
            };
        }
        let below = depth - 1;
        match self.random.below(6) {
            0 => format!("({} + {})", self.amount(below), self.amount(below)),
            1 => format!("({} - {})", self.amount(below), self.amount(below)),
            2 => format!("{} / share", self.amount(below)),
            3 => format!("{} * {}", self.one(&["share", "0.5", "3"]), self.amount(below)),
            4 if self.open_points => "total for each herbs in kept of (herb_weight * factor)".to_owned(),
            4 => "total for each herbs in kept of (herb_weight / settled_factor)".to_owned(),
            _ => format!("(if {} then {} else {})", self.leaf(), self.amount(below), self.amount(below)),
        }
    }
}
