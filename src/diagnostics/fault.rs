//! The kinds of faults, each with a stable code.

/// How severe a fault is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The document cannot be used until the fault is fixed.
    Error,
    /// The document can be used in spite of the fault.
    Warning,
}

macro_rules! faults {
    ($($(#[doc = $doc:literal])+ $name:ident $code:literal)+) => {
        /// The kind of fault that a finding reports.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Fault {
            $($(#[doc = $doc])+ $name,)+
        }

        #[cfg(feature = "author")]
        impl Fault {
            /// Every kind.
            pub const ALL: &[Fault] = &[$(Fault::$name,)+];

            /// Returns the code, such as `unknown-key`. Codes never change, so programs can rely on them.
            pub fn code(self) -> &'static str {
                match self {
                    $(Fault::$name => $code,)+
                }
            }
        }
    };
}

faults! {
    /// A file cannot be read.
    Unreadable "unreadable"
    /// A file that belongs to the trial is missing.
    MissingFile "missing-file"
    /// A file is not JSON.
    NotJson "not-json"
    /// A file is another kind of document.
    OtherDocument "other-document"
    /// A key is unknown in its object.
    UnknownKey "unknown-key"
    /// A required key is missing.
    MissingKey "missing-key"
    /// A key is written twice in one object.
    DuplicateKey "duplicate-key"
    /// A value has the wrong JSON type.
    WrongType "wrong-type"
    /// A value is not one of those allowed.
    WrongValue "wrong-value"
    /// A list has too many or too few items.
    WrongCount "wrong-count"
    /// A text is blank.
    EmptyText "empty-text"
    /// An id is used twice.
    DuplicateId "duplicate-id"
    /// Something is listed twice.
    Duplicate "duplicate"
    /// A name is unknown.
    UnknownName "unknown-name"
    /// An option does not belong to the question.
    UnknownOption "unknown-option"
    /// A question is missing in the order of asking.
    NotInOrder "not-in-order"
    /// A required source is missing.
    NoSource "no-source"
    /// Two values contradict each other.
    Conflict "conflict"
    /// A rule cannot be parsed.
    RuleSyntax "rule-syntax"
    /// A part of a rule has the wrong type.
    RuleType "rule-type"
    /// Amounts of different units are combined.
    UnitMismatch "unit-mismatch"
    /// Something depends on itself.
    Circular "circular"
    /// A rule cannot be computed for every answer.
    NotComputable "not-computable"
    /// An example patient does not get the expected result.
    ExampleDiffers "example-differs"
    /// A text is missing.
    MissingText "missing-text"
    /// A text contains something that is not allowed in texts.
    BadText "bad-text"
    /// The messages differ from the approved ones.
    OtherWords "other-words"
    /// No approval covers a language, a day or the trial.
    NotApproved "not-approved"
    /// A compiled trial, a referral or a configuration cannot be used.
    Unusable "unusable"
}

impl Fault {
    /// Returns the severity: only errors must be fixed.
    pub fn severity(self) -> Severity {
        if self == Fault::NotApproved { Severity::Warning } else { Severity::Error }
    }
}
