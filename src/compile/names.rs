//! Names in rules: values, parts of scores, anchors, questions and tables.

use super::rules::Compiler;
use super::scope::AtHand;
use super::types::{Compiled, Type, Typed};
use crate::finding::suggestion;
use crate::program::Node;
use crate::rule::RuleError;
use crate::trial::QuestionKind;
use crate::value::{Interval, Unit};

impl<'a> Compiler<'a> {
    /// Compiles a name.
    pub(super) fn name(&mut self, name: &str, column: usize, at_hand: AtHand<'_>) -> Compiled<Typed> {
        if let Some(typed) = self.named(name, column)? {
            return Ok(typed);
        }
        let definition = self.definition;
        if let Some(place) = definition.anchors.iter().position(|anchor| anchor.id == name) {
            return Ok(Typed { node: self.anchor(place, column), kind: Type::Date, column });
        }
        if let Some(place) = definition.questions.iter().position(|question| question.id == name) {
            return self.answer(place, column, at_hand);
        }
        if let Some((place, table)) = definition.tables.iter().enumerate().find(|(_, table)| table.id == name) {
            let id = self.option_at_hand(&table.by, name, column, at_hand)?;
            let row = table.rows.iter().enumerate().find(|(_, row)| row.option == id);
            let (number, row) =
                row.ok_or_else(|| RuleError::at(column, format!("the table `{name}` has no row for `{id}`")))?;
            let node = self.cell(place, number, Interval { least: row.least, most: row.most }, column);
            return Ok(Typed { node, kind: Type::Number(table.unit.clone()), column });
        }
        let known = (definition.questions.iter().map(|x| x.id.as_str()))
            .chain(definition.values.iter().map(|x| x.id.as_str()))
            .chain(definition.anchors.iter().map(|x| x.id.as_str()))
            .chain(definition.tables.iter().map(|x| x.id.as_str()))
            .chain(definition.scores.iter().map(|x| x.id.as_str()));
        Err(RuleError::at(column, format!("unknown name `{name}`{}", suggestion(name, known))))
    }

    fn answer(&mut self, place: usize, column: usize, at_hand: AtHand<'_>) -> Compiled<Typed> {
        let Some(question) = self.definition.questions.get(place) else { return Err(RuleError::at(column, "")) };
        let key = match &question.for_each {
            None => question.id.clone(),
            Some(each) => {
                format!("{}.{}", question.id, self.option_at_hand(&each.question, &question.id, column, at_hand)?)
            }
        };
        let slot = self.slots.iter().position(|slot| slot.key == key).ok_or_else(|| {
            // One that the trial's order lacks is reported there.
            let listed = self.definition.order.iter().any(|(id, _)| *id == question.id);
            let message =
                if listed { format!("`{}` is not asked for this option", question.id) } else { String::new() };
            RuleError::at(column, message)
        })?;
        let kind = match &question.kind {
            QuestionKind::YesNo => Type::Truth,
            QuestionKind::One { options } => Type::One(options.clone()),
            QuestionKind::Several { .. } => Type::Several(place),
            QuestionKind::Number { unit, .. } => Type::Number(unit.as_deref().and_then(Unit::parse)),
            QuestionKind::Date { .. } => Type::Date,
        };
        Ok(Typed { node: self.add(Node::Answer(slot), column), kind, column })
    }

    /// The option of a question that the rule is being compiled for.
    fn option_at_hand(&self, of: &str, name: &str, column: usize, at_hand: AtHand<'_>) -> Compiled<&'a str> {
        let question = |place: usize| self.definition.questions.get(place);
        let found = at_hand.iter().find(|(place, _)| question(*place).is_some_and(|question| question.id == *of));
        let id = found.and_then(|(place, option)| Some(question(*place)?.kind.options().get(*option)?.as_str()));
        id.ok_or_else(|| {
            let message =
                format!("`{name}` means something for each of `{of}` only; use it inside `… for each {of} of (…)`");
            RuleError::at(column, message)
        })
    }
}
