//! Sets of possible values.

use super::{Date, Number, Truth};
use crate::value::packed::packed;

/// All values from the least to the greatest, both included.
///
/// ```
/// use prescreener::value::{Interval, Truth};
/// let (low, high) = (Interval { least: 1, most: 5 }, Interval { least: 5, most: 9 });
/// assert_eq!(low.below(high), Truth::Unknown);
/// assert_eq!(high.below(low), Truth::False);
/// assert_eq!(low.joined(high), Interval { least: 1, most: 9 });
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Interval<T> {
    /// The least possible value.
    pub least: T,
    /// The greatest possible value.
    pub most: T,
}
packed!(struct Interval<T> { least, most });

impl<T: Copy + Ord> Interval<T> {
    /// Returns the interval of one value.
    pub fn exactly(value: T) -> Interval<T> {
        Interval { least: value, most: value }
    }

    /// Returns whether only one value is left.
    pub fn is_exact(&self) -> bool {
        self.least == self.most
    }

    /// Returns the smallest interval that contains both.
    #[must_use]
    pub fn joined(self, other: Interval<T>) -> Interval<T> {
        Interval { least: self.least.min(other.least), most: self.most.max(other.most) }
    }

    /// Returns whether a value of this interval is below a value of the other: for every pair (`Truth::True`) or for
    /// none (`Truth::False`).
    pub fn below(self, other: Interval<T>) -> Truth {
        Truth::of(self.least < other.most, self.most >= other.least)
    }

    /// Returns whether a value of this interval equals a value of the other.
    pub fn equals(self, other: Interval<T>) -> Truth {
        let meet = self.least <= other.most && other.least <= self.most;
        Truth::of(meet, !(meet && self.is_exact() && other.is_exact()))
    }
}

/// The values that a question without an answer, a derived value or a rule may still have.
///
/// An exact answer leaves one value; *don't know* leaves all that the question's type and bounds allow. Options are the
/// bits of a number, the first option the lowest bit.
///
/// ```
/// use prescreener::value::{Possible, Truth};
/// let (first, second) = (Possible::One(0b01), Possible::One(0b10));
/// let either = first.joined(second).unwrap();
/// assert_eq!(either, Possible::One(0b11));
/// assert!(first.is_exact() && !either.is_exact() && either.holds(second));
/// assert_eq!(first.joined(Possible::Truth(Truth::True)), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Possible {
    /// A statement.
    Truth(Truth),
    /// A number.
    Number(Interval<Number>),
    /// A day.
    Date(Interval<Date>),
    /// A day, as the number of days after the assessment, whichever day that is; before it if negative.
    Distance(Interval<i64>),
    /// One option: those still possible.
    One(u64),
    /// Several options: those certainly chosen, and those possibly chosen.
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
    /// Returns whether only one value is left.
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

    /// Returns whether this set contains every value of another.
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

    /// Returns the smallest set of this kind that contains both, or `None` if the kinds differ or are distances.
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
