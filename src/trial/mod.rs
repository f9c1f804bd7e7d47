//! A checked trial, with every rule compiled and every name and unit verified, ready for assessment.
//!
//! [`crate::definition::compile`] creates it from a definition. A published trial is compiled ahead of time and loaded
//! as bytes.

mod approval;
mod closed;
#[cfg(feature = "author")]
mod describe;
mod frequencies;
mod groups;
mod model;
mod packed;
pub mod program;
mod recruitment;
mod referral;
mod words;

pub use approval::Approval;
pub use closed::Closed;
#[cfg(feature = "author")]
pub use describe::describe;
#[cfg(feature = "author")]
pub(crate) use frequencies::even;
pub use frequencies::{Frequencies, WHOLE};
pub use groups::{Goal, Group, Groups};
pub use model::{
    Anchor, Audience, Class, ConsistencyRule, Criterion, JudgedBy, Prompt, Question, QuestionKind, Role, Score,
    Strength,
};
pub use packed::UnpackError;
pub use recruitment::{Recruitment, RecruitmentStatus};
pub use referral::{Policy, Share, is_receiver, key_fault};
pub use words::missing;

use crate::trial::program::{Inputs, NodeId, Program, Slot, Unknown};
use crate::value::packed::packed;
use crate::value::{Date, Interval, Number, Possible};

/// A trial whose definition was checked without findings.
#[derive(Debug, Clone)]
pub struct Trial {
    /// The registry number.
    pub id: String,
    /// The version of the definition.
    pub version: String,
    /// The date of the registry record that the definition was written from.
    pub updated: String,
    /// The parts of the approval of an ethics board; empty if none is recorded.
    pub(crate) approval: Vec<String>,
    /// The recruitment status, if it is recorded.
    pub recruitment: Option<Recruitment>,
    /// What may be shared; without a policy, nothing.
    pub referral: Option<Policy>,
    /// Whether the definition lists sites; the sites themselves are loaded only on request.
    pub has_sites: bool,
    /// The fingerprint of the definition: the SHA-256 of its documents.
    pub digest: String,
    /// Named dates; each follows the assessment or an earlier one.
    pub anchors: Vec<Anchor>,
    /// The questions.
    pub questions: Vec<Question>,
    /// The prompts, in the order of asking.
    pub slots: Vec<Prompt>,
    /// The criteria.
    pub criteria: Vec<Criterion>,
    /// The scores.
    pub scores: Vec<Score>,
    /// The rules that the answers of one person must keep.
    pub consistency: Vec<ConsistencyRule>,
    /// The open points that state whether a slot was answered, each with its slot.
    pub(crate) answered: Vec<(usize, Slot)>,
    /// The compiled rules.
    pub program: Program,
    /// The groups of connected criteria; not packed.
    pub groups: Groups,
    /// The slots in the order of their keys; not packed.
    pub(crate) by_key: Vec<Slot>,
}
packed!(struct Trial {
    id, version, updated, approval, recruitment, referral, has_sites, digest, anchors, questions, slots, criteria, scores,
    consistency, answered, program;
    groups, by_key
});

impl Trial {
    /// Returns the keys of all answers, in the order of asking, each with its question.
    pub fn keys(&self) -> impl Iterator<Item = (&str, &Question)> {
        self.slots.iter().filter_map(|slot| Some((slot.key.as_str(), self.questions.get(slot.question)?)))
    }

    /// Returns the slot of an answer's key.
    pub fn slot(&self, key: &str) -> Option<Slot> {
        let position = self.by_key.binary_search_by(|slot| self.key(*slot).cmp(key)).ok()?;
        self.by_key.get(position).copied()
    }

    fn key(&self, slot: Slot) -> &str {
        self.slots.get(slot).map_or("", |slot| &slot.key)
    }

    /// Returns the question of a slot.
    pub fn question(&self, slot: Slot) -> Option<&Question> {
        self.questions.get(self.slots.get(slot)?.question)
    }

    /// Returns the unknowns that state whether a slot was answered, each with its slot.
    pub(crate) fn answered(&self) -> impl Iterator<Item = (Unknown, Slot)> {
        self.answered.iter().map(|(point, slot)| (self.program.open_point(*point), *slot))
    }

    /// Computes what is not packed: the slot of each key, the range of each rule, and the groups. Returns the nodes
    /// that cannot be computed exactly for every answer that the bounds allow.
    pub(crate) fn bound(&mut self) -> Vec<NodeId> {
        // Inserted one by one: a tree or a sort would take more bytes in the browser than all of this.
        self.by_key.clear();
        for slot in 0..self.slots.len() {
            let position = self.by_key.partition_point(|earlier| self.key(*earlier) < self.key(slot));
            self.by_key.insert(position, slot);
        }
        let inputs = self.extremes(QuestionKind::everything);
        let failed = self.program.bound(inputs, self.slots.len(), self.anchors.len());
        self.groups = Groups::of(self);
        failed
    }

    /// Returns inputs that cover any day and, for each slot, the values that `answer` returns.
    pub(crate) fn extremes(&self, answer: impl Fn(&QuestionKind, Date) -> Possible) -> Inputs {
        let (first, last) = (Date::FIRST, Date::LAST);
        let questions = self.slots.iter().filter_map(|slot| self.questions.get(slot.question));
        let mut unknowns: Vec<Possible> = questions.map(|question| answer(&question.kind, last)).collect();
        let number = |days: u32| Number::from(i64::from(days));
        let waits =
            self.anchors.iter().map(|anchor| Interval { least: number(anchor.days.0), most: number(anchor.days.1) });
        unknowns.extend(waits.map(Possible::Number));
        unknowns.extend(self.program.open_points());
        let any_day = Interval { least: first, most: last };
        Inputs { on: any_day, today: any_day, unknowns, fixed: vec![None; self.anchors.len()] }
    }
}
