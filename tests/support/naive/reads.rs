//! What a rule may look at, in whatever world.

use std::collections::{BTreeMap, BTreeSet};

use super::{Naive, Point, ScoreTrees, Tree, Ways};

/// The answers, anchors and open points that a rule may look at.
#[derive(Default, Debug)]
pub struct Reads {
    pub answers: BTreeSet<String>,
    pub anchors: BTreeSet<String>,
    pub points: BTreeMap<Point, Ways>,
}

impl Naive {
    /// What the rule of the criterion at a place may look at.
    pub fn reads(&self, criterion: usize) -> Reads {
        let mut reads = Reads::default();
        self.criteria[criterion].iter().for_each(|rule| reads.look(rule));
        reads
    }

    /// What a score may look at.
    pub fn reads_of_score(&self, score: usize) -> Reads {
        let ScoreTrees { points, applies, leaf, .. } = &self.scores[score];
        let mut reads = Reads::default();
        reads.look(points);
        applies.iter().chain(leaf).for_each(|tree| reads.look(tree));
        reads
    }

    /// What a consistency rule may look at.
    pub fn reads_to_keep(&self, rule: usize) -> Reads {
        let mut reads = Reads::default();
        reads.look(&self.consistency[rule]);
        reads
    }

    /// What decides whether the question at a place is asked, for an option if it is asked for one.
    pub fn reads_to_ask(&self, question: usize, option: Option<&str>) -> Reads {
        let mut reads = Reads::default();
        reads.answers.extend(self.definition.questions[question].for_each.iter().map(|each| each.question.clone()));
        self.condition(question, option).into_iter().for_each(|when| reads.look(when));
        reads
    }
}

impl Reads {
    fn look(&mut self, tree: &Tree) {
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
            Tree::Named(a) => self.look(a),
            Tree::Not(a) | Tree::Is(a, _) | Tree::Includes(a, ..) => self.look(a),
            Tree::Count(.., of) => of.iter().for_each(|part| self.look(part)),
            Tree::Compare(_, a, b)
            | Tree::LongBefore(a, _, b)
            | Tree::ShortlyBefore(a, _, b)
            | Tree::Arithmetic(_, a, b)
            | Tree::Years(a, b) => [a, b].into_iter().for_each(|part| self.look(part)),
            Tree::ForEach(_, question, parts) => {
                self.answers.insert(question.clone());
                parts.iter().for_each(|(_, part)| self.look(part));
            }
            Tree::If(a, b, c) => [a, b, c].into_iter().for_each(|part| self.look(part)),
            Tree::Points(sum) | Tree::Band(sum, _) => {
                sum.columns.iter().flatten().for_each(|when| self.look(when));
                sum.items.iter().flatten().for_each(|(when, _)| self.look(when));
            }
            Tree::Group(cases) => cases.iter().filter_map(|(when, _)| when.as_ref()).for_each(|when| self.look(when)),
        }
    }
}
