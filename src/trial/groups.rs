//! Groups of criteria and questions that are connected by the questions that their rules use.

use super::{JudgedBy, Role, Strength, Trial};
use crate::trial::program::{NodeId, Slot, Slots, Unknown};

/// A statement and the truth value it must have.
pub type Goal = (NodeId, bool);

/// The goals that a person who is not ruled out reaches, in groups that share no unknown with one another.
#[derive(Debug, Clone, Default)]
pub struct Groups {
    goals: Vec<Goal>,
    /// The consistency rules. A rule that uses the unknown for whether a slot was answered also counts as using that
    /// slot.
    rules: Group,
    /// Groups by the criteria's rules alone.
    separate: Partition,
    /// Groups that include the consistency rules connected to them; a consistency rule may join criteria.
    joint: Partition,
    /// For each slot, the slots whose condition depends on it.
    followers: Vec<Vec<Slot>>,
}

/// Connected goals and all unknowns that they use.
#[derive(Debug, Clone, Default)]
pub struct Group {
    /// The goals.
    pub goals: Vec<Goal>,
    /// The unknowns that each goal uses.
    pub used: Vec<Slots>,
    /// The unknowns.
    pub unknowns: Vec<Unknown>,
}

/// Groups of goals, and the group of each unknown.
#[derive(Debug, Clone, Default)]
pub struct Partition {
    groups: Vec<Group>,
    of: Vec<Option<usize>>,
}

impl Groups {
    pub(super) fn of(trial: &Trial) -> Groups {
        let mut groups = Groups { followers: vec![Vec::new(); trial.slots.len()], ..Groups::default() };
        let decides = |criterion: &&super::Criterion| {
            criterion.strength == Strength::Binding && criterion.judged_by != JudgedBy::Site
        };
        for criterion in trial.criteria.iter().filter(decides) {
            if let Some(goal) = criterion.goal() {
                groups.goals.push(goal);
                groups.separate.add(goal, trial.program.unknowns_beneath(goal.0));
            }
        }
        groups.joint = groups.separate.clone();
        for rule in &trial.consistency {
            let goal = (rule.rule, true);
            let mut used = trial.program.unknowns_beneath(rule.rule);
            for (unknown, slot) in trial.answered() {
                if used.holds(unknown) {
                    used.insert(slot);
                }
            }
            groups.joint.add(goal, used.clone());
            groups.rules.goals.push(goal);
            groups.rules.used.push(used);
        }
        // A group of consistency rules alone has no goal to reach.
        let goals = &groups.goals;
        for group in &mut groups.joint.groups {
            if !group.goals.iter().any(|goal| goals.contains(goal)) {
                group.goals.clear();
            }
        }
        groups.separate.list_unknowns();
        groups.joint.list_unknowns();
        for (slot, prompt) in trial.slots.iter().enumerate() {
            let Some(when) = prompt.when else { continue };
            for unknown in trial.program.unknowns_beneath(when).iter() {
                groups.followers.get_mut(unknown).into_iter().for_each(|followers| followers.push(slot));
            }
        }
        groups
    }

    /// Returns the goals of criteria, grouped by their own rules.
    pub fn separate(&self) -> &Partition {
        &self.separate
    }

    /// Returns the same groups with the consistency rules that are connected to them.
    pub fn joint(&self) -> &Partition {
        &self.joint
    }

    /// Returns the slots whose condition depends on a slot.
    pub fn followers(&self, slot: Slot) -> &[Slot] {
        self.followers.get(slot).map_or(&[], Vec::as_slice)
    }

    /// Returns all goals of criteria.
    pub fn goals(&self) -> &[Goal] {
        &self.goals
    }

    /// Returns the consistency rules.
    pub fn rules(&self) -> &Group {
        &self.rules
    }

    /// Adds the unknowns that consistency rules connect to the given ones, transitively.
    pub fn close(&self, unknowns: &mut Slots) {
        let mut changed = true;
        while std::mem::take(&mut changed) {
            for used in &self.rules.used {
                if used.iter().any(|unknown| unknowns.holds(unknown)) {
                    for unknown in used.iter() {
                        changed |= unknowns.insert(unknown);
                    }
                }
            }
        }
    }
}

impl Partition {
    /// Adds a goal and merges the groups that share unknowns with it.
    fn add(&mut self, goal: Goal, used: Slots) {
        let own = self.groups.len();
        let mut group = Group { goals: vec![goal], ..Group::default() };
        for unknown in used.iter() {
            self.of.resize(self.of.len().max(unknown.saturating_add(1)), None);
            let other = self.of.get_mut(unknown).and_then(|of| of.replace(own)).filter(|other| *other != own);
            if let Some(other) = other.and_then(|position| self.groups.get_mut(position)) {
                group.goals.append(&mut other.goals);
                group.used.append(&mut other.used);
            }
            if let Some(other) = other {
                self.of.iter_mut().filter(|of| **of == Some(other)).for_each(|of| *of = Some(own));
            }
        }
        group.used.insert(0, used);
        self.groups.push(group);
    }

    /// Lists the unknowns of each group.
    fn list_unknowns(&mut self) {
        for (unknown, of) in self.of.iter().enumerate() {
            let group = of.and_then(|of| self.groups.get_mut(of));
            group.into_iter().for_each(|group| group.unknowns.push(unknown));
        }
    }

    /// Returns the groups; those that were merged into another are empty.
    pub fn all(&self) -> &[Group] {
        &self.groups
    }

    /// Returns the position of the group of an unknown, or `None` if no goal uses it.
    pub fn of_unknown(&self, unknown: Unknown) -> Option<usize> {
        self.of.get(unknown).copied().flatten()
    }
}

impl super::Criterion {
    /// Returns the rule and the truth value that it must have for the criterion to be satisfied.
    pub fn goal(&self) -> Option<Goal> {
        Some((self.rule?, self.role == Role::Inclusion))
    }
}
