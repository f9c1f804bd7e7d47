//! The rule language: text to syntax tree.
//!
//! `trials/README.md` describes the language for authors. A rule is read once, when a definition is loaded; names and
//! types are checked when it is compiled ([`crate::trial`]).

mod amount;
mod parse;
mod parser;
mod syntax;
mod token;

use std::fmt;

use crate::diagnostics::Fault;

pub use parse::parse;
pub use syntax::{Arithmetic, Comparison, Expr, Ident, Inclusion, Kind, Names, Quantifier};

/// A rule that cannot be read or does not make sense.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleError {
    /// What kind of fault it is.
    pub fault: Fault,
    /// Where, counted in characters from 1.
    pub column: usize,
    /// What was expected, or what is wrong.
    pub message: String,
}

impl fmt::Display for RuleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "column {}: {}", self.column, self.message)
    }
}

impl std::error::Error for RuleError {}

impl RuleError {
    /// An error at a column.
    pub fn at(fault: Fault, column: usize, message: impl Into<String>) -> RuleError {
        RuleError { fault, column, message: message.into() }
    }

    /// A rule that cannot be read.
    pub(crate) fn syntax(column: usize, message: impl Into<String>) -> RuleError {
        RuleError::at(Fault::RuleSyntax, column, message)
    }

    /// A part of a rule that is of another type than is needed there.
    pub(crate) fn unfit(column: usize, message: impl Into<String>) -> RuleError {
        RuleError::at(Fault::RuleType, column, message)
    }

    /// An error that follows from one told elsewhere, and is not told again.
    pub(crate) fn told_elsewhere(column: usize) -> RuleError {
        RuleError::unfit(column, "")
    }

    pub(crate) fn is_told_elsewhere(&self) -> bool {
        self.message.is_empty()
    }
}
