//! The syntax tree of a rule.

use crate::value::{Date, Duration, Number};

/// A part of a rule and where it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expr {
    /// The column of its first character, from 1.
    pub column: usize,
    /// What it says.
    pub kind: Kind,
}

/// A name and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// The name.
    pub name: String,
    /// The column of its first character, from 1.
    pub column: usize,
}

/// What a part of a rule says.
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
    /// At least so many and at most so many of the parts hold.
    Count {
        /// How many must hold.
        least: usize,
        /// How many may hold.
        most: usize,
        /// The parts.
        of: Vec<Expr>,
    },
    /// `X < Y` and its kin.
    Compare(Comparison, Box<Expr>, Box<Expr>),
    /// `Q is one of (O, P)`.
    Is(Box<Expr>, Names),
    /// `Q includes any of (O, P)`.
    Includes(Box<Expr>, Inclusion, Names),
    /// `D at least 4 weeks before E`.
    LongBefore(Box<Expr>, Duration, Box<Expr>),
    /// `D within 12 weeks before E`.
    ShortlyBefore(Box<Expr>, Duration, Box<Expr>),
    /// `X + Y` and its kin.
    Arithmetic(Arithmetic, Box<Expr>, Box<Expr>),
    /// `years from D to E`.
    Years(Box<Expr>, Box<Expr>),
    /// `total for each Q in LIST of (X)` and its kin.
    ForEach {
        /// What is made of the parts.
        each: Each,
        /// The question whose chosen options are gone through.
        question: Spot,
        /// The list that they are limited to.
        list: Option<Spot>,
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
    /// One at least.
    Any,
    /// Every one.
    All,
    /// Not one.
    Neither,
}

/// What `for each` makes of its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Each {
    /// Their sum.
    Total,
    /// Whether one holds.
    Any,
    /// Whether every one holds.
    All,
}

/// Options: written out, or a list's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Names {
    /// `(O, P)`, or one option by itself.
    Options(Vec<Spot>),
    /// A list of the definition.
    List(Spot),
}
