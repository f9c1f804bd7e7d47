//! What the value under a key is.

use super::{Form, Union, words};

/// The kind of a value.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// Any value.
    Anything,
    /// `null`.
    Null,
    /// `true` or `false`.
    Truth,
    /// `true` alone.
    True,
    /// A number.
    Number,
    /// A whole number within bounds.
    Whole(i64, i64),
    /// An exact number: a decimal as text, or a whole number.
    Amount,
    /// A number within bounds, as text or as a number.
    Bounded(i64, i64),
    /// Any text.
    Text,
    /// A text that says something.
    Said,
    /// Lower case letters, digits and `_`, a letter first.
    Id,
    /// A day of the calendar.
    Day,
    /// As much of a date as is known: a day, a month, or a year.
    PartialDate,
    /// A decimal as text.
    Decimal,
    /// A sentence of the rule language.
    Rule,
    /// A text of this form, as a regular expression.
    Like(&'static str),
    /// This text alone.
    Named(&'static str),
    /// One of these words.
    Word(&'static [&'static str]),
    /// A list of at least and at most so many.
    List(&'static Kind, u32, u32),
    /// A list of ids, none twice.
    Ids(u32, u32),
    /// Names, of this form if one is given, each with a value; at least so many.
    Map(Option<&'static str>, &'static Kind, u32),
    /// One of these.
    Either(&'static [Kind]),
    /// An object.
    Object(&'static Form),
    /// An object that differs from its form in what must or may be there.
    Varied(&'static Form, Variation),
    /// An object whose keys depend on a word.
    Union(&'static Union),
}

/// How an object differs from its form.
#[derive(Debug, Clone, Copy)]
pub enum Variation {
    /// These keys must be there too.
    Needs(&'static [&'static str]),
    /// It has no other keys than those of these lists.
    Only(&'static [&'static [&'static str]]),
    /// These keys may be left out.
    MayLack(&'static [&'static str]),
    /// It has other keys besides, each with such a value.
    Open(&'static Kind),
    /// It is a file of its own, and may name its schema.
    Whole,
}

/// As many as anybody likes.
pub const ANY: u32 = u32::MAX;

/// Names of any form.
pub const NAMES: Option<&str> = None;

/// The ids of sources.
pub const SOURCES: Kind = Kind::List(&Kind::Text, 0, ANY);
/// The ids of sources, one at least.
pub const CITED: Kind = Kind::List(&Kind::Text, 1, ANY);
/// Texts.
pub const TEXTS: Kind = Kind::List(&Kind::Text, 0, ANY);
/// SHA-256.
pub const DIGEST: Kind = Kind::Like("^sha256:[0-9a-f]{64}$");
/// A share of all people.
pub const SHARE: Kind = Kind::Bounded(0, 1);
/// Days of anchors, by the anchor's name.
pub const DAYS: Kind = Kind::Map(NAMES, &Kind::Day, 0);
/// A public or private key in base64url.
pub const KEY: Kind = Kind::Like("^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$");
/// Where answers come from.
pub const PROVENANCE: Kind = Kind::Map(NAMES, &Kind::Word(&words::PROVENANCES), 0);

impl Kind {
    /// Returns whether the value is written as a text.
    pub fn is_text(self) -> bool {
        matches!(
            self,
            Kind::Amount
                | Kind::Bounded(..)
                | Kind::Text
                | Kind::Said
                | Kind::Id
                | Kind::Day
                | Kind::PartialDate
                | Kind::Decimal
                | Kind::Rule
                | Kind::Like(_)
                | Kind::Named(_)
                | Kind::Word(_)
        )
    }
}
