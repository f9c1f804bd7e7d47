//! A second evaluator, as plain as can be: one world at a time, in which every answer, every day and every open point is
//! fixed. It shares with the engine the reading of definitions and the syntax tree of rules, and nothing else.

pub mod calendar;
mod heard;
mod open;
mod reads;
mod tree;
mod value;
pub mod world;

use std::borrow::Cow;

use prescreener::definition::Definition;
use prescreener::definition::rule::{Arithmetic, Comparison, Each, Expr, Inclusion, parse};
use prescreener::trial::{JudgedBy, Role, Strength};
use prescreener::value::Duration;

use tree::{Making, Tree};

pub use open::{Point, Ways, fraction};
pub use reads::Reads;
pub use value::{Fraction, Value};
pub use world::World;

pub struct Naive {
    pub definition: Definition,
    /// The criteria's rules.
    criteria: Vec<Option<Tree>>,
    consistency: Vec<Tree>,
    scores: Vec<ScoreTrees>,
    /// When each question is asked, for each option if it is asked for options.
    conditions: Vec<Vec<(Option<String>, Tree)>>,
}

/// The parts of a score.
pub struct ScoreTrees {
    points: Tree,
    band: Option<Tree>,
    applies: Option<Tree>,
    leaf: Option<Tree>,
}

/// What a score comes to in one world: points, the band, and the subgroup if there is one.
pub type Scored = (Fraction, Option<String>, Option<String>);

impl Naive {
    pub fn new(definition: Definition) -> Naive {
        let mut making = Making::new(&definition);
        let criteria =
            definition.criteria.iter().map(|criterion| Some(making.rule(criterion.rule.as_ref()?))).collect();
        let consistency = definition.consistency.iter().map(|rule| making.rule(&rule.rule)).collect();
        let mut scores = Vec::new();
        for score in &definition.scores {
            scores.push(ScoreTrees {
                points: making.score(score, "points"),
                band: (!score.bands.is_empty()).then(|| making.score(score, "band")),
                applies: score.subgroups.as_ref().map(|tree| making.rule(&tree.when)),
                leaf: score.subgroups.as_ref().map(|_| making.score(score, "subgroup")),
            });
        }
        let mut conditions = Vec::new();
        for question in &definition.questions {
            let Some(rule) = &question.ask_when else {
                conditions.push(Vec::new());
                continue;
            };
            let made = making
                .options(question)
                .into_iter()
                .map(|option| (option.map(str::to_owned), making.rule_for(rule, question, option)));
            conditions.push(made.collect());
        }
        Naive { criteria, consistency, scores, conditions, definition }
    }

    /// All rules as written, in the order of their texts.
    pub fn rules(&self) -> Vec<Expr> {
        let definition = &self.definition;
        let mut texts: Vec<&str> = definition.values.iter().map(|value| value.rule.text.as_str()).collect();
        texts.extend(definition.criteria.iter().filter_map(|one| Some(one.rule.as_ref()?.text.as_str())));
        texts.extend(definition.questions.iter().filter_map(|one| Some(one.ask_when.as_ref()?.text.as_str())));
        texts.extend(definition.implied.iter().map(|one| one.when.text.as_str()));
        for score in &definition.scores {
            texts.extend(score.columns.iter().filter_map(|column| Some(column.when.as_ref()?.text.as_str())));
            texts.extend(score.items.iter().flat_map(|item| &item.cases).map(|(when, _)| when.text.as_str()));
            texts.extend(
                score
                    .subgroups
                    .iter()
                    .flat_map(|groups| &groups.cases)
                    .filter_map(|case| Some(case.when.as_ref()?.text.as_str())),
            );
        }
        texts.sort_unstable();
        texts.dedup();
        texts.into_iter().map(|text| parse(text).unwrap()).collect()
    }

    /// The status of the criterion at a place in one world: the word, or `unknown` where it is never decided.
    pub fn status(&self, place: usize, world: &World) -> &'static str {
        let criterion = &self.definition.criteria[place];
        if criterion.judged_by == JudgedBy::Site || criterion.rule.is_none() {
            return "unknown";
        }
        match (self.in_order(place, world), criterion.strength) {
            (true, _) => "met",
            (false, Strength::Binding) => "not_met",
            (false, Strength::Advisory) => "unknown",
        }
    }

    /// Whether the rule of the criterion at a place is as it must be.
    pub fn in_order(&self, place: usize, world: &World) -> bool {
        let holds = self.criteria[place].as_ref().unwrap().truth(world);
        holds == (self.definition.criteria[place].role == Role::Inclusion)
    }

    /// Whether a world keeps a consistency rule, where that says something.
    pub fn keeps(&self, rule: usize, world: &World) -> bool {
        self.consistency[rule].truth(world)
    }

    /// What a score comes to in one world.
    pub fn scored(&self, score: usize, world: &World) -> Scored {
        let ScoreTrees { points, band, applies, leaf } = &self.scores[score];
        let one = |tree: &Tree| tree.value(world).one().to_owned();
        let applies = applies.as_ref().is_some_and(|applies| applies.truth(world));
        (points.value(world).number(), band.as_ref().map(one), leaf.as_ref().filter(|_| applies).map(one))
    }

    /// Whether the question at a place is asked in one world, for an option if it is asked for one.
    pub fn asked(&self, question: usize, option: Option<&str>, world: &World) -> bool {
        let chosen = self.definition.questions[question].for_each.iter().zip(option).all(|(each, option)| {
            let Value::Several(chosen) = &world.answers[&each.question] else { panic!("{}", each.question) };
            chosen.contains(option)
        });
        chosen && self.condition(question, option).is_none_or(|when| when.truth(world))
    }

    fn condition(&self, question: usize, option: Option<&str>) -> Option<&Tree> {
        let conditions = self.conditions[question].iter();
        { conditions }.find(|(of, _)| of.as_deref() == option).map(|(_, when)| when)
    }
}

impl Tree {
    fn truth(&self, world: &World) -> bool {
        self.value(world).truth()
    }

    fn value<'a>(&'a self, world: &'a World) -> Cow<'a, Value> {
        let number = |tree: &Tree| tree.value(world).number();
        let day = |tree: &Tree| tree.value(world).day();
        Cow::Owned(match self {
            Tree::Known(value) => return Cow::Borrowed(value),
            Tree::Answer(key) => return Cow::Borrowed(&world.answers[key]),
            Tree::Named(tree) => return tree.value(world),
            Tree::Today => Value::Day(world.today),
            Tree::Anchor(id) => Value::Day(world.anchors[id]),
            Tree::Open(point, ways) => world.point(point, ways),
            Tree::Not(part) => Value::Truth(!part.truth(world)),
            Tree::Count(least, most, of) => {
                let holding = of.iter().filter(|part| part.truth(world)).count();
                Value::Truth((*least..=*most).contains(&holding))
            }
            Tree::Compare(comparison, a, b) => Value::Truth(compare(*comparison, &a.value(world), &b.value(world))),
            Tree::Is(subject, names) => {
                let subject = subject.value(world);
                let Value::One(option) = &*subject else { panic!("`is` needs one option") };
                Value::Truth(names.contains(option))
            }
            Tree::Includes(subject, inclusion, names) => {
                let subject = subject.value(world);
                let Value::Several(chosen) = &*subject else { panic!("`includes` needs options") };
                Value::Truth(match inclusion {
                    Inclusion::Any => !names.is_disjoint(chosen),
                    Inclusion::All => names.is_subset(chosen),
                    Inclusion::Neither => names.is_disjoint(chosen),
                })
            }
            Tree::LongBefore(a, by, b) => Value::Truth(day(a) <= earlier(day(b), *by)),
            Tree::ShortlyBefore(a, by, b) => Value::Truth((earlier(day(b), *by)..=day(b)).contains(&day(a))),
            Tree::Arithmetic(arithmetic, a, b) => {
                let (a, b) = (number(a), number(b));
                Value::Number(match arithmetic {
                    Arithmetic::Plus => a.plus(b),
                    Arithmetic::Minus => a.minus(b),
                    Arithmetic::Times => a.times(b),
                    Arithmetic::Over => a.over(b),
                })
            }
            Tree::Years(from, to) => Value::Number(Fraction::new(calendar::years(day(from), day(to)).into(), 1)),
            Tree::ForEach(each, question, parts) => for_each(*each, &world.answers[question], parts, world),
            Tree::If(test, then, otherwise) => {
                return if test.truth(world) { then.value(world) } else { otherwise.value(world) };
            }
            Tree::Points(score) => Value::Number(score.points(world).0),
            Tree::Band(score, bands) => {
                let (points, column) = score.points(world);
                let begun = |(_, from): &&(String, Vec<Fraction>)| from.get(column).is_none_or(|from| *from <= points);
                Value::One(bands.iter().rev().find(begun).unwrap().0.clone())
            }
            Tree::Group(cases) => {
                let holds = |when: &Option<Tree>| when.as_ref().is_none_or(|when| when.truth(world));
                Value::One(cases.iter().find(|(when, _)| holds(when)).unwrap().1.clone())
            }
        })
    }
}

fn for_each(each: Each, answer: &Value, parts: &[(String, Tree)], world: &World) -> Value {
    let Value::Several(chosen) = answer else { panic!("`for each` needs options") };
    let mut parts = parts.iter().filter(|(option, _)| chosen.contains(option)).map(|(_, part)| part);
    match each {
        Each::Total => {
            let add = |sum: Fraction, part: &Tree| sum.plus(part.value(world).number());
            Value::Number(parts.fold(Fraction::new(0, 1), add))
        }
        Each::Any => Value::Truth(parts.any(|part| part.truth(world))),
        Each::All => Value::Truth(parts.all(|part| part.truth(world))),
    }
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
