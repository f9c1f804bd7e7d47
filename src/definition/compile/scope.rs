//! What names mean.

use crate::definition::rule::{Ident, Names, RuleError};
use crate::definition::{Definition, Question};
use crate::diagnostics::{Fault, suggestion_or_all};
use crate::value::option_set;

use super::types::Compiled;
use crate::trial::QuestionKind;

/// The options that a rule is being compiled for: questions, and the places of their options.
pub(super) type OptionContext<'a> = &'a [(usize, usize)];

pub(super) fn question(definition: &Definition, spot: &Ident) -> Compiled<usize> {
    definition.question(&spot.name).ok_or_else(|| unknown(spot, definition.unknown_question(&spot.name)))
}

/// The error of a name that stands for nothing, if it is to be told.
fn unknown(spot: &Ident, told: Option<String>) -> RuleError {
    RuleError::at(Fault::UnknownName, spot.column, told.unwrap_or_default())
}

/// The options named, as bits, among those given.
pub(super) fn options(definition: &Definition, names: &Names, known: &[String]) -> Compiled<u64> {
    match names {
        Names::Options(options) => options.iter().try_fold(0, |set, spot| Ok(set | option(spot, known)?)),
        Names::List(spot) => {
            let list = list(definition, spot)?;
            let unknown = list.options.iter().find(|option| !known.contains(option));
            if let Some(unknown) = unknown {
                let message = format!("the list `{}` names `{unknown}`, which is not an option here", list.id);
                return Err(RuleError::at(Fault::UnknownOption, spot.column, message));
            }
            Ok(bits_of(&list.options, known))
        }
    }
}

fn option(spot: &Ident, known: &[String]) -> Compiled<u64> {
    let place = known.iter().position(|option| *option == spot.name);
    let near = || suggestion_or_all(&spot.name, known.iter().map(String::as_str));
    let message = || format!("unknown option `{}`{}", spot.name, near());
    place.map(option_set::bit).ok_or_else(|| RuleError::at(Fault::UnknownOption, spot.column, message()))
}

fn list<'a>(definition: &'a Definition, spot: &Ident) -> Compiled<&'a crate::definition::List> {
    let known = definition.lists.iter().map(|list| list.id.as_str());
    definition.list(&spot.name).ok_or_else(|| unknown(spot, definition.unknown("list", &spot.name, known)))
}

fn bits_of(options: &[String], known: &[String]) -> u64 {
    let places = options.iter().filter_map(|option| known.iter().position(|one| one == option));
    places.fold(0, |set, place| set | option_set::bit(place))
}

/// The options that a `for each` goes through, as bits: those of the list, or all that do not stand alone.
pub(super) fn each(definition: &Definition, of: &Question, spot: &Ident, in_list: Option<&Ident>) -> Compiled<u64> {
    let QuestionKind::Several { options, .. } = &of.kind else {
        let message = format!("`{}` is not a question with several options to choose", of.id);
        return Err(RuleError::unfit(spot.column, message));
    };
    let Some(in_list) = in_list else { return Ok(of.kind.naming()) };
    let list = list(definition, in_list)?;
    if list.of != of.id {
        let message = format!("the list `{}` is of `{}`, not of `{}`", list.id, list.of, of.id);
        return Err(RuleError::unfit(in_list.column, message));
    }
    Ok(bits_of(&list.options, options))
}
