//! Which criteria hang together by the questions that their rules use.

use super::{JudgedBy, Role, Strength, Trial};
use crate::program::{NodeId, Slot, Slots, Unknown};

/// A statement, and what it must come to.
pub type Goal = (NodeId, bool);

/// What must come true for a person not to be ruled out, in groups that share no unknown with one another.
#[derive(Debug, Clone, Default)]
pub struct Groups {
    groups: Vec<Group>,
    /// The group of each unknown; none for one that no rule that can rule out uses.
    of: Vec<Option<usize>>,
}

/// Goals that hang together, and all unknowns that they use.
#[derive(Debug, Clone, Default)]
pub struct Group {
    /// The goals.
    pub goals: Vec<Goal>,
    /// The unknowns.
    pub unknowns: Vec<Unknown>,
}

impl Groups {
    pub(super) fn of(trial: &Trial) -> Groups {
        let mut groups = Groups::default();
        let able = |one: &&super::Criterion| one.strength == Strength::Binding && one.judged_by != JudgedBy::Site;
        for criterion in trial.criteria.iter().filter(able) {
            if let Some(goal) = criterion.goal() {
                groups.add(goal, trial.program.unknowns_beneath(goal.0));
            }
        }
        groups
    }

    fn add(&mut self, goal: Goal, used: Slots) {
        let own = self.groups.len();
        let mut group = Group { goals: vec![goal], unknowns: Vec::new() };
        for unknown in used.iter() {
            if self.of.len() <= unknown {
                self.of.resize(unknown.saturating_add(1), None);
            }
            match self.of.get(unknown).copied().flatten() {
                None => group.unknowns.push(unknown),
                Some(place) if place == own => continue,
                Some(place) => {
                    let Some(other) = self.groups.get_mut(place) else { continue };
                    group.goals.append(&mut other.goals);
                    for moved in &other.unknowns {
                        if let Some(of) = self.of.get_mut(*moved) {
                            *of = Some(own);
                        }
                    }
                    group.unknowns.append(&mut other.unknowns);
                }
            }
            if let Some(of) = self.of.get_mut(unknown) {
                *of = Some(own);
            }
        }
        self.groups.push(group);
    }

    /// The groups; those that became part of another are empty.
    pub fn all(&self) -> &[Group] {
        &self.groups
    }

    /// The place of the group of an unknown.
    pub fn of_unknown(&self, unknown: Slot) -> Option<usize> {
        self.of.get(unknown).copied().flatten()
    }

    /// All goals.
    pub fn goals(&self) -> impl Iterator<Item = Goal> {
        self.groups.iter().flat_map(|group| group.goals.iter().copied())
    }
}

impl super::Criterion {
    /// What the rule must come to for the criterion to be in order.
    pub fn goal(&self) -> Option<Goal> {
        Some((self.rule?, self.role == Role::Inclusion))
    }
}
