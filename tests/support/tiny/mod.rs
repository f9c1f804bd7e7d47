//! Tiny definitions with random rules, small enough to examine every completion.

pub mod answers;
mod definition;
pub mod rules;
pub mod shrink;

use prescreener::diagnostics::Document;
use prescreener::json::Json;
use prescreener::trial::Trial;
use prescreener::value::Date;

use super::case::{Case, day};
use super::exact::{Person, Space};
use super::naive::{Naive, calendar};
use super::random::Random;
use super::small::checked;
use rules::Theme;

/// Days of assessment, some near the ends of months.
const DAYS: [&str; 6] = ["2024-03-05", "2024-02-27", "2025-02-26", "2026-12-30", "2024-01-29", "2026-11-22"];

/// The most completions that a definition may have.
const MOST: usize = 4_000;

pub struct Tiny {
    pub on: Date,
    pub trial: Trial,
    pub space: Space,
    pub content: Json,
}

impl Tiny {
    /// Creates a definition assessed from a day on.
    pub fn new(content: Json, on: Date) -> Tiny {
        let (trial, read) = checked(&[Document { path: "tiny.json".to_owned(), content: content.clone() }]);
        let space = Space::new(Naive::new(read), calendar::parse(&on.to_string()));
        Tiny { on, trial, space, content }
    }

    /// Draws a definition that is not too large.
    pub fn draw(random: &mut Random, theme: Theme, ruled: bool) -> Tiny {
        loop {
            let on = day(DAYS[random.below(DAYS.len())]);
            let tiny = Tiny::new(definition::draw(random, theme, ruled, on), on);
            let all: Vec<usize> = (0..tiny.space.statements.len()).collect();
            // A date of birth is always answered, at least to the month.
            let born = tiny.space.slot("born_on");
            let dims: Vec<usize> = tiny.space.dims(&all).into_iter().filter(|dim| *dim != born).collect();
            let nobody = Person::of(&tiny.space, &Case::new(&tiny.trial, on));
            let frame = nobody.on(&tiny.space, nobody.on);
            let small = dims.len() > 1 && tiny.space.count(&dims, &frame) <= MOST;
            // Most drawn criteria contradict each other; a few such definitions are enough.
            if small && (random.percent(10) || tiny.space.passes(&frame)) {
                return tiny;
            }
        }
    }

    /// Returns what a reader needs to see the case: everything specific to it.
    pub fn shown(&self, case: &Case<'_>) -> String {
        let definition = &self.space.naive.definition;
        let mut lines = vec![format!("on {} {:?} {:?} {}", case.on, case.audience, case.fixed, case.json())];
        for anchor in &definition.anchors {
            lines.push(format!("anchor {} from {:?} {:?}", anchor.id, anchor.from, anchor.days));
        }
        for question in &definition.questions {
            let rule = question.ask_when.as_ref().map(|rule| format!(" when {}", rule.text));
            if rule.is_some() || question.asked_of != prescreener::trial::Audience::Participant {
                lines.push(format!("{} asked of {:?}{}", question.id, question.asked_of, rule.unwrap_or_default()));
            }
        }
        lines.extend(definition.values.iter().map(|value| format!("{} = {}", value.id, value.rule.text)));
        for criterion in &definition.criteria {
            let rule = criterion.rule.as_ref().map_or("", |rule| rule.text.as_str());
            let (role, strength, by) = (criterion.role, criterion.strength, criterion.judged_by);
            lines.push(format!("{} {role:?} {strength:?} {by:?}: {rule}", criterion.id));
        }
        for key in ["consistent", "tables", "scores", "implied", "order"] {
            lines.extend(self.content.get(key).map(|part| format!("{key}: {part}")));
        }
        lines.join("\n")
    }
}
