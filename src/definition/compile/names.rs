//! Compiles names in rules: values, parts of scores, anchors, questions and tables.
//!
//! # Law
//!
//! The name of a question means its answer. If a rule stands for a *yes* (`implied`), the name is true if the answer is
//! *yes* or that rule holds, in every rule, score and tree alike. Such a rule may name other questions for which a rule
//! stands; one that depends on its own question is refused.

use super::rules::Compiler;
use super::scope::OptionContext;
use super::types::{Compiled, Type, TypedNode};
use crate::definition::Implied;
use crate::definition::rule::RuleError;
use crate::diagnostics::Fault;
use crate::trial::QuestionKind;
use crate::trial::program::Node;
use crate::value::{Interval, Unit};

impl Compiler<'_> {
    /// Compiles a name.
    pub(super) fn name(&mut self, name: &str, column: usize, option_context: OptionContext<'_>) -> Compiled<TypedNode> {
        let definition = self.definition;
        if let Some(index) = definition.question(name).filter(|_| definition.implied(name).is_none()) {
            return self.answer(index, column, option_context);
        }
        if let Some(index) = definition.anchor(name) {
            return Ok(TypedNode { node: self.anchor(index, column), kind: Type::Date, column });
        }
        if name == "today" && self.today {
            return Ok(TypedNode { node: self.add(Node::Today, column), kind: Type::Date, column });
        }
        if let Some(typed) = self.named(name, column)? {
            return Ok(typed);
        }
        if let Some(index) = definition.table(name) {
            return self.in_table(index, name, column, option_context);
        }
        let known = (definition.questions.iter().map(|x| x.id.as_str()))
            .chain(definition.values.iter().map(|x| x.id.as_str()))
            .chain(definition.anchors.iter().map(|x| x.id.as_str()))
            .chain(definition.tables.iter().map(|x| x.id.as_str()))
            .chain(definition.scores.iter().map(|x| x.id.as_str()));
        let message = definition.unknown("name", name, known).unwrap_or_default();
        Err(RuleError::at(Fault::UnknownName, column, message))
    }

    /// Compiles whether a question is answered *yes* or the rule that stands for that holds.
    pub(super) fn implied(&mut self, implied: &Implied) -> Option<TypedNode> {
        let question = self.definition.question(&implied.question)?;
        let answered = self.answer(question, 1, &[]).and_then(|answer| answer.truth()).ok()?;
        let implied = self.statement(&implied.when)?;
        let node = self.add(Node::Count { least: 1, most: 2, of: vec![answered, implied] }, 1);
        Some(TypedNode { node, kind: Type::Truth, column: 1 })
    }

    fn in_table(
        &mut self,
        index: usize,
        name: &str,
        column: usize,
        option_context: OptionContext<'_>,
    ) -> Compiled<TypedNode> {
        let Some(table) = self.definition.tables.get(index) else { return Err(RuleError::already_reported(column)) };
        let (question, option) = self.option_in_context(&table.by, name, column, option_context)?;
        let options = self.definition.questions.get(question).map_or(&[][..], |question| question.kind.options());
        let id = options.get(option).map_or("", String::as_str);
        let row = table.rows.iter().enumerate().find(|(_, row)| row.option == id);
        let (number, row) =
            row.ok_or_else(|| RuleError::unfit(column, format!("the table `{name}` has no row for `{id}`")))?;
        let node = self.cell(index, number, Interval { least: row.least, most: row.most }, column);
        Ok(TypedNode { node, kind: Type::Number(table.unit.clone()), column })
    }

    fn answer(&mut self, index: usize, column: usize, option_context: OptionContext<'_>) -> Compiled<TypedNode> {
        let Some(question) = self.definition.questions.get(index) else {
            return Err(RuleError::already_reported(column));
        };
        let option = match &question.for_each {
            None => None,
            Some(each) => Some(self.option_in_context(&each.question, &question.id, column, option_context)?),
        };
        let slot = self.slot(index, option).ok_or_else(|| {
            // A question that is missing in the trial's order is reported there.
            let listed = self.definition.turn(index).is_some();
            if !listed {
                return RuleError::already_reported(column);
            }
            RuleError::unfit(column, format!("`{}` is not asked for this option", question.id))
        })?;
        let kind = match &question.kind {
            QuestionKind::YesNo => Type::Truth,
            QuestionKind::One { options } => Type::One(options.clone()),
            QuestionKind::Several { .. } => Type::Several(index),
            QuestionKind::Number { unit, .. } => Type::Number(unit.as_deref().and_then(Unit::parse)),
            QuestionKind::Date { .. } => Type::Date,
        };
        Ok(TypedNode { node: self.add(Node::Answer(slot), column), kind, column })
    }

    /// Returns the option of a question that the rule is being compiled for.
    fn option_in_context(
        &self,
        of: &str,
        name: &str,
        column: usize,
        option_context: OptionContext<'_>,
    ) -> Compiled<(usize, usize)> {
        let question = self.definition.question(of);
        let found = option_context.iter().copied().find(|(index, _)| Some(*index) == question);
        found.ok_or_else(|| {
            let message =
                format!("`{name}` means something for each of `{of}` only; use it inside `… for each {of} of (…)`");
            RuleError::unfit(column, message)
        })
    }
}
