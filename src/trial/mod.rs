//! A checked trial: every rule understood, every name and unit verified, ready to be assessed.
//!
//! It is made from a definition by [`crate::definition::compile`], ahead of time for what is published, and travels as bytes.

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
    Anchor, Asked, Audience, Class, ConsistencyRule, Criterion, JudgedBy, Question, QuestionKind, Role, Score, Strength,
};
pub use packed::Unpackable;
pub use recruitment::{Recruitment, RecruitmentStatus};
pub use referral::{Policy, Share, is_receiver, key_fault};
pub use words::missing;

use crate::trial::program::{Inputs, NodeId, Program, Slot, Unknown};
use crate::value::packed::packed;
use crate::value::{Date, Interval, Number, Possible};

/// A trial definition without findings.
#[derive(Debug, Clone)]
pub struct Trial {
    /// The registry number.
    pub id: String,
    /// The version of the definition.
    pub version: String,
    /// The date of the registry record that the definition was written from.
    pub updated: String,
    /// The texts of the approval of an ethics board; none if none is recorded.
    pub(crate) approval: Vec<String>,
    /// Whether it takes people in; none if that is not recorded.
    pub recruitment: Option<Recruitment>,
    /// What may be handed on; nothing without it.
    pub referral: Option<Policy>,
    /// Whether it says where the trial takes place; the clinics themselves stay out until somebody asks for them.
    pub has_sites: bool,
    /// The fingerprint of the definition: the SHA-256 of its documents.
    pub digest: String,
    /// Named dates; each follows the assessment or an earlier one.
    pub anchors: Vec<Anchor>,
    /// The questions.
    pub questions: Vec<Question>,
    /// What can be answered, in the order of asking.
    pub slots: Vec<Asked>,
    /// The criteria.
    pub criteria: Vec<Criterion>,
    /// The scores.
    pub scores: Vec<Score>,
    /// What no two answers may contradict.
    pub consistency: Vec<ConsistencyRule>,
    /// The open points that say whether a slot was answered, each with its slot.
    pub(crate) answered: Vec<(usize, Slot)>,
    /// The compiled rules.
    pub program: Program,
    /// Which criteria hang together; not packed.
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
    /// The keys of all answers, in the order of asking, each with its question.
    pub fn keys(&self) -> impl Iterator<Item = (&str, &Question)> {
        self.slots.iter().filter_map(|slot| Some((slot.key.as_str(), self.questions.get(slot.question)?)))
    }

    /// The slot of an answer's key.
    pub fn slot(&self, key: &str) -> Option<Slot> {
        let place = self.by_key.binary_search_by(|slot| self.key(*slot).cmp(key)).ok()?;
        self.by_key.get(place).copied()
    }

    fn key(&self, slot: Slot) -> &str {
        self.slots.get(slot).map_or("", |slot| &slot.key)
    }

    /// The question of a slot.
    pub fn question(&self, slot: Slot) -> Option<&Question> {
        self.questions.get(self.slots.get(slot)?.question)
    }

    /// The unknowns that say whether a slot was answered, each with its slot.
    pub(crate) fn answered(&self) -> impl Iterator<Item = (Unknown, Slot)> {
        self.answered.iter().map(|(point, slot)| (self.program.open_point(*point), *slot))
    }

    /// Works out what is not packed: the slot of each key, and what each rule can come to at all. Gives the nodes that
    /// cannot be computed exactly for every answer that the bounds allow.
    pub(crate) fn bound(&mut self) -> Vec<NodeId> {
        // Put in place one by one: a tree or a sort would weigh more than all of this in the browser.
        self.by_key.clear();
        for slot in 0..self.slots.len() {
            let place = self.by_key.partition_point(|earlier| self.key(*earlier) < self.key(slot));
            self.by_key.insert(place, slot);
        }
        let inputs = self.extremes(QuestionKind::everything);
        let failed = self.program.bound(inputs, self.slots.len(), self.anchors.len());
        self.groups = Groups::of(self);
        failed
    }

    /// The inputs of a trial whose answers can be these, on any day.
    pub(crate) fn extremes(&self, answer: impl Fn(&QuestionKind, Date) -> Possible) -> Inputs {
        let (first, last) = (Date::FIRST, Date::LAST);
        let questions = self.slots.iter().filter_map(|slot| self.questions.get(slot.question));
        let mut unknowns: Vec<Possible> = questions.map(|question| answer(&question.kind, last)).collect();
        let whole = |days: u32| Number::from(i64::from(days));
        let waits =
            self.anchors.iter().map(|anchor| Interval { least: whole(anchor.days.0), most: whole(anchor.days.1) });
        unknowns.extend(waits.map(Possible::Number));
        unknowns.extend(self.program.open_points());
        let ever = Interval { least: first, most: last };
        Inputs { on: ever, today: ever, unknowns, fixed: vec![None; self.anchors.len()] }
    }
}
