//! A checked trial: every rule understood, every name and unit verified, ready to be assessed.

mod check;
mod compile;
mod scope;
mod score;
mod types;

use crate::definition::{self, Definition, Document, Question, digest};
use crate::finding::Finding;
use crate::program::{NodeId, Program, Slot};

/// A trial definition without findings.
#[derive(Debug, Clone)]
pub struct Trial {
    pub(crate) definition: Definition,
    pub(crate) digest: String,
    pub(crate) program: Program,
    /// What can be answered, in the order of asking.
    pub(crate) slots: Vec<Asked>,
    /// The node of each criterion's rule.
    pub(crate) rules: Vec<Option<NodeId>>,
    /// The nodes of each score.
    pub(crate) scores: Vec<ScoreNodes>,
}

/// A question, or a question for one option.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    /// The key of its answer.
    pub key: String,
    /// The place of the question in the definition.
    pub question: usize,
    /// The question and the option that it is asked for.
    pub option: Option<(usize, usize)>,
    /// The node that must be true for it to be asked.
    pub when: Option<NodeId>,
}

/// The nodes of a score.
#[derive(Debug, Clone)]
pub(crate) struct ScoreNodes {
    pub points: NodeId,
    pub band: Option<NodeId>,
    /// Whether there is a subgroup, which, and the subgroups' names.
    pub subgroup: Option<(NodeId, NodeId, Vec<String>)>,
}

impl Trial {
    /// Checks a definition: the trial's document and then the instruments it includes.
    ///
    /// Fails with every finding: keys, ids, names, types, units, and rules that could not be computed exactly.
    pub fn check(documents: &[Document]) -> Result<Trial, Vec<Finding>> {
        let (definition, mut findings) = definition::read(documents);
        let digest = digest(documents);
        let (trial, more) = compile::compile(definition, digest);
        findings.extend(more);
        if findings.is_empty() {
            return Ok(trial);
        }
        let mut told = Vec::new();
        for finding in findings {
            if !told.contains(&finding) {
                told.push(finding);
            }
        }
        Err(told)
    }

    /// The registry number.
    pub fn id(&self) -> &str {
        &self.definition.id
    }

    /// The definition as it was written.
    pub fn definition(&self) -> &Definition {
        &self.definition
    }

    /// The fingerprint of the definition; see [`crate::definition::digest`].
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// The keys of all answers, in the order of asking, each with its question.
    pub fn keys(&self) -> impl Iterator<Item = (&str, &Question)> {
        self.slots.iter().filter_map(|slot| Some((slot.key.as_str(), self.definition.questions.get(slot.question)?)))
    }

    pub(crate) fn slot(&self, key: &str) -> Option<Slot> {
        self.slots.iter().position(|slot| slot.key == key)
    }

    pub(crate) fn question(&self, slot: Slot) -> Option<&Question> {
        self.definition.questions.get(self.slots.get(slot)?.question)
    }
}
