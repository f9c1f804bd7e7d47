//! Names in rules: values, parts of scores, anchors, questions and tables.
//!
//! # Law
//!
//! The name of a question is its answer. Where a rule stands for a *yes* (`implied`), the name is true if the answer is
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
    pub(super) fn name(&mut self, name: &str, column: usize, at_hand: OptionContext<'_>) -> Compiled<TypedNode> {
        let definition = self.definition;
        if let Some(place) = definition.question(name).filter(|_| definition.implied(name).is_none()) {
            return self.answer(place, column, at_hand);
        }
        if let Some(place) = definition.anchor(name) {
            return Ok(TypedNode { node: self.anchor(place, column), kind: Type::Date, column });
        }
        if name == "today" && self.today {
            return Ok(TypedNode { node: self.add(Node::Today, column), kind: Type::Date, column });
        }
        if let Some(typed) = self.named(name, column)? {
            return Ok(typed);
        }
        if let Some(place) = definition.table(name) {
            return self.in_table(place, name, column, at_hand);
        }
        let known = (definition.questions.iter().map(|x| x.id.as_str()))
            .chain(definition.values.iter().map(|x| x.id.as_str()))
            .chain(definition.anchors.iter().map(|x| x.id.as_str()))
            .chain(definition.tables.iter().map(|x| x.id.as_str()))
            .chain(definition.scores.iter().map(|x| x.id.as_str()));
        let told = definition.unknown("name", name, known).unwrap_or_default();
        Err(RuleError::at(Fault::UnknownName, column, told))
    }

    /// Whether a question was answered *yes*, or the rule that stands for it holds.
    pub(super) fn implied(&mut self, implied: &Implied) -> Option<TypedNode> {
        let question = self.definition.question(&implied.question)?;
        let answered = self.answer(question, 1, &[]).and_then(|answer| answer.truth()).ok()?;
        let shown = self.statement(&implied.when)?;
        let node = self.add(Node::Count { least: 1, most: 2, of: vec![answered, shown] }, 1);
        Some(TypedNode { node, kind: Type::Truth, column: 1 })
    }

    fn in_table(&mut self, place: usize, name: &str, column: usize, at_hand: OptionContext<'_>) -> Compiled<TypedNode> {
        let Some(table) = self.definition.tables.get(place) else { return Err(RuleError::told_elsewhere(column)) };
        let (question, option) = self.option_at_hand(&table.by, name, column, at_hand)?;
        let options = self.definition.questions.get(question).map_or(&[][..], |question| question.kind.options());
        let id = options.get(option).map_or("", String::as_str);
        let row = table.rows.iter().enumerate().find(|(_, row)| row.option == id);
        let (number, row) =
            row.ok_or_else(|| RuleError::unfit(column, format!("the table `{name}` has no row for `{id}`")))?;
        let node = self.cell(place, number, Interval { least: row.least, most: row.most }, column);
        Ok(TypedNode { node, kind: Type::Number(table.unit.clone()), column })
    }

    fn answer(&mut self, place: usize, column: usize, at_hand: OptionContext<'_>) -> Compiled<TypedNode> {
        let Some(question) = self.definition.questions.get(place) else {
            return Err(RuleError::told_elsewhere(column));
        };
        let option = match &question.for_each {
            None => None,
            Some(each) => Some(self.option_at_hand(&each.question, &question.id, column, at_hand)?),
        };
        let slot = self.slot(place, option).ok_or_else(|| {
            // One that the trial's order lacks is reported there.
            let listed = self.definition.turn(place).is_some();
            if !listed {
                return RuleError::told_elsewhere(column);
            }
            RuleError::unfit(column, format!("`{}` is not asked for this option", question.id))
        })?;
        let kind = match &question.kind {
            QuestionKind::YesNo => Type::Truth,
            QuestionKind::One { options } => Type::One(options.clone()),
            QuestionKind::Several { .. } => Type::Several(place),
            QuestionKind::Number { unit, .. } => Type::Number(unit.as_deref().and_then(Unit::parse)),
            QuestionKind::Date { .. } => Type::Date,
        };
        Ok(TypedNode { node: self.add(Node::Answer(slot), column), kind, column })
    }

    /// The option of a question that the rule is being compiled for.
    fn option_at_hand(
        &self,
        of: &str,
        name: &str,
        column: usize,
        at_hand: OptionContext<'_>,
    ) -> Compiled<(usize, usize)> {
        let question = self.definition.question(of);
        let found = at_hand.iter().copied().find(|(place, _)| Some(*place) == question);
        found.ok_or_else(|| {
            let message =
                format!("`{name}` means something for each of `{of}` only; use it inside `… for each {of} of (…)`");
            RuleError::unfit(column, message)
        })
    }
}
