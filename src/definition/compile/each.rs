//! Compiles `for each`, and lists the prompts of questions that are asked for each option.

use super::rules::Compiler;
use super::scope::{self, OptionContext};
use super::types::{Compiled, Type, TypedNode};
use crate::definition::rule::{Expr, Ident, Quantifier, RuleError};
use crate::definition::{Definition, Question};
use crate::trial::Prompt;
use crate::trial::program::{Node, NodeId, Slot};
use crate::value::option_set;
use crate::value::{Interval, Number, Possible};

impl Compiler<'_> {
    /// Returns a node for whether all of these hold.
    pub(super) fn all_of(&mut self, of: Vec<NodeId>, column: usize) -> NodeId {
        self.add(Node::Count { least: of.len(), most: of.len(), of }, column)
    }

    /// Returns the slot of a question, or of a question for the option of another. Slots are in the order of asking.
    pub(super) fn slot(&self, question: usize, option: Option<(usize, usize)>) -> Option<Slot> {
        let turn = self.definition.turn(question)?;
        let first = self.slots.partition_point(|slot| self.definition.turn(slot.question) < Some(turn));
        let own = self.slots.iter().enumerate().skip(first).take_while(|(_, slot)| slot.question == question);
        own.filter(|(_, slot)| slot.option == option).map(|(slot, _)| slot).next()
    }

    /// Returns a node for whether an option of a question is chosen.
    pub(super) fn chosen(&mut self, question: usize, option: usize, column: usize) -> NodeId {
        let slot = self.slot(question, None).unwrap_or(usize::MAX);
        let answer = self.add(Node::Answer(slot), column);
        self.add(Node::IncludesAny(answer, option_set::bit(option)), column)
    }

    pub(super) fn for_each(
        &mut self,
        each: Quantifier,
        ident: &Ident,
        list: Option<&Ident>,
        body: &Expr,
        column: usize,
        option_context: OptionContext<'_>,
    ) -> Compiled<TypedNode> {
        let question = scope::question(self.definition, ident)?;
        let Some(of) = self.definition.questions.get(question) else { return Err(RuleError::already_reported(column)) };
        let among = scope::each(self.definition, of, ident, list)?;
        let zero = self.constant(Possible::Number(Interval::exactly(Number::ZERO)));
        if among == 0 {
            return Err(RuleError::unfit(column, "there is no option to go through"));
        }
        let mut parts = Vec::new();
        let mut kind = Type::Truth;
        for option in option_set::places(among) {
            let chosen = self.chosen(question, option, column);
            let part = self.expr(body, &[option_context, &[(question, option)]].concat())?;
            let node = match each {
                Quantifier::Total => {
                    kind = Type::Number(part.number()?.cloned());
                    Node::If(chosen, part.node, zero)
                }
                Quantifier::Any => Node::Count { least: 2, most: 2, of: vec![chosen, part.truth()?] },
                Quantifier::All => {
                    let absent = self.add(Node::Not(chosen), column);
                    Node::Count { least: 1, most: 2, of: vec![absent, part.truth()?] }
                }
            };
            parts.push(self.add(node, column));
        }
        let node = match each {
            Quantifier::Total => Node::Sum(parts),
            Quantifier::Any => Node::Count { least: 1, most: parts.len(), of: parts },
            Quantifier::All => Node::Count { least: parts.len(), most: parts.len(), of: parts },
        };
        Ok(TypedNode { node: self.add(node, column), kind, column })
    }
}

/// Returns every prompt, in the order of asking.
pub(super) fn prompts(definition: &Definition) -> Vec<Prompt> {
    let mut slots = Vec::new();
    for (turn, (id, _)) in definition.order.iter().enumerate() {
        let index = definition.question(id).filter(|index| definition.turn(*index) == Some(turn));
        let Some(index) = index else { continue };
        let Some(question) = definition.questions.get(index) else { continue };
        match follow_up_options(definition, question) {
            None => slots.push(Prompt { key: id.clone(), question: index, option: None, when: None }),
            Some((of, options)) => slots.extend(options.into_iter().map(|(option, name)| Prompt {
                key: format!("{id}.{name}"),
                question: index,
                option: Some((of, option)),
                when: None,
            })),
        }
    }
    slots
}

/// Returns the question and those of its options that a follow-up question is asked for.
fn follow_up_options<'a>(definition: &'a Definition, question: &Question) -> Option<(usize, Vec<(usize, &'a str)>)> {
    let each = question.for_each.as_ref()?;
    let index = definition.question(&each.question);
    let of = index.and_then(|index| definition.questions.get(index));
    let list = each.list.as_ref().and_then(|id| definition.list(id));
    let options = of.map_or(&[][..], |of| of.kind.options());
    let naming = of.map_or(0, |of| of.kind.naming());
    let options = options.iter().enumerate().filter(|(index, option)| match list {
        Some(list) => list.options.contains(option),
        None => naming & option_set::bit(*index) != 0,
    });
    Some((index.unwrap_or(usize::MAX), options.map(|(index, option)| (index, option.as_str())).collect()))
}
