//! Where each name of a definition stands.

use std::collections::BTreeMap;

use super::model::{Definition, Implied, List};

/// The places of what has an id; of an id used twice, the first.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    anchors: BTreeMap<String, usize>,
    questions: BTreeMap<String, usize>,
    lists: BTreeMap<String, usize>,
    tables: BTreeMap<String, usize>,
    /// By the question's id.
    implied: BTreeMap<String, usize>,
    sources: BTreeMap<String, usize>,
    /// By question, its place in the order of asking.
    turns: Vec<Option<usize>>,
}

impl Names {
    /// The names of a definition.
    pub(super) fn of(definition: &Definition) -> Names {
        let questions = places(&mut definition.questions.iter().map(|question| &question.id));
        let mut turns = vec![None; definition.questions.len()];
        for (turn, (id, _)) in definition.order.iter().enumerate() {
            if let Some(known) = questions.get(id).and_then(|place| turns.get_mut(*place)) {
                known.get_or_insert(turn);
            }
        }
        Names {
            anchors: places(&mut definition.anchors.iter().map(|anchor| &anchor.id)),
            questions,
            lists: places(&mut definition.lists.iter().map(|list| &list.id)),
            tables: places(&mut definition.tables.iter().map(|table| &table.id)),
            implied: places(&mut definition.implied.iter().map(|implied| &implied.question)),
            sources: places(&mut definition.sources.iter().map(|source| &source.id)),
            turns,
        }
    }
}

fn places(ids: &mut dyn Iterator<Item = &String>) -> BTreeMap<String, usize> {
    let mut places = BTreeMap::new();
    for (place, id) in ids.enumerate() {
        if !places.contains_key(id) {
            places.insert(id.clone(), place);
        }
    }
    places
}

impl Definition {
    /// The place of an anchor.
    pub fn anchor(&self, id: &str) -> Option<usize> {
        self.names.anchors.get(id).copied()
    }

    /// The place of a question.
    pub fn question(&self, id: &str) -> Option<usize> {
        self.names.questions.get(id).copied()
    }

    /// A list.
    pub fn list(&self, id: &str) -> Option<&List> {
        self.lists.get(*self.names.lists.get(id)?)
    }

    /// The place of a table.
    pub fn table(&self, id: &str) -> Option<usize> {
        self.names.tables.get(id).copied()
    }

    /// The rule that stands for a *yes* to a question.
    pub fn implied(&self, question: &str) -> Option<&Implied> {
        self.implied.get(*self.names.implied.get(question)?)
    }

    /// The place of a source.
    pub fn source(&self, id: &str) -> Option<usize> {
        self.names.sources.get(id).copied()
    }

    /// When a question's turn is: its place in the order of asking.
    pub fn turn(&self, question: usize) -> Option<usize> {
        self.names.turns.get(question).copied().flatten()
    }
}
