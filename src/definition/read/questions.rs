//! Reads questions, and the lists, tables, values and rules that build on them.

use super::frequencies::frequencies;
use crate::answers::PROVENANCE;
use crate::definition::codes::{Codes, codes};
use crate::definition::model::{ConsistencyRule, ForEach, Implied, List, Question, Row, RuleText, Table, Value};
use crate::diagnostics::Fault;
use crate::diagnostics::fields::Fields;
use crate::json::Json;
use crate::schema::forms::{CONSISTENT, IMPLIED, LIST, QUESTION, QUESTIONS, ROW, TABLE, VALUE};
use crate::trial::{Audience, QuestionKind};
use crate::value::DECIMALS;
use crate::value::option_set;

pub(super) fn questions(fields: &Fields<'_>) -> Vec<Question> {
    // A question of unknown type can have any key.
    let likely = |item: &Json| match item.get("type").and_then(Json::as_text).and_then(type_index) {
        Some(kind) => {
            let own = own_keys(kind).iter().filter(|key| !QUESTION.keys.contains(key));
            QUESTION.keys.iter().chain(own).copied().collect()
        }
        None => QUESTIONS.keys(),
    };
    fields.objects_as("questions", &QUESTIONS.keys(), likely).iter().map(question).collect()
}

/// Returns the index of a type of question.
fn type_index(word: &str) -> Option<usize> {
    QUESTIONS.cases.iter().position(|(known, _)| *known == word)
}

/// Returns the keys that only questions of this type have.
fn own_keys(kind: usize) -> &'static [&'static str] {
    QUESTIONS.cases.get(kind).map_or(&[], |(_, form)| form.keys)
}

fn question(fields: &Fields<'_>) -> Question {
    let audience = fields.word("asked_of", &[Audience::Participant.id(), Audience::Clinic.id()], true);
    let known = fields.get("type").and_then(Json::as_text).and_then(type_index).is_some();
    let kind = kind(fields, known);
    let id = fields.id("id");
    if id == PROVENANCE {
        fields.add(
            "id",
            Fault::WrongValue,
            format!("`{id}` cannot be a question: among answers it tells where they come from"),
        );
    }
    Question {
        id,
        place: fields.place(),
        frequencies: if known { frequencies(fields, &kind) } else { None },
        codes: if known { codes(fields, kind.options()) } else { Codes::default() },
        intimacy: u8::try_from(fields.whole("intimacy", 2, 0)).unwrap_or(0),
        kind,
        asked_of: if audience == 0 { Audience::Participant } else { Audience::Clinic },
        ask_when: RuleText::read_if(fields, "ask_when"),
        for_each: fields.text_if("for_each").map(|question| ForEach { question, list: fields.text_if("in") }),
    }
}

/// Reads the type and its own keys. Without a known type nothing more is reported.
fn kind(fields: &Fields<'_>, known: bool) -> QuestionKind {
    let types: Vec<&str> = QUESTIONS.cases.iter().map(|(word, _)| *word).collect();
    let kind = fields.word(QUESTIONS.by, &types, false);
    if !known {
        return QuestionKind::YesNo;
    }
    for key in QUESTIONS.keys() {
        let allowed = QUESTION.keys.contains(&key) || own_keys(kind).contains(&key);
        if !allowed && fields.get(key).is_some() {
            fields.add(key, Fault::UnknownKey, format!("a question of this type has no `{key}`"));
        }
    }
    match kind {
        1 => QuestionKind::One { options: options(fields) },
        2 => several(fields),
        3 => number(fields),
        4 => QuestionKind::Date { earliest: fields.day("earliest") },
        _ => QuestionKind::YesNo,
    }
}

fn options(fields: &Fields<'_>) -> Vec<String> {
    let written = fields.need("options");
    let options = fields.ids("options");
    let is_list = written.is_some_and(|options| options.as_list().is_some());
    if is_list && !(2..=64).contains(&options.len()) {
        fields.add("options", Fault::WrongCount, "expected 2 to 64 options");
    }
    options
}

fn several(fields: &Fields<'_>) -> QuestionKind {
    let options = options(fields);
    let mut exclusive = 0;
    for id in fields.ids("exclusive") {
        match options.iter().position(|option| *option == id) {
            Some(option) => exclusive |= option_set::bit(option),
            None => fields.add("exclusive", Fault::UnknownOption, format!("`{id}` is not one of the options")),
        }
    }
    QuestionKind::Several { options, exclusive }
}

fn number(fields: &Fields<'_>) -> QuestionKind {
    let (least, most) = (fields.number("min"), fields.number("max"));
    if most < least {
        fields.add("max", Fault::Conflict, "the greatest number is below the least");
    }
    QuestionKind::Number {
        unit: fields.unit().map(|(unit, _)| unit),
        least,
        most,
        decimals: fields.whole("decimals", DECIMALS, 0),
    }
}

pub(super) fn lists(fields: &Fields<'_>) -> Vec<List> {
    let list = |list: &Fields<'_>| {
        let options = list.ids("options");
        if options.is_empty() {
            list.add("options", Fault::WrongCount, "expected at least one option");
        }
        List { id: list.id("id"), place: list.place(), of: list.text("of"), options }
    };
    fields.objects("lists", &LIST).iter().map(list).collect()
}

pub(super) fn tables(fields: &Fields<'_>) -> Vec<Table> {
    let table = |table: &Fields<'_>| Table {
        id: table.id("id"),
        place: table.place(),
        by: table.text("by"),
        unit: table.unit().map(|(_, unit)| unit),
        rows: table.objects("rows", &ROW).iter().map(row).collect(),
    };
    fields.objects("tables", &TABLE).iter().map(table).collect()
}

fn row(fields: &Fields<'_>) -> Row {
    let amounts = match fields.get("value") {
        Some(Json::List(_)) => fields.numbers("value"),
        _ => vec![fields.number("value")],
    };
    let (least, most) = match amounts[..] {
        [only] => (only, only),
        [least, most] if least <= most => (least, most),
        _ => {
            fields.add(
                "value",
                Fault::WrongValue,
                "expected an amount, or the least and the greatest such as [\"6\", \"7.5\"]",
            );
            Default::default()
        }
    };
    Row { option: fields.text("option"), least, most }
}

pub(super) fn consistency(fields: &Fields<'_>) -> Vec<ConsistencyRule> {
    let rule = |rule: &Fields<'_>| ConsistencyRule {
        id: rule.id("id"),
        place: rule.place(),
        answered: if rule.get("answered").is_some() { rule.ids("answered") } else { Vec::new() },
        rule: RuleText::read(rule, "rule"),
    };
    fields.objects("consistent", &CONSISTENT).iter().map(rule).collect()
}

pub(super) fn values(fields: &Fields<'_>) -> Vec<Value> {
    let value =
        |value: &Fields<'_>| Value { id: value.id("id"), place: value.place(), rule: RuleText::read(value, "rule") };
    fields.objects("values", &VALUE).iter().map(value).collect()
}

pub(super) fn implied(fields: &Fields<'_>) -> Vec<Implied> {
    let implied = |implied: &Fields<'_>| {
        if implied.texts("source").is_empty() {
            implied.add("source", Fault::NoSource, "what stands for an answer cites a source");
        }
        Implied { question: implied.text("question"), place: implied.place(), when: RuleText::read(implied, "when") }
    };
    fields.objects("implied", &IMPLIED).iter().map(implied).collect()
}
