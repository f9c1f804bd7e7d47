//! Statements that hold or do not in a completion, each remembered once computed.

use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::space::{Domain, Frame, Space};
use crate::support::naive::{Reads, Scored, Value, World};

/// What is stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// The criterion at this place is in order.
    InOrder(usize),
    /// The slot is asked.
    Asked(usize),
    /// The consistency rule at this place is kept.
    Kept(usize),
    /// Nothing; it holds the world in which the score at this place comes to something.
    Scored(usize),
}

pub struct Statement {
    pub what: What,
    /// The dimensions that it depends on.
    pub dims: Vec<usize>,
    slots: Vec<usize>,
    anchors: Vec<usize>,
    points: Vec<usize>,
    /// Whether another day can change it.
    pub timely: bool,
    known: RefCell<HashMap<u64, bool, BuildHasherDefault<Mix>>>,
    world: RefCell<World>,
}

/// The most days that are told apart in what is remembered; beyond them it is computed anew.
const DAYS: i64 = 1024;

impl Statement {
    pub fn new(space: &Space, what: What, reads: &Reads) -> Statement {
        let anchors = space.naive.definition.anchors.iter().enumerate();
        let anchors: Vec<usize> =
            anchors.filter(|(_, anchor)| reads.anchors.contains(&anchor.id)).map(|(place, _)| place).collect();
        let slots: Vec<usize> = reads.answers.iter().map(|key| space.slot(key)).collect();
        let points = reads.points.keys().map(|point| space.points.iter().position(|(known, _)| known == point));
        let points: Vec<usize> = points.map(Option::unwrap).collect();
        let mut dims = slots.clone();
        for anchor in &anchors {
            let chain = std::iter::successors(Some(*anchor), |anchor| space.followed(*anchor));
            dims.extend(chain.map(|anchor| space.anchor(anchor)));
        }
        dims.extend(points.iter().map(|point| space.point(*point)));
        dims.sort_unstable();
        dims.dedup();
        let mut world = World::default();
        world.answers.extend(reads.answers.iter().map(|key| (key.clone(), Value::Truth(false))));
        world.anchors.extend(reads.anchors.iter().map(|anchor| (anchor.clone(), 0)));
        world.points.extend(reads.points.keys().map(|point| (point.clone(), Value::Truth(false))));
        let dated = slots.iter().any(|slot| matches!(space.slots[*slot].domain, Domain::Days(_)));
        let timely = dated || !anchors.is_empty();
        Statement { what, dims, slots, anchors, points, timely, known: RefCell::default(), world: RefCell::new(world) }
    }

    /// A number for what it sees of a completion.
    fn seen(&self, space: &Space, codes: &[i64], frame: &Frame) -> Option<u64> {
        let mut seen = 0_u64;
        let mut add = |code: i64, ways: i64| {
            seen = seen.checked_mul(ways as u64)?.checked_add(code as u64)?;
            (0 <= code && code < ways).then_some(())
        };
        // A rule may look at today.
        add(frame.today - space.origin, DAYS)?;
        for slot in &self.slots {
            let ways = if let Domain::Values(values) = &space.slots[*slot].domain { values.len() as i64 } else { DAYS };
            add(codes[*slot], ways)?;
        }
        for anchor in &self.anchors {
            add(space.anchor_day(*anchor, codes, frame) - space.origin, DAYS)?;
        }
        for point in &self.points {
            add(codes[space.point(*point)], space.points[*point].1.len() as i64)?;
        }
        Some(seen)
    }

    pub fn holds(&self, space: &Space, codes: &[i64], frame: &Frame) -> bool {
        let seen = self.seen(space, codes, frame);
        if let Some(known) = seen.and_then(|seen| self.known.borrow().get(&seen).copied()) {
            return known;
        }
        let holds = self.compute(space, codes, frame);
        if let Some(seen) = seen {
            self.known.borrow_mut().insert(seen, holds);
        }
        holds
    }

    /// What a score comes to in a completion.
    pub fn scored(&self, space: &Space, codes: &[i64], frame: &Frame) -> Scored {
        let What::Scored(score) = self.what else { panic!("no score") };
        self.look(space, codes, frame);
        space.naive.scored(score, &self.world.borrow())
    }

    fn look(&self, space: &Space, codes: &[i64], frame: &Frame) {
        let world = &mut *self.world.borrow_mut();
        for slot in &self.slots {
            let (key, code) = (&space.slots[*slot].key, codes[*slot]);
            let value = match &space.slots[*slot].domain {
                Domain::Values(values) => values[code as usize].clone(),
                Domain::Days(earliest) => Value::Day(earliest + code),
            };
            *world.answers.get_mut(key).unwrap() = value;
        }
        for anchor in &self.anchors {
            let id = &space.naive.definition.anchors[*anchor].id;
            *world.anchors.get_mut(id).unwrap() = space.anchor_day(*anchor, codes, frame);
        }
        for point in &self.points {
            let (id, values) = &space.points[*point];
            *world.points.get_mut(id).unwrap() = values[codes[space.point(*point)] as usize].clone();
        }
        world.today = frame.today;
    }

    fn compute(&self, space: &Space, codes: &[i64], frame: &Frame) -> bool {
        self.look(space, codes, frame);
        let world = &self.world.borrow();
        match self.what {
            What::Kept(rule) => space.naive.keeps(rule, world),
            What::Scored(_) => true,
            What::InOrder(criterion) => space.naive.in_order(criterion, world),
            What::Asked(slot) => {
                let slot = &space.slots[slot];
                space.naive.asked(slot.question, slot.option.as_deref(), world)
            }
        }
    }
}

/// A hash of one number.
#[derive(Default)]
pub struct Mix(u64);

impl Hasher for Mix {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64((*byte).into()));
    }

    fn write_u64(&mut self, number: u64) {
        let mixed = (self.0 ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = mixed ^ (mixed >> 29);
    }
}
