//! Rules to nodes of a program.

use std::collections::BTreeMap;

use super::scope::{self, Option1};
use super::types::{Compiled, Type, Typed};
use crate::bits;
use crate::definition::{Definition, Place, Question, RuleText};
use crate::finding::{Finding, suggestion};
use crate::program::{Node, NodeId, Program};
use crate::rule::{self, Arithmetic, Comparison, Each, Expr, Inclusion, Kind, RuleError, Spot};
use crate::trial::{Asked, QuestionKind};
use crate::value::{Interval, Number, Possible, Truth, Unit};

/// How many values may depend on one another in a row: enough for any author, and for any stack.
const DEPTH: usize = 50;

/// How far a named value is compiled.
#[derive(Clone)]
enum Progress {
    Begun,
    Done(Option<Typed>),
}

pub(super) struct Compiler<'a> {
    pub definition: &'a Definition,
    pub slots: Vec<Asked>,
    pub program: Program,
    named: BTreeMap<String, usize>,
    progress: Vec<Progress>,
    /// How many named values are being compiled, one inside the other.
    depth: usize,
    pub findings: Vec<Finding>,
    /// Where each node was first written.
    pub origins: Vec<(Place, usize)>,
    place: Place,
}

impl<'a> Compiler<'a> {
    pub fn new(definition: &'a Definition) -> Compiler<'a> {
        Compiler {
            definition,
            slots: asked(definition),
            program: Program::default(),
            named: BTreeMap::new(),
            progress: Vec::new(),
            depth: 0,
            findings: Vec::new(),
            origins: Vec::new(),
            place: Place::default(),
        }
    }

    pub fn report(&mut self, place: &Place, column: Option<usize>, message: String) {
        let (file, path) = (place.file.clone(), place.path.clone());
        self.findings.push(Finding { file, path, column, message });
    }

    pub fn add(&mut self, node: Node, column: usize) -> NodeId {
        let id = self.program.add(node);
        if id >= self.origins.len() {
            self.origins.push((self.place.clone(), column));
        }
        id
    }

    pub fn constant(&mut self, value: Possible) -> NodeId {
        self.add(Node::Constant(value), 1)
    }

    /// Compiles a rule, for one option if it is asked for one; reports what does not make sense.
    pub fn rule(&mut self, rule: &RuleText, option: Option1) -> Option<Typed> {
        let outer = std::mem::replace(&mut self.place, rule.place.clone());
        let typed = rule::parse(&rule.text).and_then(|expr| self.expr(&expr, option));
        self.place = outer;
        match typed {
            Ok(typed) => Some(typed),
            Err(error) => {
                // A fault inside a named value is reported where that value is written.
                if !error.message.is_empty() {
                    self.report(&rule.place, Some(error.column), error.message);
                }
                None
            }
        }
    }

    /// Compiles a rule that must be true or false.
    pub fn statement(&mut self, rule: &RuleText) -> Option<NodeId> {
        self.statement_for(rule, None)
    }

    fn statement_for(&mut self, rule: &RuleText, option: Option1) -> Option<NodeId> {
        let typed = self.rule(rule, option)?;
        match typed.truth() {
            Ok(node) => Some(node),
            Err(error) => {
                self.report(&rule.place, Some(error.column), error.message);
                None
            }
        }
    }

    /// Compiles when each question is asked.
    pub fn conditions(&mut self) {
        let definition = self.definition;
        for place in 0..self.slots.len() {
            let Some((question, option)) = self.slots.get(place).map(|slot| (slot.question, slot.option)) else {
                continue;
            };
            let rule = definition.questions.get(question).and_then(|question| question.ask_when.as_ref());
            let chosen = option.map(|(of, place)| self.chosen(of, place, 1));
            let rule = rule.and_then(|rule| self.statement_for(rule, option));
            let when = match (chosen, rule) {
                (Some(a), Some(b)) => Some(self.all_of(vec![a, b], 1)),
                (a, b) => a.or(b),
            };
            if let Some(slot) = self.slots.get_mut(place) {
                slot.when = when;
            }
        }
    }

    /// What a name of the definition means outside of any option.
    pub fn named(&mut self, name: &str, column: usize) -> Compiled<Option<Typed>> {
        if let Some(progress) = self.named.get(name).and_then(|place| self.progress.get(*place)) {
            return match progress {
                Progress::Begun => Err(RuleError::at(column, format!("`{name}` depends on itself"))),
                Progress::Done(Some(typed)) => Ok(Some(Typed { column, ..typed.clone() })),
                Progress::Done(None) => Err(RuleError::at(column, "")),
            };
        }
        let definition = self.definition;
        let value = definition.values.iter().find(|value| value.id == name);
        let score = name
            .split_once('.')
            .and_then(|(id, part)| definition.scores.iter().find(|score| score.id == id).map(|score| (score, part)));
        if value.is_none() && score.is_none() {
            return Ok(None);
        }
        if self.depth >= DEPTH {
            let message = format!("`{name}` is the {DEPTH}th value that depends on another; write some out");
            return Err(RuleError::at(column, message));
        }
        self.depth = self.depth.saturating_add(1);
        let place = self.progress.len();
        self.named.insert(name.to_owned(), place);
        self.progress.push(Progress::Begun);
        let typed = match (value, score) {
            (Some(value), _) => self.rule(&value.rule, None),
            (None, Some((score, part))) => self.score_part(score, part),
            (None, None) => None,
        };
        self.depth = self.depth.saturating_sub(1);
        let known = typed.is_some() || score.is_none_or(|(_, part)| ["points", "band", "subgroup"].contains(&part));
        if let Some(progress) = self.progress.get_mut(place) {
            *progress = Progress::Done(typed.clone());
        }
        match typed {
            Some(typed) => Ok(Some(Typed { column, ..typed })),
            None if known => Err(RuleError::at(column, "")),
            None => Err(RuleError::at(column, "a score has `.points`, `.band` and `.subgroup`")),
        }
    }

    fn expr(&mut self, expr: &Expr, option: Option1) -> Compiled<Typed> {
        let column = expr.column;
        let (node, kind) = match &expr.kind {
            Kind::Amount(least, most, unit) => {
                let unit = unit.as_deref().map(|unit| {
                    Unit::parse(unit).ok_or_else(|| RuleError::at(column, format!("`{unit}` is not a unit")))
                });
                let amount = Possible::Number(Interval { least: *least, most: *most });
                (self.constant(amount), Type::Number(unit.transpose()?))
            }
            Kind::Day(day) => (self.constant(Possible::Date(Interval::exactly(*day))), Type::Date),
            Kind::Fixed(known) => (self.constant(Possible::Truth((*known).into())), Type::Truth),
            Kind::Undecided => (self.constant(Possible::Truth(Truth::Unknown)), Type::Truth),
            Kind::Name(name) => return self.name(name, column, option),
            Kind::Not(part) => {
                let part = self.expr(part, option)?.truth()?;
                (self.add(Node::Not(part), column), Type::Truth)
            }
            Kind::Count { least, most, of } => {
                let of: Compiled<Vec<NodeId>> = of.iter().map(|part| self.part(part, option)).collect();
                (self.add(Node::Count { least: *least, most: *most, of: of? }, column), Type::Truth)
            }
            Kind::Compare(comparison, a, b) => {
                let (a, b) = (self.expr(a, option)?, self.expr(b, option)?);
                (self.compare(*comparison, &a, &b, column)?, Type::Truth)
            }
            Kind::Is(subject, names) => {
                let subject = self.expr(subject, option)?;
                let Type::One(known) = &subject.kind else {
                    return Err(RuleError::at(
                        subject.column,
                        "`is` needs a question, a band or a subgroup with one option",
                    ));
                };
                let among = scope::options(self.definition, names, known)?;
                (self.add(Node::IsAmong(subject.node, among), column), Type::Truth)
            }
            Kind::Includes(subject, inclusion, names) => {
                let subject = self.expr(subject, option)?;
                let Type::Several(question) = subject.kind else {
                    return Err(RuleError::at(subject.column, "`includes` needs a question with several options"));
                };
                let options = self.definition.questions.get(question).map(|question| question.kind.options());
                let among = scope::options(self.definition, names, options.unwrap_or_default())?;
                (self.includes(subject.node, *inclusion, among, column), Type::Truth)
            }
            Kind::LongBefore(day, duration, anchor) => {
                let (day, anchor) = (self.expr(day, option)?.date()?, self.expr(anchor, option)?.date()?);
                let edge = self.add(Node::Earlier(anchor, *duration), column);
                let late = self.add(Node::Below(edge, day), column);
                (self.add(Node::Not(late), column), Type::Truth)
            }
            Kind::ShortlyBefore(day, duration, anchor) => {
                let (day, anchor) = (self.expr(day, option)?.date()?, self.expr(anchor, option)?.date()?);
                let edge = self.add(Node::Earlier(anchor, *duration), column);
                let (early, late) =
                    (self.add(Node::Below(day, edge), column), self.add(Node::Below(anchor, day), column));
                (self.add(Node::Count { least: 0, most: 0, of: vec![early, late] }, column), Type::Truth)
            }
            Kind::Arithmetic(arithmetic, a, b) => {
                let (a, b) = (self.expr(a, option)?, self.expr(b, option)?);
                self.arithmetic(*arithmetic, &a, &b, column)?
            }
            Kind::Years(from, to) => {
                let (from, to) = (self.expr(from, option)?.date()?, self.expr(to, option)?.date()?);
                (self.add(Node::Years(from, to), column), Type::Number(Unit::parse("years")))
            }
            Kind::ForEach { each, question, list, body } => {
                return self.for_each(*each, question, list.as_ref(), body, column);
            }
            Kind::If(test, then, otherwise) => {
                let test = self.expr(test, option)?.truth()?;
                let (then, otherwise) = (self.expr(then, option)?, self.expr(otherwise, option)?);
                let kind = then.meet(&otherwise)?;
                (self.add(Node::If(test, then.node, otherwise.node), column), kind)
            }
        };
        Ok(Typed { node, kind, column })
    }

    /// A part of a count: a statement, or a question with several options of which something was chosen.
    fn part(&mut self, part: &Expr, option: Option1) -> Compiled<NodeId> {
        let typed = self.expr(part, option)?;
        let Type::Several(question) = typed.kind else { return typed.truth() };
        let naming = self.definition.questions.get(question).map_or(0, |question| question.kind.naming());
        Ok(self.add(Node::IncludesAny(typed.node, naming), part.column))
    }

    fn name(&mut self, name: &str, column: usize, option: Option1) -> Compiled<Typed> {
        if let Some(typed) = self.named(name, column)? {
            return Ok(typed);
        }
        let definition = self.definition;
        if let Some(place) = definition.anchors.iter().position(|anchor| anchor.id == name) {
            return Ok(Typed { node: self.add(Node::Anchor(place), column), kind: Type::Date, column });
        }
        if let Some(place) = definition.questions.iter().position(|question| question.id == name) {
            return self.answer(place, column, option);
        }
        if let Some(table) = definition.tables.iter().find(|table| table.id == name) {
            let (_, id) = self.option_at_hand(&table.by, name, column, option)?;
            let row = table.rows.iter().find(|row| row.option == id);
            let row = row.ok_or_else(|| RuleError::at(column, format!("the table `{name}` has no row for `{id}`")))?;
            let amount = Possible::Number(Interval { least: row.least, most: row.most });
            return Ok(Typed { node: self.constant(amount), kind: Type::Number(table.unit.clone()), column });
        }
        let known = (definition.questions.iter().map(|x| x.id.as_str()))
            .chain(definition.values.iter().map(|x| x.id.as_str()))
            .chain(definition.anchors.iter().map(|x| x.id.as_str()))
            .chain(definition.tables.iter().map(|x| x.id.as_str()))
            .chain(definition.scores.iter().map(|x| x.id.as_str()));
        Err(RuleError::at(column, format!("unknown name `{name}`{}", suggestion(name, known))))
    }

    fn answer(&mut self, place: usize, column: usize, option: Option1) -> Compiled<Typed> {
        let Some(question) = self.definition.questions.get(place) else { return Err(RuleError::at(column, "")) };
        let key = match &question.for_each {
            None => question.id.clone(),
            Some(each) => {
                format!("{}.{}", question.id, self.option_at_hand(&each.question, &question.id, column, option)?.1)
            }
        };
        let slot = self.slots.iter().position(|slot| slot.key == key);
        let slot =
            slot.ok_or_else(|| RuleError::at(column, format!("`{}` is not asked for this option", question.id)))?;
        let kind = match &question.kind {
            QuestionKind::YesNo => Type::Truth,
            QuestionKind::One { options } => Type::One(options.clone()),
            QuestionKind::Several { .. } => Type::Several(place),
            QuestionKind::Number { unit, .. } => Type::Number(unit.as_deref().and_then(Unit::parse)),
            QuestionKind::Date { .. } => Type::Date,
        };
        Ok(Typed { node: self.add(Node::Answer(slot), column), kind, column })
    }

    /// The option of a question that the rule is being compiled for.
    fn option_at_hand(&self, of: &str, name: &str, column: usize, option: Option1) -> Compiled<(usize, &'a str)> {
        let question = |place| self.definition.questions.get(place);
        let at_hand = option.filter(|(place, _)| question(*place).is_some_and(|question| question.id == *of));
        let id =
            at_hand.and_then(|(place, option)| Some((option, question(place)?.kind.options().get(option)?.as_str())));
        id.ok_or_else(|| {
            RuleError::at(
                column,
                format!("`{name}` has a meaning for each of `{of}` only; use it inside `… for each {of} of (…)`"),
            )
        })
    }

    fn compare(&mut self, comparison: Comparison, a: &Typed, b: &Typed, column: usize) -> Compiled<NodeId> {
        match a.meet(b)? {
            Type::Number(_) | Type::Date => {}
            _ => {
                return Err(RuleError::at(
                    column,
                    "only numbers and dates are compared; for options use `is` or `includes`",
                ));
            }
        }
        let (node, negated) = match comparison {
            Comparison::Equal => (Node::Same(a.node, b.node), false),
            Comparison::Unequal => (Node::Same(a.node, b.node), true),
            Comparison::Less => (Node::Below(a.node, b.node), false),
            Comparison::AtLeast => (Node::Below(a.node, b.node), true),
            Comparison::More => (Node::Below(b.node, a.node), false),
            Comparison::AtMost => (Node::Below(b.node, a.node), true),
        };
        let node = self.add(node, column);
        Ok(if negated { self.add(Node::Not(node), column) } else { node })
    }

    fn arithmetic(&mut self, arithmetic: Arithmetic, a: &Typed, b: &Typed, column: usize) -> Compiled<(NodeId, Type)> {
        let (left, right) = (a.number()?, b.number()?);
        let bare = Unit::default();
        let (node, unit) = match arithmetic {
            Arithmetic::Plus => return Ok((self.add(Node::Sum(vec![a.node, b.node]), column), a.meet(b)?)),
            Arithmetic::Minus => return Ok((self.add(Node::Difference(a.node, b.node), column), a.meet(b)?)),
            Arithmetic::Times => (Node::Product(a.node, b.node), left.unwrap_or(&bare).times(right.unwrap_or(&bare))),
            Arithmetic::Over => (Node::Quotient(a.node, b.node), left.unwrap_or(&bare).over(right.unwrap_or(&bare))),
        };
        let unit = if unit.is_bare() { None } else { Some(unit) };
        Ok((self.add(node, column), Type::Number(unit)))
    }

    fn includes(&mut self, subject: NodeId, inclusion: Inclusion, among: u64, column: usize) -> NodeId {
        match inclusion {
            Inclusion::Any => self.add(Node::IncludesAny(subject, among), column),
            Inclusion::Neither => {
                let any = self.add(Node::IncludesAny(subject, among), column);
                self.add(Node::Not(any), column)
            }
            Inclusion::All => {
                let each =
                    bits::places(among).map(|place| self.add(Node::IncludesAny(subject, bits::bit(place)), column));
                let each = each.collect();
                self.all_of(each, column)
            }
        }
    }

    pub fn all_of(&mut self, of: Vec<NodeId>, column: usize) -> NodeId {
        self.add(Node::Count { least: of.len(), most: of.len(), of }, column)
    }

    /// Whether an option of a question is chosen.
    fn chosen(&mut self, question: usize, option: usize, column: usize) -> NodeId {
        let id = self.definition.questions.get(question).map(|question| &question.id);
        let slot = self.slots.iter().position(|slot| Some(&slot.key) == id).unwrap_or(usize::MAX);
        let answer = self.add(Node::Answer(slot), column);
        self.add(Node::IncludesAny(answer, bits::bit(option)), column)
    }

    fn for_each(
        &mut self,
        each: Each,
        spot: &Spot,
        list: Option<&Spot>,
        body: &Expr,
        column: usize,
    ) -> Compiled<Typed> {
        let question = scope::question(self.definition, spot)?;
        let Some(of) = self.definition.questions.get(question) else { return Err(RuleError::at(column, "")) };
        let among = scope::each(self.definition, of, spot, list)?;
        let zero = self.constant(Possible::Number(Interval::exactly(Number::ZERO)));
        if among == 0 {
            return Err(RuleError::at(column, "there is no option to go through"));
        }
        let mut parts = Vec::new();
        let mut kind = Type::Truth;
        for option in bits::places(among) {
            let chosen = self.chosen(question, option, column);
            let part = self.expr(body, Some((question, option)))?;
            let node = match each {
                Each::Total => {
                    kind = Type::Number(part.number()?.cloned());
                    Node::If(chosen, part.node, zero)
                }
                Each::Any => Node::Count { least: 2, most: 2, of: vec![chosen, part.truth()?] },
                Each::All => {
                    let absent = self.add(Node::Not(chosen), column);
                    Node::Count { least: 1, most: 2, of: vec![absent, part.truth()?] }
                }
            };
            parts.push(self.add(node, column));
        }
        let node = match each {
            Each::Total => Node::Sum(parts),
            Each::Any => Node::Count { least: 1, most: parts.len(), of: parts },
            Each::All => Node::Count { least: parts.len(), most: parts.len(), of: parts },
        };
        Ok(Typed { node: self.add(node, column), kind, column })
    }
}

/// Everything that can be answered, in the order of asking.
fn asked(definition: &Definition) -> Vec<Asked> {
    let mut slots = Vec::new();
    for (id, _) in &definition.order {
        let Some(place) = definition.questions.iter().position(|question| question.id == *id) else { continue };
        let Some(question) = definition.questions.get(place) else { continue };
        match options_asked(definition, question) {
            None => slots.push(Asked { key: id.clone(), question: place, option: None, when: None }),
            Some((of, options)) => slots.extend(options.into_iter().map(|(option, name)| Asked {
                key: format!("{id}.{name}"),
                question: place,
                option: Some((of, option)),
                when: None,
            })),
        }
    }
    slots
}

/// The question and its options for which another question is asked, one by one.
fn options_asked<'a>(definition: &'a Definition, question: &Question) -> Option<(usize, Vec<(usize, &'a str)>)> {
    let each = question.for_each.as_ref()?;
    let place = definition.questions.iter().position(|of| of.id == each.question);
    let of = place.and_then(|place| definition.questions.get(place));
    let list = each.list.as_ref().and_then(|id| definition.lists.iter().find(|list| list.id == *id));
    let options = of.map_or(&[][..], |of| of.kind.options());
    let naming = of.map_or(0, |of| of.kind.naming());
    let options = options.iter().enumerate().filter(|(place, option)| match list {
        Some(list) => list.options.contains(option),
        None => naming & bits::bit(*place) != 0,
    });
    Some((place.unwrap_or(usize::MAX), options.map(|(place, option)| (place, option.as_str())).collect()))
}
