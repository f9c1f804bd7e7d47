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

pub use parse::parse;
pub use syntax::{Arithmetic, Comparison, Expr, Ident, Inclusion, Kind, Names, Quantifier};

/// A rule that cannot be read or does not make sense.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleError {
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
    pub fn at(column: usize, message: impl Into<String>) -> RuleError {
        RuleError { column, message: message.into() }
    }
}
