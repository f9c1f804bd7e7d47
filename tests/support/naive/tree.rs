//! Rules with every name looked up, and written out for each option.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use prescreener::definition::rule::{Arithmetic, Comparison, Each, Expr, Inclusion, Kind, Names, parse};
use prescreener::definition::{Definition, Place, Question, RuleText, Score};
use prescreener::trial::QuestionKind;
use prescreener::value::Duration;

use super::open::{Point, Ways, fraction};
use super::{Fraction, Value, World, calendar};

pub enum Tree {
    Known(Value),
    Answer(String),
    Anchor(String),
    Today,
    Open(Point, Ways),
    Named(Rc<Tree>),
    Not(Box<Tree>),
    Count(usize, usize, Vec<Tree>),
    Compare(Comparison, Box<Tree>, Box<Tree>),
    Is(Box<Tree>, BTreeSet<String>),
    Includes(Box<Tree>, Inclusion, BTreeSet<String>),
    LongBefore(Box<Tree>, Duration, Box<Tree>),
    ShortlyBefore(Box<Tree>, Duration, Box<Tree>),
    Arithmetic(Arithmetic, Box<Tree>, Box<Tree>),
    Years(Box<Tree>, Box<Tree>),
    /// The parts by the options of a question.
    ForEach(Each, String, Vec<(String, Tree)>),
    If(Box<Tree>, Box<Tree>, Box<Tree>),
    Points(Rc<Sum>),
    /// Bands from the lowest, each with where it begins in each column.
    Band(Rc<Sum>, Vec<(String, Vec<Fraction>)>),
    Group(Vec<(Option<Tree>, String)>),
}

/// A score's columns, and for each item its cases with their points in each column.
pub struct Sum {
    pub columns: Vec<Option<Tree>>,
    pub items: Vec<Vec<(Tree, Vec<Fraction>)>>,
}

impl Sum {
    /// The sum, and the column by which it is made.
    pub fn points(&self, world: &World) -> (Fraction, usize) {
        let used = |when: &Option<Tree>| when.as_ref().is_none_or(|when| when.truth(world));
        let column = self.columns.iter().position(used).unwrap();
        let of_item = |cases: &Vec<(Tree, Vec<Fraction>)>| {
            let case = cases.iter().find(|(when, _)| when.truth(world));
            case.map_or(Fraction::new(0, 1), |(_, points)| points[column])
        };
        (self.items.iter().map(of_item).fold(Fraction::new(0, 1), Fraction::plus), column)
    }
}

/// Makes trees of a definition's rules; a named value and a part of a score are made once.
pub struct Making<'a> {
    definition: &'a Definition,
    named: BTreeMap<String, Rc<Tree>>,
    sums: BTreeMap<String, Rc<Sum>>,
}

/// Where a part of a rule stands, and the questions' options that it is read for.
#[derive(Clone)]
struct Here<'a> {
    rule: &'a Place,
    options: Vec<(&'a str, &'a str)>,
}

impl<'a> Here<'a> {
    fn option(&self, of: &str) -> &'a str {
        self.options.iter().find(|(question, _)| *question == of).unwrap().1
    }

    fn point(&self, expr: &Expr) -> Point {
        let options = self.options.iter().map(|(question, option)| ((*question).to_owned(), (*option).to_owned()));
        Point::Rule(format!("{} {}", self.rule.file, self.rule.path), expr.column, options.collect())
    }
}

impl<'a> Making<'a> {
    pub fn new(definition: &'a Definition) -> Making<'a> {
        Making { definition, named: BTreeMap::new(), sums: BTreeMap::new() }
    }

    /// The options that a question is asked for.
    pub fn options(&self, question: &'a Question) -> Vec<Option<&'a str>> {
        let Some(each) = &question.for_each else { return vec![None] };
        self.through(&each.question, each.list.as_deref()).into_iter().map(Some).collect()
    }

    pub fn rule(&mut self, rule: &'a RuleText) -> Tree {
        self.rule_at(rule, &Here { rule: &rule.place, options: Vec::new() })
    }

    /// The rule by which a question is asked, for an option if it is asked for one.
    pub fn rule_for(&mut self, rule: &'a RuleText, question: &'a Question, option: Option<&'a str>) -> Tree {
        let at_hand = question.for_each.iter().zip(option).map(|(each, option)| (each.question.as_str(), option));
        self.rule_at(rule, &Here { rule: &rule.place, options: at_hand.collect() })
    }

    fn rule_at(&mut self, rule: &'a RuleText, here: &Here<'_>) -> Tree {
        self.part(&parse(&rule.text).unwrap(), here)
    }

    fn part(&mut self, expr: &Expr, here: &Here<'_>) -> Tree {
        let mut part = |expr: &Expr| Box::new(self.part(expr, here));
        match &expr.kind {
            Kind::Amount(least, most, _) if least == most => Tree::Known(Value::Number(fraction(*least))),
            Kind::Amount(least, most, _) => Tree::Open(here.point(expr), Ways::between(*least, *most)),
            Kind::Day(day) => Tree::Known(Value::Day(calendar::parse(&day.to_string()))),
            Kind::Fixed(known) => Tree::Known(Value::Truth(*known)),
            Kind::Undecided => Tree::Open(here.point(expr), Ways::Truth),
            Kind::Name(name) => self.name(name, here),
            Kind::Not(inner) => Tree::Not(part(inner)),
            Kind::Count { least, most, of } => {
                Tree::Count(*least, *most, of.iter().map(|one| self.counted(one, here)).collect())
            }
            Kind::Compare(comparison, a, b) => Tree::Compare(*comparison, part(a), part(b)),
            Kind::Is(subject, names) => Tree::Is(part(subject), self.named(names)),
            Kind::Includes(subject, inclusion, names) => Tree::Includes(part(subject), *inclusion, self.named(names)),
            Kind::LongBefore(day, by, anchor) => Tree::LongBefore(part(day), *by, part(anchor)),
            Kind::ShortlyBefore(day, by, anchor) => Tree::ShortlyBefore(part(day), *by, part(anchor)),
            Kind::Arithmetic(arithmetic, a, b) => Tree::Arithmetic(*arithmetic, part(a), part(b)),
            Kind::Years(from, to) => Tree::Years(part(from), part(to)),
            Kind::ForEach { each, question, list, body } => {
                let through = self.through(&question.name, list.as_ref().map(|spot| spot.name.as_str()));
                let parts = through.into_iter().map(|option| {
                    let options = [&here.options[..], &[(question.name.as_str(), option)]].concat();
                    (option.to_owned(), self.part(body, &Here { rule: here.rule, options }))
                });
                Tree::ForEach(*each, question.name.clone(), parts.collect())
            }
            Kind::If(test, then, otherwise) => Tree::If(part(test), part(then), part(otherwise)),
        }
    }

    /// A part of a count: a statement, or whether something is chosen that does not stand alone.
    fn counted(&mut self, expr: &Expr, here: &Here<'_>) -> Tree {
        let part = self.part(expr, here);
        let Kind::Name(name) = &expr.kind else { return part };
        let question = self.definition.questions.iter().find(|question| question.id == *name);
        if !question.is_some_and(|question| matches!(question.kind, QuestionKind::Several { .. })) {
            return part;
        }
        let naming = self.through(name, None).into_iter().map(str::to_owned).collect();
        Tree::Includes(Box::new(part), Inclusion::Any, naming)
    }

    fn name(&mut self, name: &str, here: &Here<'_>) -> Tree {
        let definition = self.definition;
        if let Some(known) = self.named.get(name) {
            return Tree::Named(Rc::clone(known));
        }
        let value = definition.values.iter().find(|value| value.id == name);
        let score = name.split_once('.');
        let implied = definition.implied.iter().find(|implied| implied.question == name);
        let made = match (value, implied, score) {
            (Some(value), ..) => self.rule(&value.rule),
            (None, Some(implied), _) => {
                let (answer, shown) = (self.looked_up(name, here), self.rule(&implied.when));
                Tree::If(Box::new(shown), Box::new(Tree::Known(Value::Truth(true))), Box::new(answer))
            }
            (None, None, Some((id, part))) => {
                self.score(definition.scores.iter().find(|score| score.id == id).unwrap(), part)
            }
            (None, None, None) => return self.looked_up(name, here),
        };
        let made = Rc::new(made);
        self.named.insert(name.to_owned(), Rc::clone(&made));
        Tree::Named(made)
    }

    /// A name that can mean something else for each option.
    fn looked_up(&self, name: &str, here: &Here<'_>) -> Tree {
        let definition = self.definition;
        if name == "today" {
            return Tree::Today;
        }
        if definition.anchors.iter().any(|anchor| anchor.id == name) {
            return Tree::Anchor(name.to_owned());
        }
        if let Some(table) = definition.tables.iter().find(|table| table.id == name) {
            let option = here.option(&table.by);
            let row = table.rows.iter().find(|row| row.option == option).unwrap();
            if row.least == row.most {
                return Tree::Known(Value::Number(fraction(row.least)));
            }
            return Tree::Open(Point::Cell(name.to_owned(), option.to_owned()), Ways::between(row.least, row.most));
        }
        let question = definition.questions.iter().find(|question| question.id == name);
        let question = question.unwrap_or_else(|| panic!("unknown name {name}"));
        Tree::Answer(match &question.for_each {
            Some(each) => format!("{name}.{}", here.option(&each.question)),
            None => name.to_owned(),
        })
    }

    pub fn score(&mut self, score: &'a Score, part: &str) -> Tree {
        match part {
            "points" => Tree::Points(self.sum(score)),
            "band" => {
                let from = |from: &Vec<_>| from.iter().map(|from| fraction(*from)).collect();
                let bands = score.bands.iter().map(|band| (band.id.clone(), from(&band.from)));
                Tree::Band(self.sum(score), bands.collect())
            }
            "subgroup" => {
                let cases = &score.subgroups.as_ref().unwrap().cases;
                let made = |case: &'a prescreener::definition::Case| {
                    (case.when.as_ref().map(|when| self.rule(when)), case.then.clone())
                };
                Tree::Group(cases.iter().map(made).collect())
            }
            other => panic!("no part {other}"),
        }
    }

    fn sum(&mut self, score: &'a Score) -> Rc<Sum> {
        if let Some(known) = self.sums.get(&score.id) {
            return Rc::clone(known);
        }
        let columns = score.columns.iter().map(|column| column.when.as_ref().map(|when| self.rule(when))).collect();
        let mut items = Vec::new();
        for item in &score.items {
            let cases = item
                .cases
                .iter()
                .map(|(when, points)| (self.rule(when), points.iter().map(|points| fraction(*points)).collect()));
            items.push(cases.collect());
        }
        let sum = Rc::new(Sum { columns, items });
        self.sums.insert(score.id.clone(), Rc::clone(&sum));
        sum
    }

    fn named(&self, names: &Names) -> BTreeSet<String> {
        match names {
            Names::Options(spots) => spots.iter().map(|spot| spot.name.clone()).collect(),
            Names::List(spot) => self.list(&spot.name).iter().cloned().collect(),
        }
    }

    fn list(&self, id: &str) -> &'a [String] {
        &self.definition.lists.iter().find(|list| list.id == id).unwrap().options
    }

    /// The options that a `for each` goes through: those of a list, or all that do not stand alone.
    fn through(&self, question: &str, list: Option<&str>) -> Vec<&'a str> {
        if let Some(list) = list {
            return self.list(list).iter().map(String::as_str).collect();
        }
        let question = self.definition.questions.iter().find(|known| known.id == question).unwrap();
        let QuestionKind::Several { options, exclusive } = &question.kind else { panic!("no options") };
        let naming = options.iter().enumerate().filter(|(place, _)| exclusive >> place & 1 == 0);
        naming.map(|(_, option)| option.as_str()).collect()
    }
}
