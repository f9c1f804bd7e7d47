//! Looks up the names of a definition.

use std::collections::BTreeMap;

use super::model::{Definition, Implied, List};

/// The indexes of items by id; for an id used twice, the first index.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    anchors: BTreeMap<String, usize>,
    questions: BTreeMap<String, usize>,
    lists: BTreeMap<String, usize>,
    tables: BTreeMap<String, usize>,
    /// By the id of the question.
    implied: BTreeMap<String, usize>,
    sources: BTreeMap<String, usize>,
    /// The position in the order of asking, by question.
    turns: Vec<Option<usize>>,
}

impl Names {
    /// Collects the names of a definition.
    pub(super) fn of(definition: &Definition) -> Names {
        let questions = indexes(&mut definition.questions.iter().map(|question| &question.id));
        let mut turns = vec![None; definition.questions.len()];
        for (turn, (id, _)) in definition.order.iter().enumerate() {
            if let Some(known) = questions.get(id).and_then(|index| turns.get_mut(*index)) {
                known.get_or_insert(turn);
            }
        }
        Names {
            anchors: indexes(&mut definition.anchors.iter().map(|anchor| &anchor.id)),
            questions,
            lists: indexes(&mut definition.lists.iter().map(|list| &list.id)),
            tables: indexes(&mut definition.tables.iter().map(|table| &table.id)),
            implied: indexes(&mut definition.implied.iter().map(|implied| &implied.question)),
            sources: indexes(&mut definition.sources.iter().map(|source| &source.id)),
            turns,
        }
    }
}

fn indexes(ids: &mut dyn Iterator<Item = &String>) -> BTreeMap<String, usize> {
    let mut indexes = BTreeMap::new();
    for (index, id) in ids.enumerate() {
        if !indexes.contains_key(id) {
            indexes.insert(id.clone(), index);
        }
    }
    indexes
}

impl Definition {
    /// Returns the index of an anchor.
    pub fn anchor(&self, id: &str) -> Option<usize> {
        self.names.anchors.get(id).copied()
    }

    /// Returns the index of a question.
    pub fn question(&self, id: &str) -> Option<usize> {
        self.names.questions.get(id).copied()
    }

    /// Returns a list by its id.
    pub fn list(&self, id: &str) -> Option<&List> {
        self.lists.get(*self.names.lists.get(id)?)
    }

    /// Returns the index of a table.
    pub fn table(&self, id: &str) -> Option<usize> {
        self.names.tables.get(id).copied()
    }

    /// Returns the rule that stands for a *yes* to a question.
    pub fn implied(&self, question: &str) -> Option<&Implied> {
        self.implied.get(*self.names.implied.get(question)?)
    }

    /// Returns the index of a source.
    pub fn source(&self, id: &str) -> Option<usize> {
        self.names.sources.get(id).copied()
    }

    /// Returns the position of a question in the order of asking.
    pub fn turn(&self, question: usize) -> Option<usize> {
        self.names.turns.get(question).copied().flatten()
    }
}
