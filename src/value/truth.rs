//! Three-valued truth.

use crate::value::packed::packed;

/// The truth of a statement, as far as it is known.
///
/// `Unknown` means that some possible world makes it true and another makes it false; it is never a kind of no.
///
/// ```
/// use prescreener::value::Truth;
/// assert_eq!(Truth::of(true, true), Truth::Unknown);
/// assert_eq!(Truth::Unknown.negated(), Truth::Unknown);
/// assert_eq!(Truth::True.joined(Truth::False), Truth::Unknown);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Truth {
    /// False in every possible world.
    False,
    /// True in some possible worlds, false in others.
    Unknown,
    /// True in every possible world.
    True,
}
packed!(enum Truth { 0 False, 1 Unknown, 2 True });

impl Truth {
    /// Returns the truth of a statement from whether it may be true and whether it may be false. Neither counts as
    /// unknown.
    pub fn of(may_be_true: bool, may_be_false: bool) -> Truth {
        match (may_be_true, may_be_false) {
            (true, false) => Truth::True,
            (false, true) => Truth::False,
            _ => Truth::Unknown,
        }
    }

    /// Returns the negation: true exactly where this is false.
    #[must_use]
    pub fn negated(self) -> Truth {
        match self {
            Truth::True => Truth::False,
            Truth::Unknown => Truth::Unknown,
            Truth::False => Truth::True,
        }
    }

    /// Returns the truth over the possible worlds of both.
    #[must_use]
    pub fn joined(self, other: Truth) -> Truth {
        if self == other { self } else { Truth::Unknown }
    }
}

impl From<bool> for Truth {
    fn from(known: bool) -> Truth {
        if known { Truth::True } else { Truth::False }
    }
}
