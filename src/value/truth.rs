//! Three-valued truth.

use crate::value::packed::packed;

/// What is known of a statement.
///
/// `Unknown` means that some possible world makes it true and another makes it false; it is never a kind of no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Truth {
    /// False in every possible world.
    False,
    /// True in some, false in others.
    Unknown,
    /// True in every possible world.
    True,
}
packed!(enum Truth { 0 False, 1 Unknown, 2 True });

impl Truth {
    /// The truth of a statement that may be true and may be false as told. Neither at once is taken as unknown.
    pub fn of(may_be_true: bool, may_be_false: bool) -> Truth {
        match (may_be_true, may_be_false) {
            (true, false) => Truth::True,
            (false, true) => Truth::False,
            _ => Truth::Unknown,
        }
    }

    /// True exactly where the other is false.
    #[must_use]
    pub fn negated(self) -> Truth {
        match self {
            Truth::True => Truth::False,
            Truth::Unknown => Truth::Unknown,
            Truth::False => Truth::True,
        }
    }

    /// What holds in the worlds of both.
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
