//! The kinds of faults, each with a code that stays.

/// Whether something must be mended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// What has it cannot be used.
    Error,
    /// It is to be known, and nothing is refused for it.
    Warning,
}

macro_rules! faults {
    ($($(#[doc = $doc:literal])+ $name:ident $code:literal)+) => {
        /// What kind of fault a finding is about.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Fault {
            $($(#[doc = $doc])+ $name,)+
        }

        #[cfg(feature = "author")]
        impl Fault {
            /// Every kind.
            pub const ALL: &[Fault] = &[$(Fault::$name,)+];

            /// The code, such as `unknown-key`. Codes are not changed, so that programs can tell faults apart.
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
    /// A file that belongs to the trial is not there.
    MissingFile "missing-file"
    /// A file is not JSON.
    NotJson "not-json"
    /// A file is another kind of document.
    OtherDocument "other-document"
    /// A key is not known where it stands.
    UnknownKey "unknown-key"
    /// A key must be there and is not.
    MissingKey "missing-key"
    /// A key is written twice in one object.
    DuplicateKey "duplicate-key"
    /// A value is of another type of JSON.
    WrongType "wrong-type"
    /// A value is not one of those allowed.
    WrongValue "wrong-value"
    /// There are too many or too few.
    WrongCount "wrong-count"
    /// A text says nothing.
    EmptyText "empty-text"
    /// An id is used twice.
    DuplicateId "duplicate-id"
    /// Something is listed twice.
    Duplicate "duplicate"
    /// A name stands for nothing.
    UnknownName "unknown-name"
    /// An option is not one of the question's.
    UnknownOption "unknown-option"
    /// A question is missing in the order of asking.
    NotInOrder "not-in-order"
    /// Something must cite a source and does not.
    NoSource "no-source"
    /// Two values do not go together.
    Conflict "conflict"
    /// A rule cannot be read.
    RuleSyntax "rule-syntax"
    /// A part of a rule is of another type than is needed there.
    RuleType "rule-type"
    /// Amounts of different units meet.
    UnitMismatch "unit-mismatch"
    /// Something depends on itself.
    Circular "circular"
    /// A rule cannot be computed for every answer.
    NotComputable "not-computable"
    /// An example patient gets something else than is expected.
    ExampleDiffers "example-differs"
    /// A text is missing.
    MissingText "missing-text"
    /// A text holds what no text may.
    BadText "bad-text"
    /// The words are not those that were approved.
    OtherWords "other-words"
    /// No approval covers a language, a day or the trial.
    NotApproved "not-approved"
    /// What was compiled, handed on or set up cannot be used.
    Unusable "unusable"
}

impl Fault {
    /// Whether it must be mended.
    pub fn severity(self) -> Severity {
        if self == Fault::NotApproved { Severity::Warning } else { Severity::Error }
    }
}
