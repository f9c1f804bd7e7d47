//! Open points: what a definition itself leaves open. Each place where one is written is one point, however often it is
//! read.

use prescreener::value::Number;

use super::{Fraction, Value};

/// Where an open point is written, and for which options it is read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Point {
    /// In a rule, by the rule's path and the column.
    Rule(String, usize, Vec<(String, String)>),
    /// In a table, for an option.
    Cell(String, String),
}

/// The possible values of an open point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ways {
    Truth,
    /// The least and greatest number of millionths.
    Number(i128, i128),
}

impl Ways {
    pub(super) fn between(least: Number, most: Number) -> Ways {
        let [least, most] = [least, most].map(|end| fraction(end).millionths());
        Ways::Number(least, most)
    }

    /// Returns all possible values.
    pub fn all(self) -> Vec<Value> {
        match self {
            Ways::Truth => [false, true].map(Value::Truth).into(),
            Ways::Number(least, most) => (least..=most).map(number).collect(),
        }
    }

    /// Returns both truths; or the least amount, some between, and the greatest.
    pub fn some(self) -> Vec<Value> {
        let Ways::Number(least, most) = self else { return self.all() };
        let between = [i128::midpoint(least, most), 10_000_000];
        let mut some = vec![least, most];
        some.extend(between.into_iter().filter(|amount| (least..most).contains(amount)));
        some.sort_unstable();
        some.dedup();
        some.into_iter().map(number).collect()
    }
}

fn number(millionths: i128) -> Value {
    Value::Number(Fraction::new(millionths, 1_000_000))
}

pub fn fraction(number: Number) -> Fraction {
    Fraction::parse(&number.to_string())
}
