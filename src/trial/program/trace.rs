//! Traces which answers decided a node of a computed program.

use super::{Node, NodeId, Program, Slot};
use crate::value::{Possible, Truth};

/// A set of slots.
///
/// ```
/// use prescreener::trial::program::Slots;
/// let mut slots: Slots = [4, 1].into_iter().collect();
/// assert!(slots.insert(2) && !slots.insert(4));
/// assert_eq!(slots.iter().collect::<Vec<_>>(), [1, 2, 4]);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Slots(Vec<bool>);

impl Slots {
    /// Adds a slot. Returns whether it is new.
    pub fn insert(&mut self, slot: Slot) -> bool {
        if self.0.len() <= slot {
            self.0.resize(slot.saturating_add(1), false);
        }
        self.0.get_mut(slot).is_some_and(|contained| !std::mem::replace(contained, true))
    }

    /// Adds all slots of another set.
    pub fn join(&mut self, other: &Slots) {
        self.0.resize(self.0.len().max(other.0.len()), false);
        for (contained, new) in self.0.iter_mut().zip(&other.0) {
            *contained |= new;
        }
    }

    /// Returns whether a slot is in the set.
    pub fn holds(&self, slot: Slot) -> bool {
        self.0.get(slot).is_some_and(|contained| *contained)
    }

    /// Returns whether no slot was ever added.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the slots in order.
    pub fn iter(&self) -> impl Iterator<Item = Slot> {
        self.0.iter().enumerate().filter(|(_, contained)| **contained).map(|(slot, _)| slot)
    }
}

impl FromIterator<Slot> for Slots {
    fn from_iter<I: IntoIterator<Item = Slot>>(slots: I) -> Slots {
        let mut set = Slots::default();
        for slot in slots {
            set.insert(slot);
        }
        set
    }
}

/// Returns the slots whose answers decided a node: with these answers and no others it would be decided the same way.
pub fn deciding(program: &Program, values: &[Possible], start: NodeId) -> Slots {
    let mut found = Slots::default();
    walk(start, |position, pending| match program.node(position) {
        Some(Node::Answer(slot)) => {
            found.insert(*slot);
        }
        Some(Node::Count { least, most, of }) => sufficient_parts(values, position, *least, *most, of, pending),
        Some(other) => relevant_parts(other, values, pending),
        None => {}
    });
    found
}

/// Visits nodes from a start, each once; the visitor adds the nodes to visit next.
pub(super) fn walk(start: NodeId, mut visit: impl FnMut(NodeId, &mut Vec<NodeId>)) {
    let mut seen = Slots::default();
    let mut pending = vec![start];
    while let Some(position) = pending.pop() {
        if seen.insert(position) {
            visit(position, &mut pending);
        }
    }
}

/// Adds the parts that a node's value depends on: of a decided `if`, the test and the branch taken.
fn relevant_parts(node: &Node, values: &[Possible], pending: &mut Vec<NodeId>) {
    if let Node::If(test, then, otherwise) = node {
        pending.push(*test);
        let test = values.get(*test);
        if test != Some(&Possible::Truth(Truth::False)) {
            pending.push(*then);
        }
        if test != Some(&Possible::Truth(Truth::True)) {
            pending.push(*otherwise);
        }
    } else {
        node.each_part(&mut |part| pending.push(part));
    }
}

/// Adds the first parts that suffice to decide a count.
fn sufficient_parts(
    values: &[Possible],
    position: NodeId,
    least: usize,
    most: usize,
    of: &[NodeId],
    pending: &mut Vec<NodeId>,
) {
    let parts_that_are =
        |truth: Truth| of.iter().copied().filter(move |part| values.get(*part) == Some(&Possible::Truth(truth)));
    let others = |count: usize| of.len().saturating_sub(count);
    match values.get(position) {
        Some(Possible::Truth(Truth::True)) => {
            pending.extend(parts_that_are(Truth::True).take(least));
            pending.extend(parts_that_are(Truth::False).take(others(most)));
        }
        Some(Possible::Truth(Truth::False)) => {
            let failing = others(least).saturating_add(1);
            if least > 0 && parts_that_are(Truth::False).count() >= failing {
                pending.extend(parts_that_are(Truth::False).take(failing));
            } else {
                pending.extend(parts_that_are(Truth::True).take(most.saturating_add(1)));
            }
        }
        _ => pending.extend_from_slice(of),
    }
}
