//! Reads off a computed program which answers decided.

use super::{Node, NodeId, Program, Slot};
use crate::value::{Possible, Truth};

/// A set of slots.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Slots(Vec<bool>);

impl Slots {
    /// Adds a slot; tells whether it is new.
    pub fn insert(&mut self, slot: Slot) -> bool {
        if self.0.len() <= slot {
            self.0.resize(slot.saturating_add(1), false);
        }
        self.0.get_mut(slot).is_some_and(|held| !std::mem::replace(held, true))
    }

    /// Adds all slots of another set.
    pub fn join(&mut self, other: &Slots) {
        self.0.resize(self.0.len().max(other.0.len()), false);
        for (held, new) in self.0.iter_mut().zip(&other.0) {
            *held |= new;
        }
    }

    /// Whether a slot is in the set.
    pub fn holds(&self, slot: Slot) -> bool {
        self.0.get(slot).is_some_and(|held| *held)
    }

    /// Whether no slot was ever added.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The slots in order.
    pub fn iter(&self) -> impl Iterator<Item = Slot> {
        self.0.iter().enumerate().filter(|(_, held)| **held).map(|(slot, _)| slot)
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

/// The slots whose answers decided a node: with these answers and no others it would be decided the same way.
pub fn deciding(program: &Program, values: &[Possible], start: NodeId) -> Slots {
    let mut found = Slots::default();
    walk(start, |place, ahead| match program.node(place) {
        Some(Node::Answer(slot)) => {
            found.insert(*slot);
        }
        Some(Node::Count { least, most, of }) => enough(values, place, *least, *most, of, ahead),
        Some(other) => taken(other, values, ahead),
        None => {}
    });
    found
}

/// Visits nodes from a start, each once; the visitor says where to go on.
pub(super) fn walk(start: NodeId, mut visit: impl FnMut(NodeId, &mut Vec<NodeId>)) {
    let mut seen = Slots::default();
    let mut ahead = vec![start];
    while let Some(place) = ahead.pop() {
        if seen.insert(place) {
            visit(place, &mut ahead);
        }
    }
}

/// The parts that a node's value depends on: of a decided `if`, the test and the branch taken.
fn taken(node: &Node, values: &[Possible], ahead: &mut Vec<NodeId>) {
    if let Node::If(test, then, otherwise) = node {
        ahead.push(*test);
        let test = values.get(*test);
        if test != Some(&Possible::Truth(Truth::False)) {
            ahead.push(*then);
        }
        if test != Some(&Possible::Truth(Truth::True)) {
            ahead.push(*otherwise);
        }
    } else {
        node.each_part(&mut |part| ahead.push(part));
    }
}

/// The first parts that suffice to decide a count.
fn enough(values: &[Possible], place: NodeId, least: usize, most: usize, of: &[NodeId], ahead: &mut Vec<NodeId>) {
    let those =
        |truth: Truth| of.iter().copied().filter(move |part| values.get(*part) == Some(&Possible::Truth(truth)));
    let so_many_fail = |count: usize| of.len().saturating_sub(count);
    match values.get(place) {
        Some(Possible::Truth(Truth::True)) => {
            ahead.extend(those(Truth::True).take(least));
            ahead.extend(those(Truth::False).take(so_many_fail(most)));
        }
        Some(Possible::Truth(Truth::False)) => {
            let failing = so_many_fail(least).saturating_add(1);
            if least > 0 && those(Truth::False).count() >= failing {
                ahead.extend(those(Truth::False).take(failing));
            } else {
                ahead.extend(those(Truth::True).take(most.saturating_add(1)));
            }
        }
        _ => ahead.extend_from_slice(of),
    }
}
