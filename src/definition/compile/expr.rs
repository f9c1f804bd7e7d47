//! Compiles parts of rules to nodes.

use super::rules::Compiler;
use super::scope::OptionContext;
use super::types::{Compiled, Type, TypedNode};
use crate::definition::rule::{Expr, Kind, RuleError};
use crate::trial::program::{Node, NodeId};
use crate::value::{Interval, Possible, Truth, Unit};

impl Compiler<'_> {
    /// Compiles a part of a rule.
    pub(super) fn expr(&mut self, expr: &Expr, option_context: OptionContext<'_>) -> Compiled<TypedNode> {
        let column = expr.column;
        let (node, kind) = match &expr.kind {
            Kind::Amount(least, most, unit) => {
                let unit = unit.as_deref().map(|unit| {
                    Unit::parse(unit).ok_or_else(|| RuleError::syntax(column, format!("`{unit}` is not a unit")))
                });
                (self.amount(*least, *most, column, option_context), Type::Number(unit.transpose()?))
            }
            Kind::Day(day) => (self.constant(Possible::Date(Interval::exactly(*day))), Type::Date),
            Kind::Fixed(known) => (self.constant(Possible::Truth((*known).into())), Type::Truth),
            Kind::Undecided => (self.open_point(Possible::Truth(Truth::Unknown), column, option_context), Type::Truth),
            Kind::Name(name) => return self.name(name, column, option_context),
            Kind::Not(part) => {
                let part = self.expr(part, option_context)?.truth()?;
                (self.add(Node::Not(part), column), Type::Truth)
            }
            Kind::Count { least, most, of } => {
                let of: Compiled<Vec<NodeId>> = of.iter().map(|part| self.part(part, option_context)).collect();
                (self.add(Node::Count { least: *least, most: *most, of: of? }, column), Type::Truth)
            }
            Kind::Compare(comparison, a, b) => {
                let (a, b) = (self.expr(a, option_context)?, self.expr(b, option_context)?);
                (self.compare(*comparison, &a, &b, column)?, Type::Truth)
            }
            Kind::Is(subject, names) => return self.is(subject, names, column, option_context),
            Kind::Includes(subject, inclusion, names) => {
                return self.includes(subject, *inclusion, names, column, option_context);
            }
            Kind::LongBefore(day, by, anchor) => {
                let (day, anchor) = self.dates(day, anchor, option_context)?;
                (self.long_before(day, *by, anchor, column), Type::Truth)
            }
            Kind::ShortlyBefore(day, by, anchor) => {
                let (day, anchor) = self.dates(day, anchor, option_context)?;
                (self.shortly_before(day, *by, anchor, column), Type::Truth)
            }
            Kind::Arithmetic(arithmetic, a, b) => {
                let (a, b) = (self.expr(a, option_context)?, self.expr(b, option_context)?);
                self.arithmetic(*arithmetic, &a, &b, column)?
            }
            Kind::Years(from, to) => {
                let (from, to) = self.dates(from, to, option_context)?;
                (self.add(Node::Years(from, to), column), Type::Number(Unit::parse("years")))
            }
            Kind::ForEach { each, question, list, body } => {
                return self.for_each(*each, question, list.as_ref(), body, column, option_context);
            }
            Kind::If(test, then, otherwise) => {
                let test = self.expr(test, option_context)?.truth()?;
                let (then, otherwise) = (self.expr(then, option_context)?, self.expr(otherwise, option_context)?);
                let kind = then.meet(&otherwise)?;
                (self.add(Node::If(test, then.node, otherwise.node), column), kind)
            }
        };
        Ok(TypedNode { node, kind, column })
    }

    /// Compiles a part of a count: a statement, or a question with several options, which counts if any of them is chosen.
    fn part(&mut self, part: &Expr, option_context: OptionContext<'_>) -> Compiled<NodeId> {
        let typed = self.expr(part, option_context)?;
        let Type::Several(question) = typed.kind else { return typed.truth() };
        let naming = self.definition.questions.get(question).map_or(0, |question| question.kind.naming());
        Ok(self.add(Node::IncludesAny(typed.node, naming), part.column))
    }
}
