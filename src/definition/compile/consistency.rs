//! Compiles consistency rules to nodes.

use super::rules::Compiler;
use crate::definition::ConsistencyRule;
use crate::diagnostics::Fault;
use crate::trial;
use crate::trial::program::{Node, NodeId, Slot};

impl Compiler<'_> {
    /// Compiles a consistency rule.
    pub(super) fn consistency(&mut self, written: &ConsistencyRule) -> Option<trial::ConsistencyRule> {
        self.today = true;
        let rule = self.statement(&written.rule);
        self.today = false;
        let rule = rule?;
        let fault = self.program.beneath(rule).find_map(|node| match node {
            Node::Anchor(..) => Some("what is true of everybody hangs on no named date; expected `today` in its place"),
            Node::Open(..) => Some("what is true of everybody leaves nothing undecided"),
            _ => None,
        });
        if let Some(message) = fault {
            self.findings.push(written.rule.place.finding(Fault::RuleType, message));
            return None;
        }
        let mut answered = Vec::new();
        for id in &written.answered {
            let slot = self.answerable(written, id)?;
            answered.push(self.answered(slot));
        }
        let rule = self.where_answered(answered, rule);
        Some(trial::ConsistencyRule { id: written.id.clone(), rule })
    }

    /// Returns the slot of a question that is asked once, and reports any other question.
    fn answerable(&mut self, written: &ConsistencyRule, id: &str) -> Option<Slot> {
        let definition = self.definition;
        let index = definition.question(id);
        let slot = index.and_then(|index| self.slot(index, None));
        let (fault, message) = match index.and_then(|index| definition.questions.get(index)) {
            _ if slot.is_some() => return slot,
            Some(question) if question.for_each.is_some() => {
                (Fault::WrongValue, format!("`{id}` is asked for each option, not once"))
            }
            // A question that is missing in the trial's order is reported there.
            Some(_) => return None,
            None => (Fault::UnknownName, definition.unknown_question(id)?),
        };
        self.findings.push(written.place.finding(fault, message));
        None
    }

    /// Returns a rule that applies only if at least one of these is answered.
    fn where_answered(&mut self, answered: Vec<NodeId>, rule: NodeId) -> NodeId {
        if answered.is_empty() {
            return rule;
        }
        let none = self.add(Node::Count { least: 0, most: 0, of: answered }, 1);
        self.add(Node::Count { least: 1, most: 2, of: vec![none, rule] }, 1)
    }
}
