//! The parts of a checked trial.

use super::Frequencies;
use crate::trial::program::NodeId;
use crate::value::option_set;
use crate::value::packed::packed;
use crate::value::{Date, Interval, Number, Possible, Truth};

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Its id.
    pub id: String,
    /// The kind of answers it accepts.
    pub kind: QuestionKind,
    /// Who can answer it.
    pub asked_of: Audience,
    /// The rough frequencies of its answers, if they are stated.
    pub frequencies: Option<Frequencies>,
    /// How private it is, from 0 (not at all) to 2.
    pub intimacy: u8,
}
packed!(struct Question { id, kind, asked_of, frequencies, intimacy });

/// Who can answer a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Audience {
    /// The participant, and also the staff of a clinic.
    Participant,
    /// Staff with an examination or a record at hand; they are asked every question.
    Clinic,
}
packed!(enum Audience { 0 Participant, 1 Clinic });

impl Audience {
    /// Returns the word for it in definitions and results.
    pub fn id(self) -> &'static str {
        match self {
            Audience::Participant => "participant",
            Audience::Clinic => "clinic",
        }
    }

    /// Returns the audience for this word.
    ///
    /// ```
    /// use prescreener::trial::Audience;
    /// assert_eq!(Audience::parse("clinic"), Some(Audience::Clinic));
    /// assert_eq!(Audience::parse("nurse"), None);
    /// ```
    pub fn parse(word: &str) -> Option<Audience> {
        [Audience::Participant, Audience::Clinic].into_iter().find(|audience| audience.id() == word)
    }
}

/// The kind of answers that a question accepts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QuestionKind {
    /// Yes or no.
    YesNo,
    /// One option.
    One {
        /// The options' ids.
        options: Vec<String>,
    },
    /// Any number of options.
    Several {
        /// The options' ids.
        options: Vec<String>,
        /// The exclusive options, which cannot be combined with others, as bits.
        exclusive: u64,
    },
    /// A number.
    Number {
        /// Its unit, as written.
        unit: Option<String>,
        /// The least number accepted.
        least: Number,
        /// The greatest number accepted.
        most: Number,
        /// How many decimals are accepted.
        decimals: u32,
    },
    /// A day, not after the day of assessment.
    Date {
        /// The first day accepted.
        earliest: Date,
    },
}
packed!(enum QuestionKind {
    0 YesNo,
    1 One { options },
    2 Several { options, exclusive },
    3 Number { unit, least, most, decimals },
    4 Date { earliest },
});

impl QuestionKind {
    /// Returns the options' ids; none for other kinds.
    pub fn options(&self) -> &[String] {
        match self {
            QuestionKind::One { options } | QuestionKind::Several { options, .. } => options,
            _ => &[],
        }
    }

    /// Returns all values that the type and the bounds allow on a day; no date lies after that day.
    ///
    /// ```
    /// use prescreener::{trial::QuestionKind, value::{Date, Possible, Truth}};
    /// let today = Date::parse("2026-11-22").unwrap();
    /// assert_eq!(QuestionKind::YesNo.everything(today), Possible::Truth(Truth::Unknown));
    /// ```
    pub fn everything(&self, on: Date) -> Possible {
        match self {
            QuestionKind::YesNo => Possible::Truth(Truth::Unknown),
            QuestionKind::One { options } => Possible::One(option_set::first(options.len())),
            QuestionKind::Several { options, .. } => {
                Possible::Several { certain: 0, possible: option_set::first(options.len()) }
            }
            QuestionKind::Number { least, most, .. } => Possible::Number(Interval { least: *least, most: *most }),
            QuestionKind::Date { earliest } => Possible::Date(Interval { least: (*earliest).min(on), most: on }),
        }
    }

    /// Returns the options that are not exclusive, as bits: those that name something.
    pub fn naming(&self) -> u64 {
        let exclusive = if let QuestionKind::Several { exclusive, .. } = self { *exclusive } else { 0 };
        option_set::first(self.options().len()) & !exclusive
    }
}

/// A question, or a question for one option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prompt {
    /// The key of its answer, such as `weight` or `dose.aspirin`.
    pub key: String,
    /// The index of the question.
    pub question: usize,
    /// For a follow-up, the index of the question and of its option that it belongs to.
    pub option: Option<(usize, usize)>,
    /// The node that must be true for it to be asked.
    pub when: Option<NodeId>,
}
packed!(struct Prompt { key, question, option, when });

/// A named date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    /// Its id.
    pub id: String,
    /// The index of the anchor that it follows; `None` for the day of the assessment.
    pub from: Option<usize>,
    /// The least and the greatest number of days after it.
    pub days: (u32, u32),
}
packed!(struct Anchor { id, from, days });

/// A condition for taking part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Criterion {
    /// Its id.
    pub id: String,
    /// Whether its rule must hold or must not.
    pub role: Role,
    /// Whether it can rule out.
    pub strength: Strength,
    /// Who decides it.
    pub judged_by: JudgedBy,
    /// The node of its rule; only a criterion judged by the site may have none.
    pub rule: Option<NodeId>,
}
packed!(struct Criterion { id, role, strength, judged_by, rule });

/// A rule that all answers of one person must keep, because it is true of everyone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsistencyRule {
    /// Its id.
    pub id: String,
    /// The node that is true of everyone.
    pub rule: NodeId,
}
packed!(struct ConsistencyRule { id, rule });

/// A weighted score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Score {
    /// Its id.
    pub id: String,
    /// The node of its points.
    pub points: NodeId,
    /// The node of its class and the classes, from the lowest; none if it has no classes.
    pub band: Option<(NodeId, Vec<Class>)>,
    /// The node that states whether there is a subgroup, and the subgroups, each computed as if there is one.
    pub subgroup: Option<(NodeId, Vec<Class>)>,
}
packed!(struct Score { id, points, band, subgroup });

/// A band or a subgroup of a score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Class {
    /// Its id.
    pub id: String,
    /// The node that states whether it is this one.
    pub reached: NodeId,
}
packed!(struct Class { id, reached });

/// Whether the rule of a criterion must hold or must not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Its rule must be true.
    Inclusion,
    /// Its rule must be false.
    Exclusion,
}
packed!(enum Role { 0 Inclusion, 1 Exclusion });

/// The effect of a criterion on the verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strength {
    /// It can rule out.
    Binding,
    /// It can only be listed for confirmation.
    Advisory,
}
packed!(enum Strength { 0 Binding, 1 Advisory });

/// Who decides a criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JudgedBy {
    /// The participant's answer.
    Participant,
    /// A record: a laboratory report, a medicine box.
    Document,
    /// The site alone.
    Site,
}
packed!(enum JudgedBy { 0 Participant, 1 Document, 2 Site });
