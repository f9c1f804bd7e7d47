//! Which criteria and questions hang together by the questions that their rules use.

use super::{JudgedBy, Role, Strength, Trial};
use crate::trial::program::{NodeId, Slot, Slots, Unknown};

/// A statement, and what it must come to.
pub type Goal = (NodeId, bool);

/// What must come true for a person not to be ruled out, in groups that share no unknown with one another.
#[derive(Debug, Clone, Default)]
pub struct Groups {
    goals: Vec<Goal>,
    /// The consistency rules. Of an unknown that says whether a slot was answered, the slot counts as used too.
    rules: Group,
    /// By the criteria's rules alone.
    apart: Partition,
    /// With the consistency rules that hang together with them among the goals; a consistency rule may join criteria.
    joint: Partition,
    /// For each slot those that are asked under something that depends on it.
    followers: Vec<Vec<Slot>>,
}

/// Goals that hang together, and all unknowns that they use.
#[derive(Debug, Clone, Default)]
pub struct Group {
    /// The goals.
    pub goals: Vec<Goal>,
    /// What each goal uses.
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
        let able = |one: &&super::Criterion| one.strength == Strength::Binding && one.judged_by != JudgedBy::Site;
        for criterion in trial.criteria.iter().filter(able) {
            if let Some(goal) = criterion.goal() {
                groups.goals.push(goal);
                groups.apart.add(goal, trial.program.unknowns_beneath(goal.0));
            }
        }
        groups.joint = groups.apart.clone();
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
        // Where there are only consistency rules, there is nothing to pass.
        let goals = &groups.goals;
        for group in &mut groups.joint.groups {
            if !group.goals.iter().any(|goal| goals.contains(goal)) {
                group.goals.clear();
            }
        }
        groups.apart.finish();
        groups.joint.finish();
        for (slot, asked) in trial.slots.iter().enumerate() {
            let Some(when) = asked.when else { continue };
            for unknown in trial.program.unknowns_beneath(when).iter() {
                groups.followers.get_mut(unknown).into_iter().for_each(|followers| followers.push(slot));
            }
        }
        groups
    }

    /// The goals of criteria that hang together by their own rules.
    pub fn apart(&self) -> &Partition {
        &self.apart
    }

    /// The same with the consistency rules that bear on them.
    pub fn joint(&self) -> &Partition {
        &self.joint
    }

    /// The slots that are asked under something that depends on a slot.
    pub fn followers(&self, slot: Slot) -> &[Slot] {
        self.followers.get(slot).map_or(&[], Vec::as_slice)
    }

    /// All goals of criteria.
    pub fn goals(&self) -> &[Goal] {
        &self.goals
    }

    /// The consistency rules.
    pub fn rules(&self) -> &Group {
        &self.rules
    }

    /// Adds the unknowns that bear on some unknowns by consistency rules, from one to the next.
    pub fn close(&self, unknowns: &mut Slots) {
        let mut grown = true;
        while std::mem::take(&mut grown) {
            for used in &self.rules.used {
                if used.iter().any(|unknown| unknowns.holds(unknown)) {
                    for unknown in used.iter() {
                        grown |= unknowns.insert(unknown);
                    }
                }
            }
        }
    }
}

impl Partition {
    /// Adds a goal; the groups that share unknowns with it become one.
    fn add(&mut self, goal: Goal, used: Slots) {
        let own = self.groups.len();
        let mut group = Group { goals: vec![goal], ..Group::default() };
        for unknown in used.iter() {
            self.of.resize(self.of.len().max(unknown.saturating_add(1)), None);
            let other = self.of.get_mut(unknown).and_then(|of| of.replace(own)).filter(|other| *other != own);
            if let Some(other) = other.and_then(|place| self.groups.get_mut(place)) {
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

    fn finish(&mut self) {
        for (unknown, of) in self.of.iter().enumerate() {
            let group = of.and_then(|of| self.groups.get_mut(of));
            group.into_iter().for_each(|group| group.unknowns.push(unknown));
        }
    }

    /// The groups; those that became part of another are empty.
    pub fn all(&self) -> &[Group] {
        &self.groups
    }

    /// The place of the group of an unknown; none for one that no goal uses.
    pub fn of_unknown(&self, unknown: Unknown) -> Option<usize> {
        self.of.get(unknown).copied().flatten()
    }
}

impl super::Criterion {
    /// What the rule must come to for the criterion to be in order.
    pub fn goal(&self) -> Option<Goal> {
        Some((self.rule?, self.role == Role::Inclusion))
    }
}
