//! What a rule may read, in any world.

use std::collections::{BTreeMap, BTreeSet};

use super::{Naive, Point, ScoreTrees, Tree, Ways};

/// The answers, anchors and open points that a rule may read.
#[derive(Default, Debug)]
pub struct Reads {
    pub answers: BTreeSet<String>,
    pub anchors: BTreeSet<String>,
    pub points: BTreeMap<Point, Ways>,
}

impl Naive {
    /// Returns what the rule of a criterion may read.
    pub fn reads(&self, criterion: usize) -> Reads {
        let mut reads = Reads::default();
        self.criteria[criterion].iter().for_each(|rule| reads.collect(rule));
        reads
    }

    /// Returns what a score may read.
    pub fn reads_of_score(&self, score: usize) -> Reads {
        let ScoreTrees { points, applies, leaf, .. } = &self.scores[score];
        let mut reads = Reads::default();
        reads.collect(points);
        applies.iter().chain(leaf).for_each(|tree| reads.collect(tree));
        reads
    }

    /// Returns what a consistency rule may read.
    pub fn reads_to_keep(&self, rule: usize) -> Reads {
        let mut reads = Reads::default();
        reads.collect(&self.consistency[rule]);
        reads
    }

    /// Returns what decides whether a question is asked, for an option if it is asked for one.
    pub fn reads_to_ask(&self, question: usize, option: Option<&str>) -> Reads {
        let mut reads = Reads::default();
        reads.answers.extend(self.definition.questions[question].for_each.iter().map(|each| each.question.clone()));
        self.condition(question, option).into_iter().for_each(|when| reads.collect(when));
        reads
    }
}

impl Reads {
    fn collect(&mut self, tree: &Tree) {
        match tree {
            Tree::Known(_) | Tree::Today => {}
            Tree::Answer(key) => {
                self.answers.insert(key.clone());
            }
            Tree::Anchor(id) => {
                self.anchors.insert(id.clone());
            }
            Tree::Open(point, ways) => {
                self.points.insert(point.clone(), *ways);
            }
            Tree::Named(a) => self.collect(a),
            Tree::Not(a) | Tree::Is(a, _) | Tree::Includes(a, ..) => self.collect(a),
            Tree::Count(.., of) => of.iter().for_each(|part| self.collect(part)),
            Tree::Compare(_, a, b)
            | Tree::LongBefore(a, _, b)
            | Tree::ShortlyBefore(a, _, b)
            | Tree::Arithmetic(_, a, b)
            | Tree::Years(a, b) => [a, b].into_iter().for_each(|part| self.collect(part)),
            Tree::ForEach(_, question, parts) => {
                self.answers.insert(question.clone());
                parts.iter().for_each(|(_, part)| self.collect(part));
            }
            Tree::If(a, b, c) => [a, b, c].into_iter().for_each(|part| self.collect(part)),
            Tree::Points(sum) | Tree::Band(sum, _) => {
                sum.columns.iter().flatten().for_each(|when| self.collect(when));
                sum.items.iter().flatten().for_each(|(when, _)| self.collect(when));
            }
            Tree::Group(cases) => {
                cases.iter().filter_map(|(when, _)| when.as_ref()).for_each(|when| self.collect(when))
            }
        }
    }
}
