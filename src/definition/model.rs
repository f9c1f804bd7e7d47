//! The parts of a trial definition. `trials/README.md` explains each to authors.

use super::codes::Codes;
use super::doubts::Doubts;
use super::names::Names;
use crate::diagnostics::fields::Fields;
use crate::diagnostics::{Fault, Place};
use crate::json::Json;
use crate::sites::Site;
use crate::trial::{Audience, Frequencies, JudgedBy, Policy, QuestionKind, Recruitment, Role, Strength};
use crate::value::{Date, Number, Unit};

/// A rule's text and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleText {
    /// The rule.
    pub text: String,
    /// Where it stands.
    pub place: Place,
}

impl RuleText {
    /// Reads a rule that must be there.
    pub(super) fn read(fields: &Fields<'_>, key: &str) -> RuleText {
        let text = fields.text(key);
        if text.trim().is_empty() && fields.get(key).is_some_and(|written| written.as_text().is_some()) {
            fields.add(key, Fault::EmptyText, "the rule is empty");
        }
        RuleText { text, place: fields.place_of(key) }
    }

    /// Reads a rule, if the field is there.
    pub(super) fn read_if(fields: &Fields<'_>, key: &str) -> Option<RuleText> {
        fields.get(key).map(|_| RuleText::read(fields, key))
    }
}

/// A whole definition: the trial and what it includes.
#[derive(Debug, Clone, Default)]
pub struct Definition {
    /// The registry number.
    pub id: String,
    /// The version of this definition.
    pub version: String,
    /// The registry record it was written from.
    pub registry: Registry,
    /// The approval of an ethics board, if one is recorded.
    pub approval: Option<Approval>,
    /// Whether it takes people in, if that is recorded.
    pub recruitment: Option<Recruitment>,
    /// What may be handed on; nothing without it.
    pub referral: Option<Policy>,
    /// Where it takes place, as far as that is known.
    pub sites: Vec<Site>,
    /// What is cited.
    pub sources: Vec<Source>,
    /// Named dates.
    pub anchors: Vec<Anchor>,
    /// What can be asked.
    pub questions: Vec<Question>,
    /// Named groups of options.
    pub lists: Vec<List>,
    /// Amounts for options.
    pub tables: Vec<Table>,
    /// Named rules.
    pub values: Vec<Value>,
    /// Rules that stand for a *yes*.
    pub implied: Vec<Implied>,
    /// Weighted scores.
    pub scores: Vec<Score>,
    /// What no two answers may contradict.
    pub consistency: Vec<ConsistencyRule>,
    /// The ids of the questions in the order of asking.
    pub order: Vec<(String, Place)>,
    /// What the trial asks of a participant.
    pub criteria: Vec<Criterion>,
    /// Patients with the verdict that they must get.
    pub examples: Vec<Example>,
    /// Where each of these stands.
    pub(super) names: Names,
    /// What cannot be relied on.
    pub(super) doubts: Doubts,
}

/// The registry record that a definition was written from.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Registry {
    /// The registry's name.
    pub name: String,
    /// The record's address.
    pub url: String,
    /// The record's date.
    pub updated: String,
    /// Parts of the record as the registry has them, to be compared with a later one.
    pub record: Option<Json>,
}

/// What an ethics board approved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    /// The board.
    pub board: String,
    /// Its number for the approval.
    pub number: String,
    /// The first day.
    pub on: Date,
    /// The last day.
    pub expires: Date,
    /// The words, by language.
    pub languages: Vec<ApprovedWords>,
}

/// The words of one language that were approved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApprovedWords {
    /// The language's tag.
    pub language: String,
    /// Their fingerprint.
    pub digest: String,
    /// Where it is written.
    pub place: Place,
}

/// Something cited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its id.
    pub id: String,
    /// Where it is written.
    pub place: Place,
    /// What it is.
    pub title: String,
    /// Its address, if it has one.
    pub url: Option<String>,
}

/// A named date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    /// Its id.
    pub id: String,
    /// Where it is written.
    pub place: Place,
    /// The anchor that it follows; `None` for the day of the assessment.
    pub from: Option<String>,
    /// The least and the greatest number of days after that.
    pub days: (u32, u32),
}

/// Something asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Its id.
    pub id: String,
    /// Where it is written.
    pub place: Place,
    /// What answers it takes.
    pub kind: QuestionKind,
    /// Who can answer it.
    pub asked_of: Audience,
    /// The rule that must hold for it to be asked.
    pub ask_when: Option<RuleText>,
    /// The question whose chosen options it is asked for, one by one.
    pub for_each: Option<ForEach>,
    /// How frequent its answers are, roughly, if that is stated.
    pub frequencies: Option<Frequencies>,
    /// How private it is: 0 for not at all, up to 2.
    pub intimacy: u8,
    /// What its options are called elsewhere.
    pub(super) codes: Codes,
}

/// The options that a question is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForEach {
    /// The question with the options.
    pub question: String,
    /// The list that they are limited to.
    pub list: Option<String>,
}

/// A named group of options of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// Its id.
    pub id: String,
    /// Where it is written.
    pub place: Place,
    /// The question.
    pub of: String,
    /// The options' ids.
    pub options: Vec<String>,
}

/// Amounts for options of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its id.
    pub id: String,
    /// Where it is written.
    pub place: Place,
    /// The question.
    pub by: String,
    /// The unit of the amounts.
    pub unit: Option<Unit>,
    /// The amounts.
    pub rows: Vec<Row>,
}

/// The amount for one option; an interval where references disagree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The option's id.
    pub option: String,
    /// The least possible amount.
    pub least: Number,
    /// The greatest possible amount.
    pub most: Number,
}

/// A named rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// Its id.
    pub id: String,
    /// Where it is written.
    pub place: Place,
    /// Its rule.
    pub rule: RuleText,
}

/// A rule that stands for a *yes* to a question: wherever a rule names the question, it reads as *answered yes, or this rule
/// holds*. What was answered stays as it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Implied {
    /// The question.
    pub question: String,
    /// Where it is written.
    pub place: Place,
    /// The rule.
    pub when: RuleText,
}

/// A rule that all answers of one person keep, because it is true of everybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsistencyRule {
    /// Its id.
    pub id: String,
    /// Where it is written.
    pub place: Place,
    /// The questions of which one must be answered for the rule to say anything; none if it always does.
    pub answered: Vec<String>,
    /// The rule.
    pub rule: RuleText,
}

/// A weighted score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Score {
    /// Its id.
    pub id: String,
    /// Where it is written.
    pub place: Place,
    /// The sets of weights; the first whose rule holds is used.
    pub columns: Vec<Column>,
    /// What scores.
    pub items: Vec<ScoreItem>,
    /// The classes of the sum, from the lowest.
    pub bands: Vec<Band>,
    /// The classification tree.
    pub subgroups: Option<Subgroups>,
}

/// A set of weights.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its id.
    pub id: String,
    /// When it is used; only the last has no rule.
    pub when: Option<RuleText>,
}

/// What scores: the points of the first case that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScoreItem {
    /// Its id.
    pub id: String,
    /// The cases.
    pub cases: Vec<(RuleText, Vec<Number>)>,
}

/// A class of the sum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    /// Its id.
    pub id: String,
    /// The sum from which it begins, for each column; empty for the lowest.
    pub from: Vec<Number>,
}

/// A classification tree: the leaf of the first case that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subgroups {
    /// When there is a subgroup at all.
    pub when: RuleText,
    /// The cases; the last has no rule.
    pub cases: Vec<Case>,
}

/// A leaf and when it applies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// The rule; none for the last.
    pub when: Option<RuleText>,
    /// The leaf.
    pub then: String,
}

/// How sure the source of a criterion is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confidence {
    /// Seen in several sources.
    SeveralSources,
    /// Seen in one source.
    OneSource,
    /// Inferred; never binding.
    Inferred,
}

/// What the trial asks of a participant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Criterion {
    /// Its id.
    pub id: String,
    /// Where it is written.
    pub place: Place,
    /// The number of its item in the registry's record.
    pub registry: Option<String>,
    /// That item's text, to be compared with a later one.
    pub registry_text: Option<String>,
    /// Whether its rule must hold or must not.
    pub role: Role,
    /// Whether it can rule out.
    pub strength: Strength,
    /// Whose word decides it.
    pub judged_by: JudgedBy,
    /// Its rule; only a criterion judged by the site may have none.
    pub rule: Option<RuleText>,
    /// The sources cited.
    pub sources: Vec<String>,
    /// How sure they are.
    pub confidence: Confidence,
    /// How many registry items it stands for.
    pub stands_for: u32,
}

/// A patient with the verdict that they must get.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// Its id.
    pub id: String,
    /// Where it is written.
    pub place: Place,
    /// The day of assessment.
    pub on: Date,
    /// Who answers.
    pub audience: Audience,
    /// The anchors that are fixed.
    pub anchors: Vec<(String, Date)>,
    /// The answers.
    pub answers: Json,
    /// The verdict's id.
    pub verdict: String,
    /// The date that goes with `not_yet`.
    pub eligible_from: Option<Date>,
    /// The statuses that some criteria must get, by their ids.
    pub statuses: Vec<(String, String)>,
}
