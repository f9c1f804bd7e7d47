//! The rule language: parses text to a syntax tree.
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

/// An error in a rule that cannot be parsed or compiled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleError {
    /// The kind of fault.
    pub fault: Fault,
    /// The column, counted in characters from 1.
    pub column: usize,
    /// What is wrong, or what was expected.
    pub message: String,
}

impl fmt::Display for RuleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "column {}: {}", self.column, self.message)
    }
}

impl std::error::Error for RuleError {}

impl RuleError {
    /// Creates an error at a column.
    pub fn at(fault: Fault, column: usize, message: impl Into<String>) -> RuleError {
        RuleError { fault, column, message: message.into() }
    }

    /// Creates an error about a rule that cannot be parsed.
    pub(crate) fn syntax(column: usize, message: impl Into<String>) -> RuleError {
        RuleError::at(Fault::RuleSyntax, column, message)
    }

    /// Creates an error about a part of a rule that has the wrong type.
    pub(crate) fn unfit(column: usize, message: impl Into<String>) -> RuleError {
        RuleError::at(Fault::RuleType, column, message)
    }

    /// Creates an error that follows from a fault already reported elsewhere, and is not reported again.
    pub(crate) fn already_reported(column: usize) -> RuleError {
        RuleError::unfit(column, "")
    }

    pub(crate) fn is_already_reported(&self) -> bool {
        self.message.is_empty()
    }
}
