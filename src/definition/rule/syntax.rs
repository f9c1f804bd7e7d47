//! The syntax tree of a rule.

use crate::value::{Date, Duration, Number};

/// A part of a rule and the column where it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expr {
    /// The column of its first character, from 1.
    pub column: usize,
    /// The kind of part.
    pub kind: Kind,
}

/// A name and the column where it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ident {
    /// The name.
    pub name: String,
    /// The column of its first character, from 1.
    pub column: usize,
}

/// A kind of part of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// An amount, or any amount from the first to the second.
    Amount(Number, Number, Option<String>),
    /// A day.
    Day(Date),
    /// `true` or `false`.
    Fixed(bool),
    /// `undecided`.
    Undecided,
    /// A question, a value, an anchor, or a part of a score.
    Name(String),
    /// `not A`.
    Not(Box<Expr>),
    /// The number of parts that hold is between two limits.
    Count {
        /// The least number of parts that must hold.
        least: usize,
        /// The greatest number of parts that may hold.
        most: usize,
        /// The parts.
        of: Vec<Expr>,
    },
    /// `X < Y` and the like.
    Compare(Comparison, Box<Expr>, Box<Expr>),
    /// `Q is one of (O, P)`.
    Is(Box<Expr>, Names),
    /// `Q includes any of (O, P)`.
    Includes(Box<Expr>, Inclusion, Names),
    /// `D at least 4 weeks before E`.
    LongBefore(Box<Expr>, Duration, Box<Expr>),
    /// `D within 12 weeks before E`.
    ShortlyBefore(Box<Expr>, Duration, Box<Expr>),
    /// `X + Y` and the like.
    Arithmetic(Arithmetic, Box<Expr>, Box<Expr>),
    /// `years from D to E`.
    Years(Box<Expr>, Box<Expr>),
    /// `total for each Q in LIST of (X)` and the like.
    ForEach {
        /// How the parts are combined.
        each: Quantifier,
        /// The question whose chosen options are iterated over.
        question: Ident,
        /// The list that the options are limited to.
        list: Option<Ident>,
        /// The part for one option.
        body: Box<Expr>,
    },
    /// `if A then X else Y`.
    If(Box<Expr>, Box<Expr>, Box<Expr>),
}

/// How two amounts or days are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `!=`
    Unequal,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
}

/// How two amounts are combined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arithmetic {
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `*`
    Times,
    /// `/`
    Over,
}

/// How many of the named options must be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inclusion {
    /// At least one.
    Any,
    /// Every one.
    All,
    /// None.
    Neither,
}

/// How `for each` combines its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantifier {
    /// Their sum.
    Total,
    /// Whether at least one holds.
    Any,
    /// Whether every one holds.
    All,
}

/// Options: written out, or the name of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Names {
    /// `(O, P)`, or one option by itself.
    Options(Vec<Ident>),
    /// A list of the definition.
    List(Ident),
}
