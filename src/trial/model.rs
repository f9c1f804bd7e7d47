//! The parts of a checked trial.

use super::Frequencies;
use crate::trial::program::NodeId;
use crate::value::bits;
use crate::value::packed::packed;
use crate::value::{Date, Interval, Number, Possible, Truth};

/// Something asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Its id.
    pub id: String,
    /// What answers it takes.
    pub kind: QuestionKind,
    /// Who can answer it.
    pub asked_of: Audience,
    /// How frequent its answers are, roughly, if that is stated.
    pub frequencies: Option<Frequencies>,
    /// How private it is: 0 for not at all, up to 2.
    pub intimacy: u8,
}
packed!(struct Question { id, kind, asked_of, frequencies, intimacy });

/// Who can answer a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Audience {
    /// The person themself, and everybody.
    Participant,
    /// Somebody with an examination or a record at hand; is asked everything.
    Clinic,
}
packed!(enum Audience { 0 Participant, 1 Clinic });

impl Audience {
    /// The word for it in definitions and results.
    pub fn id(self) -> &'static str {
        match self {
            Audience::Participant => "participant",
            Audience::Clinic => "clinic",
        }
    }

    /// The audience of that word.
    pub fn parse(word: &str) -> Option<Audience> {
        [Audience::Participant, Audience::Clinic].into_iter().find(|audience| audience.id() == word)
    }
}

/// What answers a question takes.
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
        /// The options that stand alone, as bits.
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
    /// The options' ids; none for other kinds.
    pub fn options(&self) -> &[String] {
        match self {
            QuestionKind::One { options } | QuestionKind::Several { options, .. } => options,
            _ => &[],
        }
    }

    /// All values that the type and the bounds allow on a day; no date lies after that day.
    pub fn everything(&self, on: Date) -> Possible {
        match self {
            QuestionKind::YesNo => Possible::Truth(Truth::Unknown),
            QuestionKind::One { options } => Possible::One(bits::first(options.len())),
            QuestionKind::Several { options, .. } => {
                Possible::Several { certain: 0, possible: bits::first(options.len()) }
            }
            QuestionKind::Number { least, most, .. } => Possible::Number(Interval { least: *least, most: *most }),
            QuestionKind::Date { earliest } => Possible::Date(Interval { least: (*earliest).min(on), most: on }),
        }
    }

    /// The options that do not stand alone, as bits: those that name something.
    pub fn naming(&self) -> u64 {
        let exclusive = if let QuestionKind::Several { exclusive, .. } = self { *exclusive } else { 0 };
        bits::first(self.options().len()) & !exclusive
    }
}

/// A question, or a question for one option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The key of its answer, such as `weight` or `dose.aspirin`.
    pub key: String,
    /// The place of the question.
    pub question: usize,
    /// The place of the question, and of its option, that it is asked for.
    pub option: Option<(usize, usize)>,
    /// The node that must be true for it to be asked.
    pub when: Option<NodeId>,
}
packed!(struct Asked { key, question, option, when });

/// A named date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    /// Its id.
    pub id: String,
    /// The place of the anchor that it follows; `None` for the day of the assessment.
    pub from: Option<usize>,
    /// The least and the greatest number of days after that.
    pub days: (u32, u32),
}
packed!(struct Anchor { id, from, days });

/// What the trial asks of a participant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Criterion {
    /// Its id.
    pub id: String,
    /// Whether its rule must hold or must not.
    pub role: Role,
    /// Whether it can rule out.
    pub strength: Strength,
    /// Whose word decides it.
    pub judged_by: JudgedBy,
    /// The node of its rule; only a criterion judged by the site may have none.
    pub rule: Option<NodeId>,
}
packed!(struct Criterion { id, role, strength, judged_by, rule });

/// A rule that all answers of one person keep, because it is true of everybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsistencyRule {
    /// Its id.
    pub id: String,
    /// The node that is true of everybody.
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
    /// The node that tells whether there is a subgroup, and the subgroups: each as if there is one.
    pub subgroup: Option<(NodeId, Vec<Class>)>,
}
packed!(struct Score { id, points, band, subgroup });

/// A band or a subgroup of a score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Class {
    /// Its id.
    pub id: String,
    /// The node that tells whether it is this one.
    pub reached: NodeId,
}
packed!(struct Class { id, reached });

/// Whether a criterion must hold or must not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Its rule must be true.
    Inclusion,
    /// Its rule must be false.
    Exclusion,
}
packed!(enum Role { 0 Inclusion, 1 Exclusion });

/// What a criterion can do to the verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strength {
    /// It can rule out.
    Binding,
    /// It can only add to what is to confirm.
    Advisory,
}
packed!(enum Strength { 0 Binding, 1 Advisory });

/// Whose word decides a criterion.
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
