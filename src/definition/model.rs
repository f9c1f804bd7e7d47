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

/// The text of a rule and where it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleText {
    /// The rule.
    pub text: String,
    /// Where it is written.
    pub place: Place,
}

impl RuleText {
    /// Reads a rule, and reports it if it is missing.
    pub(super) fn read(fields: &Fields<'_>, key: &str) -> RuleText {
        let text = fields.text(key);
        if text.trim().is_empty() && fields.get(key).is_some_and(|written| written.as_text().is_some()) {
            fields.add(key, Fault::EmptyText, "the rule is empty");
        }
        RuleText { text, place: fields.place_of(key) }
    }

    /// Reads a rule, if the field is present.
    pub(super) fn read_if(fields: &Fields<'_>, key: &str) -> Option<RuleText> {
        fields.get(key).map(|_| RuleText::read(fields, key))
    }
}

/// A whole definition: the trial and the instruments that it includes.
#[derive(Debug, Clone, Default)]
pub struct Definition {
    /// The registry number.
    pub id: String,
    /// The version of this definition.
    pub version: String,
    /// The registry record that it was written from.
    pub registry: Registry,
    /// The approval of an ethics board, if one is recorded.
    pub approval: Option<Approval>,
    /// Whether the trial is recruiting, if that is recorded.
    pub recruitment: Option<Recruitment>,
    /// How much of a result may be shared; nothing if it is absent.
    pub referral: Option<Policy>,
    /// The known sites of the trial.
    pub sites: Vec<Site>,
    /// The sources that can be cited.
    pub sources: Vec<Source>,
    /// Named dates.
    pub anchors: Vec<Anchor>,
    /// The questions.
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
    /// Rules that the answers of one person must keep.
    pub consistency: Vec<ConsistencyRule>,
    /// The ids of the questions in the order of asking.
    pub order: Vec<(String, Place)>,
    /// The inclusion and exclusion criteria.
    pub criteria: Vec<Criterion>,
    /// Example patients and the verdicts that they must get.
    pub examples: Vec<Example>,
    /// The index of each named item.
    pub(super) names: Names,
    /// The names that are unreliable because of faults.
    pub(super) doubts: Doubts,
}

/// The registry record that a definition was written from.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Registry {
    /// The name of the registry.
    pub name: String,
    /// The address of the record.
    pub url: String,
    /// The date of the record.
    pub updated: String,
    /// Parts of the record as the registry publishes them, for comparison with a later record.
    pub record: Option<Json>,
}

/// The approval by an ethics board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    /// The name of the board.
    pub board: String,
    /// The board's number for the approval.
    pub number: String,
    /// The first day of the approval.
    pub on: Date,
    /// The last day of the approval.
    pub expires: Date,
    /// The approved messages, by language.
    pub languages: Vec<ApprovedWords>,
}

/// The approved messages of one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApprovedWords {
    /// The language's tag.
    pub language: String,
    /// The fingerprint of the messages.
    pub digest: String,
    /// Where it is written.
    pub place: Place,
}

/// A source that can be cited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its id.
    pub id: String,
    /// Where it is written.
    pub place: Place,
    /// Its title.
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
    /// The least and the greatest number of days after that anchor.
    pub days: (u32, u32),
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Its id.
    pub id: String,
    /// Where it is written.
    pub place: Place,
    /// The type of its answers.
    pub kind: QuestionKind,
    /// Who can answer it.
    pub asked_of: Audience,
    /// The rule that must hold for it to be asked.
    pub ask_when: Option<RuleText>,
    /// The question that it follows up: it is asked once for each option chosen there.
    pub for_each: Option<ForEach>,
    /// Roughly how frequent its answers are, if that is stated.
    pub frequencies: Option<Frequencies>,
    /// How private it is: 0 for not at all, up to 2.
    pub intimacy: u8,
    /// The codes of its options in coding systems.
    pub(super) codes: Codes,
}

/// The options that a follow-up question is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForEach {
    /// The id of the question with the options.
    pub question: String,
    /// The id of the list that the options are limited to.
    pub list: Option<String>,
}

/// A named group of options of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// Its id.
    pub id: String,
    /// Where it is written.
    pub place: Place,
    /// The id of the question.
    pub of: String,
    /// The ids of the options.
    pub options: Vec<String>,
}

/// A table of amounts for options of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its id.
    pub id: String,
    /// Where it is written.
    pub place: Place,
    /// The id of the question.
    pub by: String,
    /// The unit of the amounts.
    pub unit: Option<Unit>,
    /// The amounts.
    pub rows: Vec<Row>,
}

/// The amount for one option; an interval if references disagree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The id of the option.
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

/// A rule that stands for a *yes* to a question: wherever a rule names the question, the name means *answered yes, or
/// this rule holds*. The answer itself does not change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Implied {
    /// The id of the question.
    pub question: String,
    /// Where it is written.
    pub place: Place,
    /// The rule.
    pub when: RuleText,
}

/// A rule that the answers of one person must keep, because it is true of every person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsistencyRule {
    /// Its id.
    pub id: String,
    /// Where it is written.
    pub place: Place,
    /// The questions of which at least one must be answered for the rule to apply; empty if it always applies.
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
    /// The items that give points.
    pub items: Vec<ScoreItem>,
    /// The classes of the sum, from the lowest to the highest.
    pub bands: Vec<Band>,
    /// The classification tree.
    pub subgroups: Option<Subgroups>,
}

/// A set of weights.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its id.
    pub id: String,
    /// The rule for its use; only the last column has none.
    pub when: Option<RuleText>,
}

/// An item of a score: gives the points of the first case that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScoreItem {
    /// Its id.
    pub id: String,
    /// The rule and the points, by column, of each case.
    pub cases: Vec<(RuleText, Vec<Number>)>,
}

/// A class of the sum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    /// Its id.
    pub id: String,
    /// The least sum in this class, for each column; empty for the lowest class.
    pub from: Vec<Number>,
}

/// A classification tree: selects the leaf of the first case that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subgroups {
    /// The rule that must hold for any subgroup to apply.
    pub when: RuleText,
    /// The cases; the last one has no rule.
    pub cases: Vec<Case>,
}

/// A leaf and the rule for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// The rule; `None` for the last case.
    pub when: Option<RuleText>,
    /// The leaf.
    pub then: String,
}

/// How certain the sources of a criterion are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confidence {
    /// Several sources state it.
    SeveralSources,
    /// One source states it.
    OneSource,
    /// It is only inferred, and never binding.
    Inferred,
}

/// An inclusion or exclusion criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Criterion {
    /// Its id.
    pub id: String,
    /// Where it is written.
    pub place: Place,
    /// The number of its item in the registry record.
    pub registry: Option<String>,
    /// The text of that item, for comparison with a later record.
    pub registry_text: Option<String>,
    /// Whether its rule must hold or must not hold.
    pub role: Role,
    /// Whether it can rule a person out.
    pub strength: Strength,
    /// Who or what decides it.
    pub judged_by: JudgedBy,
    /// Its rule; only a criterion judged by the site may have none.
    pub rule: Option<RuleText>,
    /// The ids of the sources cited.
    pub sources: Vec<String>,
    /// How certain the sources are.
    pub confidence: Confidence,
    /// How many registry items it stands for.
    pub stands_for: u32,
}

/// An example patient and the verdict that they must get.
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
    /// The id of the verdict.
    pub verdict: String,
    /// The date that goes with `not_yet`.
    pub eligible_from: Option<Date>,
    /// The statuses that some criteria must get, by the id of the criterion.
    pub statuses: Vec<(String, String)>,
}
