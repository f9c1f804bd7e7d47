//! Compiles weighted scores.

use super::rules::Compiler;
use super::types::{Type, TypedNode};
use crate::definition::Score;
use crate::trial;
use crate::trial::program::{Node, NodeId};
use crate::value::option_set;
use crate::value::{Interval, Number, Possible, Unit};

impl Compiler<'_> {
    /// Compiles `score.points`, `score.band` or `score.subgroup`.
    pub(super) fn score_part(&mut self, score: &Score, part: &str) -> Option<TypedNode> {
        let (node, kind) = match part {
            "points" => (self.points(score)?, Type::Number(Unit::parse("points"))),
            "band" => {
                let names = score.bands.iter().map(|band| band.id.clone()).collect();
                (self.band(score)?, Type::One(names))
            }
            "subgroup" => {
                let names = leaves(score);
                (self.subgroup(score, &names)?, Type::One(names))
            }
            _ => return None,
        };
        Some(TypedNode { node, kind, column: 1 })
    }

    /// Compiles a score.
    pub(super) fn score(&mut self, score: &Score) -> Option<trial::Score> {
        let mut part = |name: &str| {
            let name = format!("{}.{name}", score.id);
            self.named(&name, 1).ok().flatten().map(|typed| typed.node)
        };
        let points = part("points")?;
        let band = if score.bands.is_empty() {
            None
        } else {
            Some((part("band")?, score.bands.iter().map(|band| band.id.clone()).collect::<Vec<String>>()))
        };
        let leaf = if score.subgroups.is_some() { Some(part("subgroup")?) } else { None };
        let band = band.map(|(node, names)| (node, self.classes(node, names)));
        let subgroup = match (&score.subgroups, leaf) {
            (Some(subgroups), Some(leaf)) => {
                let applies = self.statement(&subgroups.when)?;
                Some((applies, self.classes(leaf, leaves(score))))
            }
            _ => None,
        };
        Some(trial::Score { id: score.id.clone(), points, band, subgroup })
    }

    /// Returns the classes of a node whose value is one of them.
    fn classes(&mut self, node: NodeId, ids: Vec<String>) -> Vec<trial::Class> {
        let mut reached = |index| self.add(Node::IsAmong(node, option_set::bit(index)), 1);
        ids.into_iter().enumerate().map(|(index, id)| trial::Class { id, reached: reached(index) }).collect()
    }

    fn points(&mut self, score: &Score) -> Option<NodeId> {
        let sums = self.sums(score)?;
        self.by_column(score, sums)
    }

    fn band(&mut self, score: &Score) -> Option<NodeId> {
        let mut classes = Vec::new();
        for (column, sum) in self.sums(score)?.into_iter().enumerate() {
            let begins = score.bands.iter().skip(1).filter_map(|band| band.from.get(column).copied()).collect();
            classes.push(self.add(Node::Band(sum, begins), 1));
        }
        self.by_column(score, classes)
    }

    /// Compiles the sum of each column.
    fn sums(&mut self, score: &Score) -> Option<Vec<NodeId>> {
        let mut sums = Vec::new();
        for column in 0..score.columns.len() {
            let mut parts = Vec::new();
            for item in &score.items {
                let mut points = self.points_of(Number::ZERO);
                for (when, weights) in item.cases.iter().rev() {
                    let holds = self.statement(when)?;
                    let weight = self.points_of(*weights.get(column)?);
                    points = self.add(Node::If(holds, weight, points), 1);
                }
                parts.push(points);
            }
            sums.push(self.add(Node::Sum(parts), 1));
        }
        Some(sums)
    }

    /// Compiles the choice of the first column whose rule holds.
    fn by_column(&mut self, score: &Score, columns: Vec<NodeId>) -> Option<NodeId> {
        let mut columns = score.columns.iter().zip(columns).rev();
        let (_, mut node) = columns.next()?;
        for (column, own) in columns {
            let used = self.statement(column.when.as_ref()?)?;
            node = self.add(Node::If(used, own, node), 1);
        }
        Some(node)
    }

    fn points_of(&mut self, points: Number) -> NodeId {
        self.constant(Possible::Number(Interval::exactly(points)))
    }

    fn subgroup(&mut self, score: &Score, names: &[String]) -> Option<NodeId> {
        let mut cases = score.subgroups.as_ref()?.cases.iter().rev();
        let leaf = |name: &str| names.iter().position(|known| known == name).map(option_set::bit);
        let mut node = self.constant(Possible::One(leaf(&cases.next()?.then)?));
        for case in cases {
            let holds = self.statement(case.when.as_ref()?)?;
            let own = self.constant(Possible::One(leaf(&case.then)?));
            node = self.add(Node::If(holds, own, node), 1);
        }
        Some(node)
    }
}

/// Returns the distinct leaves of a score's tree, in the order of the cases.
fn leaves(score: &Score) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for case in score.subgroups.iter().flat_map(|subgroups| &subgroups.cases) {
        if !names.contains(&case.then) {
            names.push(case.then.clone());
        }
    }
    names
}
