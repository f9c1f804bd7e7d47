//! Reads off a computed program which answers mattered.

use std::collections::BTreeSet;

use super::{Node, NodeId, Program, Slot};
use crate::value::{Possible, Truth};

/// The slots whose answers could still change a node, as far as the rules' shape tells: every part of the way to them is
/// itself not decided.
pub fn open(program: &Program, values: &[Possible], start: NodeId, found: &mut BTreeSet<Slot>) {
    walk(start, |place| {
        let (Some(node), Some(value)) = (program.node(place), values.get(place)) else { return Vec::new() };
        if value.is_exact() {
            return Vec::new();
        }
        if let Node::Answer(slot) = node {
            found.insert(*slot);
        }
        taken(node, values)
    });
}

/// The slots whose answers decided a node: with these answers and no others it would be decided the same way.
pub fn deciding(program: &Program, values: &[Possible], start: NodeId, found: &mut BTreeSet<Slot>) {
    walk(start, |place| {
        let Some(node) = program.node(place) else { return Vec::new() };
        match node {
            Node::Answer(slot) => {
                found.insert(*slot);
                Vec::new()
            }
            Node::Count { least, most, of } => enough(values, place, *least, *most, of),
            other => taken(other, values),
        }
    });
}

/// Visits nodes from a start, each once; the visitor says where to go on.
pub(super) fn walk(start: NodeId, mut visit: impl FnMut(NodeId) -> Vec<NodeId>) {
    let mut seen = BTreeSet::from([start]);
    let mut ahead = vec![start];
    while let Some(place) = ahead.pop() {
        ahead.extend(visit(place).into_iter().filter(|next| seen.insert(*next)));
    }
}

/// The parts that a node's value depends on: of a decided `if`, the test and the branch taken.
fn taken(node: &Node, values: &[Possible]) -> Vec<NodeId> {
    match node {
        Node::If(test, then, otherwise) => match values.get(*test) {
            Some(Possible::Truth(Truth::True)) => vec![*test, *then],
            Some(Possible::Truth(Truth::False)) => vec![*test, *otherwise],
            _ => node.parts(),
        },
        other => other.parts(),
    }
}

/// The first parts that suffice to decide a count.
fn enough(values: &[Possible], place: NodeId, least: usize, most: usize, of: &[NodeId]) -> Vec<NodeId> {
    let those = |truth: Truth, count: usize| {
        of.iter().copied().filter(move |part| values.get(*part) == Some(&Possible::Truth(truth))).take(count)
    };
    let so_many_fail = |count: usize| of.len().saturating_sub(count);
    match values.get(place) {
        Some(Possible::Truth(Truth::True)) => {
            those(Truth::True, least).chain(those(Truth::False, so_many_fail(most))).collect()
        }
        Some(Possible::Truth(Truth::False)) => {
            let failing = so_many_fail(least).saturating_add(1);
            let fail: Vec<_> = those(Truth::False, failing).collect();
            let too_few = least > 0 && fail.len() == failing;
            if too_few { fail } else { those(Truth::True, most.saturating_add(1)).collect() }
        }
        _ => of.to_vec(),
    }
}
