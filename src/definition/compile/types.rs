//! The types of rules.

use crate::definition::rule::RuleError;
use crate::diagnostics::Fault;
use crate::trial::program::NodeId;
use crate::value::Unit;

/// The type of a part of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Type {
    /// A statement.
    Truth,
    /// A number; a number without a unit takes the unit of the number it is combined with.
    Number(Option<Unit>),
    /// A day.
    Date,
    /// One of these options.
    One(Vec<String>),
    /// Several options of the question at this index.
    Several(usize),
}

impl Type {
    fn name(&self) -> String {
        match self {
            Type::Truth => "a statement that is true or false".to_owned(),
            Type::Number(Some(unit)) => format!("an amount in {unit}"),
            Type::Number(None) => "a number".to_owned(),
            Type::Date => "a date".to_owned(),
            Type::One(_) => "one of several options".to_owned(),
            Type::Several(_) => "a set of options".to_owned(),
        }
    }
}

/// A compiled part of a rule: its node, its type, and its column.
#[derive(Debug, Clone)]
pub(super) struct TypedNode {
    pub node: NodeId,
    pub kind: Type,
    pub column: usize,
}

pub(super) type Compiled<T> = Result<T, RuleError>;

impl TypedNode {
    fn unfit(&self, expected: &str) -> RuleError {
        RuleError::unfit(self.column, format!("expected {expected}, found {}", self.kind.name()))
    }

    pub fn truth(&self) -> Compiled<NodeId> {
        if self.kind == Type::Truth { Ok(self.node) } else { Err(self.unfit("a statement that is true or false")) }
    }

    pub fn date(&self) -> Compiled<NodeId> {
        if self.kind == Type::Date { Ok(self.node) } else { Err(self.unfit("a date")) }
    }

    pub fn number(&self) -> Compiled<Option<&Unit>> {
        match &self.kind {
            Type::Number(unit) => Ok(unit.as_ref()),
            _ => Err(self.unfit("a number")),
        }
    }

    /// Returns the common type of two parts that must have the same type.
    pub fn meet(&self, other: &TypedNode) -> Compiled<Type> {
        match (&self.kind, &other.kind) {
            (Type::Number(a), Type::Number(b)) => match (a, b) {
                (Some(a), Some(b)) if a != b => Err(RuleError::at(
                    Fault::UnitMismatch,
                    other.column,
                    format!("the units differ: {a} here, {b} there"),
                )),
                (unit, None) | (None, unit) | (Some(_), unit) => Ok(Type::Number(unit.clone())),
            },
            (a, b) if a == b => Ok(a.clone()),
            (expected, _) => Err(other.unfit(&expected.name())),
        }
    }
}
