//! Sets of values that are still possible.

use super::{Date, Number, Truth};
use crate::value::packed::packed;

/// All values from the least to the most, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Interval<T> {
    /// The least possible value.
    pub least: T,
    /// The greatest possible value.
    pub most: T,
}
packed!(struct Interval<T> { least, most });

impl<T: Copy + Ord> Interval<T> {
    /// Just one value.
    pub fn exactly(value: T) -> Interval<T> {
        Interval { least: value, most: value }
    }

    /// Whether only one value is left.
    pub fn is_exact(&self) -> bool {
        self.least == self.most
    }

    /// The smallest interval that holds both.
    #[must_use]
    pub fn joined(self, other: Interval<T>) -> Interval<T> {
        Interval { least: self.least.min(other.least), most: self.most.max(other.most) }
    }

    /// Whether every value here is below (`Truth::True`), or none is (`Truth::False`), every value there.
    pub fn below(self, other: Interval<T>) -> Truth {
        Truth::of(self.least < other.most, self.most >= other.least)
    }

    /// Whether the two are the same value.
    pub fn equals(self, other: Interval<T>) -> Truth {
        let meet = self.least <= other.most && other.least <= self.most;
        Truth::of(meet, !(meet && self.is_exact() && other.is_exact()))
    }
}

/// The values that something may still have: a question not answered, a derived value, a rule.
///
/// An exact answer leaves one value; *don't know* leaves all that the question's type and bounds allow. Options are the
/// bits of a number, the first option the lowest bit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Possible {
    /// A statement.
    Truth(Truth),
    /// A number.
    Number(Interval<Number>),
    /// A day.
    Date(Interval<Date>),
    /// A day so many days after the assessment, whichever day that is; before it if negative.
    Distance(Interval<i64>),
    /// One option: those still possible.
    One(u64),
    /// Several options: those certainly chosen and those possibly chosen.
    Several {
        /// Chosen in every possible world.
        certain: u64,
        /// Chosen in some possible world.
        possible: u64,
    },
}
packed!(enum Possible {
    0 Truth(truth),
    1 Number(interval),
    2 Date(interval),
    3 Distance(interval),
    4 One(options),
    5 Several { certain, possible },
});

impl Possible {
    /// Whether only one value is left.
    pub fn is_exact(&self) -> bool {
        match self {
            Possible::Truth(truth) => *truth != Truth::Unknown,
            Possible::Number(interval) => interval.is_exact(),
            Possible::Date(interval) => interval.is_exact(),
            Possible::Distance(interval) => interval.is_exact(),
            Possible::One(options) => options.count_ones() <= 1,
            Possible::Several { certain, possible } => certain == possible,
        }
    }

    /// Whether everything that another set holds is in this one.
    pub fn holds(&self, other: Possible) -> bool {
        match (self, other) {
            (Possible::Truth(a), Possible::Truth(b)) => *a == Truth::Unknown || *a == b,
            (Possible::Number(a), Possible::Number(b)) => a.least <= b.least && b.most <= a.most,
            (Possible::Date(a), Possible::Date(b)) => a.least <= b.least && b.most <= a.most,
            (Possible::Distance(a), Possible::Distance(b)) => a.least <= b.least && b.most <= a.most,
            (Possible::One(a), Possible::One(b)) => b & !a == 0,
            (Possible::Several { certain: a, possible: b }, Possible::Several { certain: c, possible: d }) => {
                a & !c == 0 && d & !b == 0
            }
            _ => false,
        }
    }

    /// The smallest set of this kind that holds both, or nothing if the kinds differ.
    pub fn joined(self, other: Possible) -> Option<Possible> {
        Some(match (self, other) {
            (Possible::Truth(a), Possible::Truth(b)) => Possible::Truth(a.joined(b)),
            (Possible::Number(a), Possible::Number(b)) => Possible::Number(a.joined(b)),
            (Possible::Date(a), Possible::Date(b)) => Possible::Date(a.joined(b)),
            (Possible::One(a), Possible::One(b)) => Possible::One(a | b),
            (Possible::Several { certain: a, possible: b }, Possible::Several { certain: c, possible: d }) => {
                Possible::Several { certain: a & c, possible: b | d }
            }
            _ => return None,
        })
    }
}
