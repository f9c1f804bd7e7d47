//! A second evaluator, as plain as can be: one world at a time, in which every answer, every day and every open point is
//! fixed. It shares with the engine the reading of definitions and the syntax tree of rules, and nothing else.

pub mod calendar;
mod score;
mod value;
pub mod world;

use std::collections::{BTreeMap, BTreeSet};

use prescreener::definition::{Criterion, Definition};
use prescreener::rule::{Arithmetic, Comparison, Each, Expr, Inclusion, Kind, Names, parse};
use prescreener::trial::{JudgedBy, QuestionKind, Role, Strength};
use prescreener::value::{Duration, Number};

pub use value::{Fraction, Value};
pub use world::World;

pub struct Naive {
    pub definition: Definition,
    /// Each rule's tree by its text.
    rules: BTreeMap<String, Expr>,
}

/// The question and its option that a rule is read for.
type AtHand<'a> = Option<(&'a str, &'a str)>;

impl Naive {
    pub fn new(definition: Definition) -> Naive {
        let mut texts: Vec<&str> = definition.values.iter().map(|value| value.rule.text.as_str()).collect();
        texts.extend(definition.criteria.iter().filter_map(|one| Some(one.rule.as_ref()?.text.as_str())));
        for score in &definition.scores {
            texts.extend(score.columns.iter().filter_map(|column| Some(column.when.as_ref()?.text.as_str())));
            texts.extend(score.items.iter().flat_map(|item| &item.cases).map(|(when, _)| when.text.as_str()));
            if let Some(groups) = &score.subgroups {
                texts.push(&groups.when.text);
                texts.extend(groups.cases.iter().filter_map(|case| Some(case.when.as_ref()?.text.as_str())));
            }
        }
        let rules = texts.into_iter().map(|text| (text.to_owned(), parse(text).unwrap())).collect();
        Naive { definition, rules }
    }

    pub fn tree(&self, rule: &str) -> &Expr {
        &self.rules[rule]
    }

    pub fn trees(&self) -> impl Iterator<Item = &Expr> {
        self.rules.values()
    }

    /// A criterion's status in one world: the word, or `unknown` where it is never decided.
    pub fn status(&self, criterion: &Criterion, world: &World) -> &'static str {
        let Some(rule) = &criterion.rule else { return "unknown" };
        if criterion.judged_by == JudgedBy::Site {
            return "unknown";
        }
        let holds = self.rule(&rule.text, world).truth();
        match (holds == (criterion.role == Role::Inclusion), criterion.strength) {
            (true, _) => "met",
            (false, Strength::Binding) => "not_met",
            (false, Strength::Advisory) => "unknown",
        }
    }

    pub(super) fn rule(&self, text: &str, world: &World) -> Value {
        self.eval(self.tree(text), world, None)
    }

    fn eval(&self, expr: &Expr, world: &World, at: AtHand<'_>) -> Value {
        let part = |expr: &Expr| self.eval(expr, world, at);
        match &expr.kind {
            Kind::Amount(least, most, _) => Value::Number(between(*least, *most, world)),
            Kind::Day(day) => Value::Day(calendar::parse(&day.to_string())),
            Kind::Fixed(known) => Value::Truth(*known),
            Kind::Undecided => Value::Truth(world.choose(2) == 1),
            Kind::Name(name) => self.name(name, world, at),
            Kind::Not(inner) => Value::Truth(!part(inner).truth()),
            Kind::Count { least, most, of } => {
                let holding = of.iter().filter(|one| self.holds(&part(one), one)).count();
                Value::Truth(*least <= holding && holding <= *most)
            }
            Kind::Compare(comparison, a, b) => Value::Truth(compare(*comparison, &part(a), &part(b))),
            Kind::Is(subject, names) => {
                let Value::One(option) = part(subject) else { panic!("`is` needs one option") };
                Value::Truth(self.named(names).contains(&option))
            }
            Kind::Includes(subject, inclusion, names) => {
                let Value::Several(chosen) = part(subject) else { panic!("`includes` needs options") };
                let names = self.named(names);
                Value::Truth(match inclusion {
                    Inclusion::Any => !names.is_disjoint(&chosen),
                    Inclusion::All => names.is_subset(&chosen),
                    Inclusion::Neither => names.is_disjoint(&chosen),
                })
            }
            Kind::LongBefore(day, by, anchor) => Value::Truth(part(day).day() <= earlier(part(anchor).day(), *by)),
            Kind::ShortlyBefore(day, by, anchor) => {
                let (day, anchor) = (part(day).day(), part(anchor).day());
                Value::Truth(earlier(anchor, *by) <= day && day <= anchor)
            }
            Kind::Arithmetic(arithmetic, a, b) => {
                let (a, b) = (part(a).number(), part(b).number());
                Value::Number(match arithmetic {
                    Arithmetic::Plus => a.plus(b),
                    Arithmetic::Minus => a.minus(b),
                    Arithmetic::Times => a.times(b),
                    Arithmetic::Over => a.over(b),
                })
            }
            Kind::Years(from, to) => {
                let years = calendar::years(part(from).day(), part(to).day());
                Value::Number(Fraction::new(years.into(), 1))
            }
            Kind::ForEach { each, question, list, body } => {
                let list = list.as_ref().map(|spot| self.list(&spot.name));
                let Value::Several(chosen) = &world.answers[&question.name] else { panic!("{}", question.name) };
                let through = chosen.iter().filter(|option| match &list {
                    Some(list) => list.contains(*option),
                    None => self.naming(&question.name).contains(*option),
                });
                let parts: Vec<Value> =
                    through.map(|option| self.eval(body, world, Some((&question.name, option)))).collect();
                match each {
                    Each::Total => {
                        Value::Number(parts.iter().fold(Fraction::new(0, 1), |sum, one| sum.plus(one.number())))
                    }
                    Each::Any => Value::Truth(parts.iter().any(Value::truth)),
                    Each::All => Value::Truth(parts.iter().all(Value::truth)),
                }
            }
            Kind::If(test, then, otherwise) => {
                if part(test).truth() {
                    part(then)
                } else {
                    part(otherwise)
                }
            }
        }
    }

    /// Whether a part of a count holds: a statement, or something chosen that does not stand alone.
    fn holds(&self, value: &Value, expr: &Expr) -> bool {
        match (value, &expr.kind) {
            (Value::Several(chosen), Kind::Name(question)) => !self.naming(question).is_disjoint(chosen),
            _ => value.truth(),
        }
    }

    fn name(&self, name: &str, world: &World, at: AtHand<'_>) -> Value {
        let definition = &self.definition;
        if let Some(value) = definition.values.iter().find(|value| value.id == name) {
            return self.rule(&value.rule.text, world);
        }
        if let Some((id, part)) = name.split_once('.') {
            let score = definition.scores.iter().find(|score| score.id == id).unwrap();
            return self.score(score, part, world);
        }
        if let Some(day) = world.anchors.get(name) {
            return Value::Day(*day);
        }
        if let Some(table) = definition.tables.iter().find(|table| table.id == name) {
            let option = at.filter(|(question, _)| *question == table.by).unwrap().1;
            let row = table.rows.iter().find(|row| row.option == option).unwrap();
            return Value::Number(between(row.least, row.most, world));
        }
        let question = definition.questions.iter().find(|question| question.id == name);
        let question = question.unwrap_or_else(|| panic!("unknown name {name}"));
        let key = match &question.for_each {
            Some(each) => format!("{name}.{}", at.filter(|(of, _)| *of == each.question).unwrap().1),
            None => name.to_owned(),
        };
        world.answers[&key].clone()
    }

    fn named(&self, names: &Names) -> BTreeSet<String> {
        match names {
            Names::Options(spots) => spots.iter().map(|spot| spot.name.clone()).collect(),
            Names::List(spot) => self.list(&spot.name),
        }
    }

    fn list(&self, id: &str) -> BTreeSet<String> {
        self.definition.lists.iter().find(|list| list.id == id).unwrap().options.iter().cloned().collect()
    }

    /// The options of a question that do not stand alone.
    fn naming(&self, id: &str) -> BTreeSet<String> {
        let question = self.definition.questions.iter().find(|question| question.id == id).unwrap();
        let QuestionKind::Several { options, exclusive } = &question.kind else { panic!("{id} has no options") };
        let options = options.iter().enumerate().filter(|(place, _)| exclusive >> place & 1 == 0);
        options.map(|(_, option)| option.clone()).collect()
    }
}

fn between(least: Number, most: Number, world: &World) -> Fraction {
    let ends = [least, most].map(|end| Fraction::parse(&end.to_string()));
    if least == most { ends[0] } else { ends[world.choose(2)] }
}

fn earlier(day: calendar::Day, by: Duration) -> calendar::Day {
    match by {
        Duration::Days(days) => day - i64::from(days),
        Duration::Months(months) => calendar::months_before(day, months.into()),
    }
}

fn compare(comparison: Comparison, a: &Value, b: &Value) -> bool {
    match comparison {
        Comparison::Equal => a == b,
        Comparison::Unequal => a != b,
        Comparison::Less => a < b,
        Comparison::AtMost => a <= b,
        Comparison::More => a > b,
        Comparison::AtLeast => a >= b,
    }
}
