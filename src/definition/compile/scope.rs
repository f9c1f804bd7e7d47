//! Looks up questions, options and lists by the names in rules.

use crate::definition::rule::{Ident, Names, RuleError};
use crate::definition::{Definition, Question};
use crate::diagnostics::{Fault, suggestion_or_all};
use crate::value::option_set;

use super::types::Compiled;
use crate::trial::QuestionKind;

/// The options that a rule is being compiled for: indexes of questions, each with the index of an option.
pub(super) type OptionContext<'a> = &'a [(usize, usize)];

pub(super) fn question(definition: &Definition, ident: &Ident) -> Compiled<usize> {
    definition.question(&ident.name).ok_or_else(|| unknown(ident, definition.unknown_question(&ident.name)))
}

/// Returns the error for an unknown name; without a message, it is already reported.
fn unknown(ident: &Ident, message: Option<String>) -> RuleError {
    RuleError::at(Fault::UnknownName, ident.column, message.unwrap_or_default())
}

/// Returns the named options among the known ones, as bits.
pub(super) fn options(definition: &Definition, names: &Names, known: &[String]) -> Compiled<u64> {
    match names {
        Names::Options(options) => options.iter().try_fold(0, |set, ident| Ok(set | option(ident, known)?)),
        Names::List(ident) => {
            let list = list(definition, ident)?;
            let unknown = list.options.iter().find(|option| !known.contains(option));
            if let Some(unknown) = unknown {
                let message = format!("the list `{}` names `{unknown}`, which is not an option here", list.id);
                return Err(RuleError::at(Fault::UnknownOption, ident.column, message));
            }
            Ok(bits_of(&list.options, known))
        }
    }
}

fn option(ident: &Ident, known: &[String]) -> Compiled<u64> {
    let index = known.iter().position(|option| *option == ident.name);
    let near = || suggestion_or_all(&ident.name, known.iter().map(String::as_str));
    let message = || format!("unknown option `{}`{}", ident.name, near());
    index.map(option_set::bit).ok_or_else(|| RuleError::at(Fault::UnknownOption, ident.column, message()))
}

fn list<'a>(definition: &'a Definition, ident: &Ident) -> Compiled<&'a crate::definition::List> {
    let known = definition.lists.iter().map(|list| list.id.as_str());
    definition.list(&ident.name).ok_or_else(|| unknown(ident, definition.unknown("list", &ident.name, known)))
}

fn bits_of(options: &[String], known: &[String]) -> u64 {
    let indexes = options.iter().filter_map(|option| known.iter().position(|one| one == option));
    indexes.fold(0, |set, index| set | option_set::bit(index))
}

/// Returns the options that a `for each` iterates over, as bits: those of the list, or all that are not exclusive.
pub(super) fn each(definition: &Definition, of: &Question, ident: &Ident, in_list: Option<&Ident>) -> Compiled<u64> {
    let QuestionKind::Several { options, .. } = &of.kind else {
        let message = format!("`{}` is not a question with several options to choose", of.id);
        return Err(RuleError::unfit(ident.column, message));
    };
    let Some(in_list) = in_list else { return Ok(of.kind.naming()) };
    let list = list(definition, in_list)?;
    if list.of != of.id {
        let message = format!("the list `{}` is of `{}`, not of `{}`", list.id, list.of, of.id);
        return Err(RuleError::unfit(in_list.column, message));
    }
    Ok(bits_of(&list.options, options))
}
