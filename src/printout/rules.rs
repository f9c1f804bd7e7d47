//! A rule as written, and the meanings of the names in it.

use maud::{Markup, html};

use super::html::joined;
use super::link;
use super::protocol::Protocol;
use crate::definition::RuleText;
use crate::definition::rule::{Expr, Kind, Names, parse};
use crate::interview::words::option_key;

/// Returns a rule and the meanings of its names.
pub(super) fn rule(protocol: &Protocol<'_>, rule: &RuleText) -> Markup {
    let mut names = Glossary { protocol, found: Vec::new() };
    if let Ok(parsed) = parse(&rule.text) {
        names.part(&parsed);
    }
    let found = names.found.iter().map(|(name, meaning)| html! { code { (name) } " = " (meaning) });
    html! {
        code.rule { (rule.text) }
        @if !names.found.is_empty() {
            p.names { (protocol.label("protocol.rule.names")) " " (joined(found, "; ")) "." }
        }
    }
}

/// Returns a link to a part of the definition in the document, by its short name there. Returns `None` if there is no
/// such part.
pub(super) fn reference(protocol: &Protocol<'_>, name: &str) -> Option<Markup> {
    let definition = protocol.definition;
    if let Some(number) = protocol.number(name) {
        let question = definition.question(name).and_then(|index| definition.questions.get(index))?;
        let number = number.to_string();
        let short_name = |key| protocol.own_text(key, &[("number", &number)]);
        return Some(match protocol.asks(question) {
            true => link(&format!("q{number}"), short_name("protocol.question")),
            false => html! { (short_name("protocol.question.left_out")) },
        });
    }
    if definition.anchor(name).is_some() {
        return Some(link(&format!("name-{name}"), protocol.message(&format!("anchor.{name}"))));
    }
    let numbered = |mut ids: &mut dyn Iterator<Item = &String>, kind: &str| {
        let number = Iterator::position(&mut ids, |id| id == name)?.saturating_add(1).to_string();
        Some(link(
            &format!("name-{name}"),
            protocol.own_text(&format!("protocol.{kind}.number"), &[("number", &number)]),
        ))
    };
    numbered(&mut definition.lists.iter().map(|list| &list.id), "list")
        .or_else(|| numbered(&mut definition.tables.iter().map(|table| &table.id), "table"))
        .or_else(|| numbered(&mut definition.values.iter().map(|value| &value.id), "value"))
        .or_else(|| score_part(protocol, name))
}

fn score_part(protocol: &Protocol<'_>, name: &str) -> Option<Markup> {
    let (id, part) = name.split_once('.')?;
    protocol.definition.scores.iter().find(|score| score.id == id)?;
    let score = protocol.text(&format!("score.{id}"));
    Some(link(&format!("name-{id}"), protocol.own_text(&format!("protocol.score.{part}"), &[("score", &score)])))
}

struct Glossary<'a> {
    protocol: &'a Protocol<'a>,
    /// Each name once, in its order in the rule.
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
        self.add(name, reference(self.protocol, name));
    }

    fn part(&mut self, expr: &Expr) {
        match &expr.kind {
            Kind::Amount(..) | Kind::Day(_) | Kind::Fixed(_) => {}
            Kind::Undecided => self.add("undecided", Some(self.protocol.label("protocol.rule.undecided"))),
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

    /// Adds the options that a part of a rule is compared with.
    fn options(&mut self, subject: &Expr, names: &Names) {
        let options = match names {
            Names::List(list) => return self.name(&list.name),
            Names::Options(options) => options,
        };
        let Kind::Name(of) = &subject.kind else { return };
        for option in options {
            let key = match of.split_once('.') {
                Some((score, part)) => Some(format!("{part}.{score}.{}", option.name)),
                None => self
                    .protocol
                    .trial
                    .questions
                    .iter()
                    .find(|one| one.id == *of)
                    .map(|one| option_key(one, &option.name)),
            };
            let meaning = key.map(|key| html! { "“" (self.protocol.message(&key)) "”" });
            self.add(&option.name, meaning);
        }
    }
}
