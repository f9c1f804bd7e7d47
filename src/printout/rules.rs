//! A rule as it is written, and what the names in it mean.

use maud::{Markup, html};

use super::html::joined;
use super::link;
use super::words::Paper;
use crate::definition::RuleText;
use crate::definition::rule::{Expr, Kind, Names, parse};
use crate::interview::words::option_key;

/// A rule and its names.
pub(super) fn rule(paper: &Paper<'_>, rule: &RuleText) -> Markup {
    let mut names = Glossary { paper, found: Vec::new() };
    if let Ok(parsed) = parse(&rule.text) {
        names.part(&parsed);
    }
    let found = names.found.iter().map(|(name, meaning)| html! { code { (name) } " = " (meaning) });
    html! {
        code.rule { (rule.text) }
        @if !names.found.is_empty() {
            p.names { (paper.put("paper.rule.names")) " " (joined(found, "; ")) "." }
        }
    }
}

/// Where a part of the definition stands in the document, and its short name there.
pub(super) fn reference(paper: &Paper<'_>, name: &str) -> Option<Markup> {
    let definition = paper.definition;
    if let Some(number) = paper.number(name) {
        let question = definition.question(name).and_then(|place| definition.questions.get(place))?;
        let number = number.to_string();
        let named = |key| paper.frame(key, &[("number", &number)]);
        return Some(match paper.asks(question) {
            true => link(&format!("q{number}"), named("paper.question")),
            false => html! { (named("paper.question.left_out")) },
        });
    }
    if definition.anchor(name).is_some() {
        return Some(link(&format!("name-{name}"), paper.said(&format!("anchor.{name}"))));
    }
    let held = |mut ids: &mut dyn Iterator<Item = &String>, kind: &str| {
        let place = Iterator::position(&mut ids, |id| id == name)?.saturating_add(1).to_string();
        Some(link(&format!("name-{name}"), paper.frame(&format!("paper.{kind}.number"), &[("number", &place)])))
    };
    held(&mut definition.lists.iter().map(|list| &list.id), "list")
        .or_else(|| held(&mut definition.tables.iter().map(|table| &table.id), "table"))
        .or_else(|| held(&mut definition.values.iter().map(|value| &value.id), "value"))
        .or_else(|| score_part(paper, name))
}

fn score_part(paper: &Paper<'_>, name: &str) -> Option<Markup> {
    let (id, part) = name.split_once('.')?;
    paper.definition.scores.iter().find(|score| score.id == id)?;
    let score = paper.text(&format!("score.{id}"));
    Some(link(&format!("name-{id}"), paper.frame(&format!("paper.score.{part}"), &[("score", &score)])))
}

struct Glossary<'a> {
    paper: &'a Paper<'a>,
    /// Each name once, in the order of the rule.
    found: Vec<(String, Markup)>,
}

impl Glossary<'_> {
    fn add(&mut self, name: &str, meaning: Option<Markup>) {
        if let Some(meaning) = meaning
            && !self.found.iter().any(|(known, _)| known == name)
        {
            self.found.push((name.to_owned(), meaning));
        }
    }

    fn name(&mut self, name: &str) {
        self.add(name, reference(self.paper, name));
    }

    fn part(&mut self, expr: &Expr) {
        match &expr.kind {
            Kind::Amount(..) | Kind::Day(_) | Kind::Fixed(_) => {}
            Kind::Undecided => self.add("undecided", Some(self.paper.put("paper.rule.undecided"))),
            Kind::Name(name) => self.name(name),
            Kind::Not(part) => self.part(part),
            Kind::Count { of, .. } => of.iter().for_each(|part| self.part(part)),
            Kind::Compare(_, a, b)
            | Kind::LongBefore(a, _, b)
            | Kind::ShortlyBefore(a, _, b)
            | Kind::Arithmetic(_, a, b)
            | Kind::Years(a, b) => [a, b].into_iter().for_each(|part| self.part(part)),
            Kind::Is(subject, names) | Kind::Includes(subject, _, names) => {
                self.part(subject);
                self.options(subject, names);
            }
            Kind::ForEach { question, list, body, .. } => {
                self.name(&question.name);
                list.iter().for_each(|list| self.name(&list.name));
                self.part(body);
            }
            Kind::If(test, then, otherwise) => [test, then, otherwise].into_iter().for_each(|part| self.part(part)),
        }
    }

    /// The options that something is compared with.
    fn options(&mut self, subject: &Expr, names: &Names) {
        let options = match names {
            Names::List(list) => return self.name(&list.name),
            Names::Options(options) => options,
        };
        let Kind::Name(of) = &subject.kind else { return };
        for option in options {
            let key = match of.split_once('.') {
                Some((score, part)) => Some(format!("{part}.{score}.{}", option.name)),
                None => {
                    self.paper.trial.questions.iter().find(|one| one.id == *of).map(|one| option_key(one, &option.name))
                }
            };
            let meaning = key.map(|key| html! { "“" (self.paper.said(&key)) "”" });
            self.add(&option.name, meaning);
        }
    }
}
