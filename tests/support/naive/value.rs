//! Single values, without sets of possible values.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::calendar::Day;

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    Truth(bool),
    Number(Fraction),
    Day(Day),
    One(String),
    Several(BTreeSet<String>),
}

/// An exact fraction; the denominator is above zero.
#[derive(Clone, Copy, Debug)]
pub struct Fraction(i128, i128);

impl Fraction {
    pub fn new(numerator: i128, denominator: i128) -> Fraction {
        assert_ne!(denominator, 0, "division by zero");
        let (mut a, mut b) = (numerator.abs(), denominator.abs());
        while b != 0 {
            (a, b) = (b, a % b);
        }
        let shared = a.max(1) * denominator.signum();
        Fraction(numerator / shared, denominator / shared)
    }

    /// Reads a decimal.
    pub fn parse(text: &str) -> Fraction {
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let digits: i128 = format!("{whole}{part}").parse().unwrap_or_else(|_| panic!("{text} is no decimal"));
        Fraction::new(digits, 10_i128.pow(part.len() as u32))
    }

    /// Returns the number of millionths, where that is a whole number.
    pub fn millionths(self) -> i128 {
        assert_eq!(self.0 * 1_000_000 % self.1, 0, "{self:?} is finer than a millionth");
        self.0 * 1_000_000 / self.1
    }

    pub fn plus(self, other: Fraction) -> Fraction {
        Fraction::new(self.0 * other.1 + other.0 * self.1, self.1 * other.1)
    }

    pub fn minus(self, other: Fraction) -> Fraction {
        self.plus(Fraction(-other.0, other.1))
    }

    pub fn times(self, other: Fraction) -> Fraction {
        Fraction::new(self.0 * other.0, self.1 * other.1)
    }

    pub fn over(self, other: Fraction) -> Fraction {
        Fraction::new(self.0 * other.1, self.1 * other.0)
    }
}

impl Ord for Fraction {
    fn cmp(&self, other: &Fraction) -> Ordering {
        (self.0 * other.1).cmp(&(other.0 * self.1))
    }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Fraction) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Fraction {
    fn eq(&self, other: &Fraction) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Fraction {}

impl Value {
    pub fn truth(&self) -> bool {
        if let Value::Truth(truth) = self { *truth } else { panic!("{self:?} is no statement") }
    }

    pub fn number(&self) -> Fraction {
        if let Value::Number(number) = self { *number } else { panic!("{self:?} is no number") }
    }

    pub fn one(&self) -> &str {
        if let Value::One(option) = self { option } else { panic!("{self:?} is no option") }
    }

    pub fn day(&self) -> Day {
        if let Value::Day(day) = self { *day } else { panic!("{self:?} is no day") }
    }
}
