//! Parts of rules to nodes.

use super::rules::Compiler;
use super::scope::OptionContext;
use super::types::{Compiled, Type, TypedNode};
use crate::definition::rule::{Expr, Kind, RuleError};
use crate::trial::program::{Node, NodeId};
use crate::value::{Interval, Possible, Truth, Unit};

impl Compiler<'_> {
    /// Compiles a part of a rule.
    pub(super) fn expr(&mut self, expr: &Expr, at_hand: OptionContext<'_>) -> Compiled<TypedNode> {
        let column = expr.column;
        let (node, kind) = match &expr.kind {
            Kind::Amount(least, most, unit) => {
                let unit = unit.as_deref().map(|unit| {
                    Unit::parse(unit).ok_or_else(|| RuleError::syntax(column, format!("`{unit}` is not a unit")))
                });
                (self.amount(*least, *most, column, at_hand), Type::Number(unit.transpose()?))
            }
            Kind::Day(day) => (self.constant(Possible::Date(Interval::exactly(*day))), Type::Date),
            Kind::Fixed(known) => (self.constant(Possible::Truth((*known).into())), Type::Truth),
            Kind::Undecided => (self.open_point(Possible::Truth(Truth::Unknown), column, at_hand), Type::Truth),
            Kind::Name(name) => return self.name(name, column, at_hand),
            Kind::Not(part) => {
                let part = self.expr(part, at_hand)?.truth()?;
                (self.add(Node::Not(part), column), Type::Truth)
            }
            Kind::Count { least, most, of } => {
                let of: Compiled<Vec<NodeId>> = of.iter().map(|part| self.part(part, at_hand)).collect();
                (self.add(Node::Count { least: *least, most: *most, of: of? }, column), Type::Truth)
            }
            Kind::Compare(comparison, a, b) => {
                let (a, b) = (self.expr(a, at_hand)?, self.expr(b, at_hand)?);
                (self.compare(*comparison, &a, &b, column)?, Type::Truth)
            }
            Kind::Is(subject, names) => return self.is(subject, names, column, at_hand),
            Kind::Includes(subject, inclusion, names) => {
                return self.includes(subject, *inclusion, names, column, at_hand);
            }
            Kind::LongBefore(day, by, anchor) => {
                let (day, anchor) = self.dates(day, anchor, at_hand)?;
                (self.long_before(day, *by, anchor, column), Type::Truth)
            }
            Kind::ShortlyBefore(day, by, anchor) => {
                let (day, anchor) = self.dates(day, anchor, at_hand)?;
                (self.shortly_before(day, *by, anchor, column), Type::Truth)
            }
            Kind::Arithmetic(arithmetic, a, b) => {
                let (a, b) = (self.expr(a, at_hand)?, self.expr(b, at_hand)?);
                self.arithmetic(*arithmetic, &a, &b, column)?
            }
            Kind::Years(from, to) => {
                let (from, to) = self.dates(from, to, at_hand)?;
                (self.add(Node::Years(from, to), column), Type::Number(Unit::parse("years")))
            }
            Kind::ForEach { each, question, list, body } => {
                return self.for_each(*each, question, list.as_ref(), body, column, at_hand);
            }
            Kind::If(test, then, otherwise) => {
                let test = self.expr(test, at_hand)?.truth()?;
                let (then, otherwise) = (self.expr(then, at_hand)?, self.expr(otherwise, at_hand)?);
                let kind = then.meet(&otherwise)?;
                (self.add(Node::If(test, then.node, otherwise.node), column), kind)
            }
        };
        Ok(TypedNode { node, kind, column })
    }

    /// A part of a count: a statement, or a question with several options of which something was chosen.
    fn part(&mut self, part: &Expr, at_hand: OptionContext<'_>) -> Compiled<NodeId> {
        let typed = self.expr(part, at_hand)?;
        let Type::Several(question) = typed.kind else { return typed.truth() };
        let naming = self.definition.questions.get(question).map_or(0, |question| question.kind.naming());
        Ok(self.add(Node::IncludesAny(typed.node, naming), part.column))
    }
}
