//! The controls for answers. Each ends with *I don't know*.

use super::el::{El, el};
use crate::interview::{Choice, Control, Field, QuestionScreen};
use crate::texts::{Texts, joined};

/// The id of the *I don't know* field.
pub(super) const UNKNOWN: &str = "unknown";
/// The id of a number's field.
pub(super) const NUMBER: &str = "number";
/// The id of the checkbox that marks a number as approximate.
pub(super) const ABOUT: &str = "about";
/// The id of the help text.
pub(super) const HINT: &str = "hint";
/// The id of the message about the last entry.
pub(super) const ERROR: &str = "error";
/// The id of the unit beside a number.
const UNIT: &str = "unit";
/// The prefix of the ids of the provenance fields.
pub(super) const FROM: &str = "from-";
/// The ids of the search field and of the text beside it.
pub(super) const SEARCH: &str = "search";
pub(super) const NOTE: &str = "note";
/// Marks a field that clears all others when it is chosen.
pub(super) const EXCLUSIVE: &str = "data-alone";

/// Returns options of which one or several can be chosen.
pub(super) fn options(screen: &QuestionScreen, choices: &[Choice], kind: &str, texts: &Texts) -> El {
    let invalid = kind == "checkbox" && screen.problem.is_some();
    let rows = |exclusive: bool, mut list: El| {
        for (index, choice) in choices.iter().enumerate().filter(|(_, choice)| choice.exclusive == exclusive) {
            let input = tick(kind, &option_id(index), choice.chosen)
                .attr("value", &choice.id)
                .flag(EXCLUSIVE, exclusive)
                .attr_if(invalid && index == 0, "aria-invalid", "true");
            list = list.child(labelled(input, &option_id(index), &choice.label));
        }
        list
    };
    // Exclusive options come last, after a divider.
    let listed = rows(false, el("div").class("listed"));
    let options = el("div").class("options").maybe(screen.searchable.then(|| search(texts)));
    rows(true, options.child(listed).child(divider(texts))).child(unknown(screen, kind, texts))
}

/// Returns the search field, which no form owns, so that Enter in it submits nothing.
fn search(texts: &Texts) -> El {
    el("div")
        .class("search")
        .child(el("label").attr("for", SEARCH).text(texts.get("label.search")))
        .child(field(SEARCH, "search", "").attr("type", "search").attr("form", "").attr("aria-describedby", NOTE))
        .child(el("p").id(NOTE).text(texts.get("label.search_hint")))
}

/// Returns a number, its unit, a checkbox for an approximate number, and *I don't know*.
pub(super) fn number(
    screen: &QuestionScreen,
    text: &str,
    unit: Option<&str>,
    about: Option<bool>,
    texts: &Texts,
) -> El {
    let about = about.map(|on| labelled(tick("checkbox", ABOUT, on), ABOUT, texts.get("label.about")));
    let described = described_by(screen, screen.hint.is_some(), unit.map(|_| UNIT));
    let input = field(NUMBER, "decimal", text)
        .class("number")
        .attr_if(!described.is_empty(), "aria-describedby", &described)
        .attr_if(screen.problem.is_some(), "aria-invalid", "true");
    let suffix = unit.map(|unit| el("span").id(UNIT).class("unit").text(unit));
    el("div")
        .child(el("div").class("amount").child(input).maybe(suffix))
        .maybe(about)
        .child(divider(texts))
        .child(unknown(screen, "checkbox", texts))
}

/// Returns a date in three fields, and *I don't know*.
pub(super) fn date(screen: &QuestionScreen, parts: [&str; 3], texts: &Texts) -> El {
    let wrong = screen.problem.as_ref().map(|problem| problem.field);
    let field = |field: &Field| {
        let (id, text) = date_part(*field, parts);
        let invalid = wrong == Some(*field) || wrong == Some(Field::First);
        part(id, text, invalid, texts)
    };
    el("div")
        .child(el("div").class("date").each(&date_order(texts), &field))
        .child(divider(texts))
        .child(unknown(screen, "checkbox", texts))
}

/// Returns the choice of provenance.
pub(super) fn provenance(choices: &[Choice], texts: &Texts) -> El {
    let option = |choice: &Choice| {
        let id = FROM.to_owned() + &choice.id;
        // The second name replaces the answer's, because these radios must not exclude an answer.
        let input = tick("radio", &id, choice.chosen).attr("value", &choice.id).attr("name", FROM);
        labelled(input, &id, &choice.label)
    };
    el("fieldset").class("from").child(el("legend").text(texts.get("label.from"))).each(choices, &option)
}

fn part(id: &'static str, text: &str, invalid: bool, texts: &Texts) -> El {
    let label = texts.get(&("label.".to_owned() + id)).to_owned();
    // A month may be named, and a phone's numeric keyboard has no letters.
    let keyboard = if id == "month" { "text" } else { "numeric" };
    let input = field(id, keyboard, text).class(id).attr_if(invalid, "aria-invalid", "true");
    el("div").child(el("label").attr("for", id).text(&label)).child(input)
}

fn date_part(field: Field, [day, month, year]: [&str; 3]) -> (&'static str, &str) {
    match field {
        Field::Day | Field::First => ("day", day),
        Field::Month => ("month", month),
        Field::Year => ("year", year),
    }
}

/// Returns the order in which the catalogue's language writes a date.
fn date_order(texts: &Texts) -> [Field; 3] {
    match texts.get("label.date_order") {
        "month day year" => [Field::Month, Field::Day, Field::Year],
        "year month day" => [Field::Year, Field::Month, Field::Day],
        _ => [Field::Day, Field::Month, Field::Year],
    }
}

/// Returns the id of the field to fix.
pub(super) fn wrong_field(control: &Control, field: Field, texts: &Texts) -> String {
    match (control, field) {
        (Control::One(_) | Control::Several(_), _) => option_id(0),
        (Control::Number { .. }, _) => NUMBER.to_owned(),
        (Control::Date { .. }, Field::First) => {
            let [first, ..] = date_order(texts);
            date_part(first, [""; 3]).0.to_owned()
        }
        (Control::Date { .. }, field) => date_part(field, [""; 3]).0.to_owned(),
    }
}

/// Returns the ids that describe a control: the error before the help.
pub(super) fn described_by(screen: &QuestionScreen, hint: bool, more: Option<&str>) -> String {
    let error = screen.problem.as_ref().map(|_| ERROR);
    let ids = [error, hint.then_some(HINT), more];
    joined(ids.into_iter().flatten(), " ")
}

fn unknown(screen: &QuestionScreen, kind: &str, texts: &Texts) -> El {
    let input = tick(kind, UNKNOWN, screen.unknown).flag(EXCLUSIVE, true);
    labelled(input, UNKNOWN, texts.get("label.unknown"))
}

/// Returns a radio or a checkbox. Radios need one name to exclude each other; it is the same for every question.
fn tick(kind: &str, id: &str, on: bool) -> El {
    el("input")
        .attr("type", kind)
        .id(id)
        .attr_if(kind == "radio", "name", "answer")
        .attr("autocomplete", "off")
        .flag("checked", on)
}

/// Returns a field with its label, to which a search adds the matching name.
fn labelled(input: El, id: &str, label: &str) -> El {
    let label = el("label").attr("for", id).text(label).child(el("span").class("also"));
    el("div").piece("option").child(input).child(label)
}

fn field(id: &str, keyboard: &str, text: &str) -> El {
    el("input")
        .attr("part", "field")
        .attr("type", "text")
        .id(id)
        .attr("inputmode", keyboard)
        .attr("dir", "auto")
        .attr("enterkeyhint", "next")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .attr("value", text)
}

fn divider(texts: &Texts) -> El {
    el("p").class("or").text(texts.get("label.or"))
}

pub(super) fn option_id(index: usize) -> String {
    "option-".to_owned() + &index.to_string()
}
