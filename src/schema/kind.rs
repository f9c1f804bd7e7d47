//! The kinds of values that a key can hold.

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
    /// Only `true`.
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
    /// A text that is not blank.
    NonBlank,
    /// An id: lower case letters, digits and `_`, beginning with a letter.
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
    /// Only this text.
    Named(&'static str),
    /// One of these words.
    Word(&'static [&'static str]),
    /// A list of items of one kind, with the least and the greatest number of them.
    List(&'static Kind, u32, u32),
    /// A list of distinct ids, with the least and the greatest number of them.
    Ids(u32, u32),
    /// An object of names and values: the pattern of the names, if any, the kind of the values, and their least number.
    Map(Option<&'static str>, &'static Kind, u32),
    /// A value of one of these kinds.
    Either(&'static [Kind]),
    /// An object.
    Object(&'static Form),
    /// An object that differs from its form in its required or allowed keys.
    Varied(&'static Form, Variation),
    /// An object whose keys depend on the word under one of them.
    Union(&'static Union),
}

/// How an object differs from its form.
#[derive(Debug, Clone, Copy)]
pub enum Variation {
    /// These keys are required too.
    Needs(&'static [&'static str]),
    /// Only the keys in these lists are allowed.
    Only(&'static [&'static [&'static str]]),
    /// These keys are optional.
    MayLack(&'static [&'static str]),
    /// Other keys are allowed, each with a value of this kind.
    Open(&'static Kind),
    /// The object is a whole file, which may name its schema.
    Whole,
}

/// No upper limit.
pub const ANY: u32 = u32::MAX;

/// Names of any form.
pub const NAMES: Option<&str> = None;

/// The ids of sources.
pub const SOURCES: Kind = Kind::List(&Kind::Text, 0, ANY);
/// The ids of at least one source.
pub const CITED: Kind = Kind::List(&Kind::Text, 1, ANY);
/// Texts.
pub const TEXTS: Kind = Kind::List(&Kind::Text, 0, ANY);
/// A SHA-256 fingerprint.
pub const DIGEST: Kind = Kind::Like("^sha256:[0-9a-f]{64}$");
/// A share of all people.
pub const SHARE: Kind = Kind::Bounded(0, 1);
/// The days of anchors, by the id of the anchor.
pub const DAYS: Kind = Kind::Map(NAMES, &Kind::Day, 0);
/// A public or private key in base64url.
pub const KEY: Kind = Kind::Like("^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$");
/// The provenance of answers, by the key of the question.
pub const PROVENANCE: Kind = Kind::Map(NAMES, &Kind::Word(&words::PROVENANCES), 0);

impl Kind {
    /// Returns whether the value is written as a text.
    pub fn is_text(self) -> bool {
        matches!(
            self,
            Kind::Amount
                | Kind::Bounded(..)
                | Kind::Text
                | Kind::NonBlank
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
