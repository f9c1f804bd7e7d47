//! Compiles comparisons, memberships, date windows and arithmetic.

use super::rules::Compiler;
use super::scope::{self, OptionContext};
use super::types::{Compiled, Type, TypedNode};
use crate::definition::rule::{Arithmetic, Comparison, Expr, Inclusion, Kind, Names, RuleError};
use crate::diagnostics::all_of;
use crate::trial::program::{Node, NodeId};
use crate::value::option_set;
use crate::value::{Duration, Unit};

impl Compiler<'_> {
    pub(super) fn is(
        &mut self,
        subject: &Expr,
        names: &Names,
        column: usize,
        option_context: OptionContext<'_>,
    ) -> Compiled<TypedNode> {
        let (written, subject) = (subject, self.expr(subject, option_context)?);
        let Type::One(known) = &subject.kind else {
            return Err(RuleError::unfit(subject.column, instead_of_is(written, names, &subject.kind)));
        };
        let among = scope::options(self.definition, names, known)?;
        let node = self.add(Node::IsAmong(subject.node, among), column);
        Ok(TypedNode { node, kind: Type::Truth, column })
    }

    pub(super) fn includes(
        &mut self,
        subject: &Expr,
        inclusion: Inclusion,
        names: &Names,
        column: usize,
        option_context: OptionContext<'_>,
    ) -> Compiled<TypedNode> {
        let (written, subject) = (subject, self.expr(subject, option_context)?);
        let Type::Several(question) = subject.kind else {
            let message = "`includes` needs a question with several options".to_owned();
            let hint = match (&written.kind, names) {
                (Kind::Name(name), Names::Options(options)) if matches!(subject.kind, Type::One(_)) => {
                    let option = options.first().map_or("", |option| option.name.as_str());
                    format!("; `{name}` has one: write `{name} is {option}`")
                }
                _ => String::new(),
            };
            return Err(RuleError::unfit(subject.column, message + &hint));
        };
        let options = self.definition.questions.get(question).map(|question| question.kind.options());
        let among = scope::options(self.definition, names, options.unwrap_or_default())?;
        let node = self.inclusion(subject.node, inclusion, among, column);
        Ok(TypedNode { node, kind: Type::Truth, column })
    }

    fn inclusion(&mut self, subject: NodeId, inclusion: Inclusion, among: u64, column: usize) -> NodeId {
        match inclusion {
            Inclusion::Any => self.add(Node::IncludesAny(subject, among), column),
            Inclusion::Neither => {
                let any = self.add(Node::IncludesAny(subject, among), column);
                self.add(Node::Not(any), column)
            }
            Inclusion::All => {
                let each = option_set::places(among)
                    .map(|index| self.add(Node::IncludesAny(subject, option_set::bit(index)), column));
                let each = each.collect();
                self.all_of(each, column)
            }
        }
    }

    /// Compiles two parts that must be dates.
    pub(super) fn dates(
        &mut self,
        a: &Expr,
        b: &Expr,
        option_context: OptionContext<'_>,
    ) -> Compiled<(NodeId, NodeId)> {
        let from = self.expr(a, option_context)?.date()?;
        let to = self.expr(b, option_context).map_err(|error| self.suggest_anchors(b, error))?;
        Ok((from, to.date()?))
    }

    /// Adds the anchors to the message about an unknown day to count from, if no known name is similar.
    fn suggest_anchors(&self, day: &Expr, error: RuleError) -> RuleError {
        match &day.kind {
            Kind::Name(name) if error.message == format!("unknown name `{name}`") => {
                let anchors = self.definition.anchors.iter().map(|anchor| anchor.id.as_str());
                RuleError { message: error.message + &all_of(anchors), ..error }
            }
            _ => error,
        }
    }

    /// Compiles whether a day is at least a duration before another day.
    pub(super) fn long_before(&mut self, day: NodeId, by: Duration, anchor: NodeId, column: usize) -> NodeId {
        let edge = self.add(Node::Earlier(anchor, by), column);
        let late = self.add(Node::Below(edge, day), column);
        self.add(Node::Not(late), column)
    }

    /// Compiles whether a day is at most a duration before another day, and not after it.
    pub(super) fn shortly_before(&mut self, day: NodeId, by: Duration, anchor: NodeId, column: usize) -> NodeId {
        let edge = self.add(Node::Earlier(anchor, by), column);
        let (early, late) = (self.add(Node::Below(day, edge), column), self.add(Node::Below(anchor, day), column));
        self.add(Node::Count { least: 0, most: 0, of: vec![early, late] }, column)
    }

    pub(super) fn compare(
        &mut self,
        comparison: Comparison,
        a: &TypedNode,
        b: &TypedNode,
        column: usize,
    ) -> Compiled<NodeId> {
        match a.meet(b)? {
            Type::Number(_) | Type::Date => {}
            _ => {
                return Err(RuleError::unfit(
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

    pub(super) fn arithmetic(
        &mut self,
        arithmetic: Arithmetic,
        a: &TypedNode,
        b: &TypedNode,
        column: usize,
    ) -> Compiled<(NodeId, Type)> {
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
}

/// Returns the message about `is` after something other than one of several options: what to write instead.
fn instead_of_is(subject: &Expr, names: &Names, kind: &Type) -> String {
    let Kind::Name(name) = &subject.kind else {
        return "`is` needs a question, a band or a subgroup with one option".to_owned();
    };
    match (kind, names) {
        (Type::Truth, _) => format!("`{name}` is true or false by itself: write `{name}`, or `not {name}`"),
        (Type::Several(_), Names::Options(options)) => {
            let all: Vec<&str> = options.iter().map(|option| option.name.as_str()).collect();
            let options = if let [only] = all[..] { only.to_owned() } else { format!("any of ({})", all.join(", ")) };
            format!("`is` is for one option, and `{name}` has several: write `{name} includes {options}`")
        }
        (Type::Several(_), Names::List(list)) => {
            format!("`is` is for one option, and `{name}` has several: write `{name} includes any of {}`", list.name)
        }
        _ => "`is` needs a question, a band or a subgroup with one option".to_owned(),
    }
}
