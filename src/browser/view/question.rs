//! The screen of one question. The question is the heading, and the heading names the control.

use super::control::{self, ERROR, HINT, NUMBER};
use super::el::{El, el, heading};
use super::{NOTICE, SUMMARY, button, hidden, title};
use crate::interview::{Control, Notice, Problem, QuestionScreen};
use crate::texts::Texts;

pub(super) fn question(screen: &QuestionScreen, level: u8, texts: &Texts) -> El {
    let problem = screen.problem.as_ref();
    let form = el("form")
        .flag("novalidate", true)
        .attr("autocomplete", "off")
        .child(fields_of(screen, level, texts))
        .maybe((!screen.provenance.is_empty()).then(|| control::provenance(&screen.provenance, texts)))
        .child(why(screen, texts))
        .child(button("submit", texts.get("action.continue")).piece("action"));
    el("div")
        .maybe(problem.map(|problem| summary(screen, problem, level, texts)))
        .maybe(screen.notice.as_ref().map(notice))
        .child(form)
}

/// Returns what the host learns and could see. The host cannot style any part of it.
fn notice(notice: &Notice) -> El {
    let decline = |text: &String| button("button", text).attr("data-action", "decline");
    el("div")
        .id(NOTICE)
        .class("notice")
        .attr("tabindex", "-1")
        .paragraphs(&notice.lines)
        .maybe(notice.decline.as_ref().map(decline))
}

fn fields_of(screen: &QuestionScreen, level: u8, texts: &Texts) -> El {
    match &screen.control {
        Control::One(choices) => {
            let options = control::options(screen, choices, "radio", texts);
            let invalid = screen.problem.is_some();
            group(screen, level, &[], texts, options).attr("role", "radiogroup").attr_if(
                invalid,
                "aria-invalid",
                "true",
            )
        }
        Control::Several(choices) => {
            let options = control::options(screen, choices, "checkbox", texts);
            group(screen, level, &["label.several"], texts, options)
        }
        Control::Date { day, month, year } => {
            let fields = control::date(screen, [day, month, year], texts);
            group(screen, level, &["label.date"], texts, fields)
        }
        Control::Number { text, unit, about } => {
            let label = el("label").attr("for", NUMBER).text(&screen.heading);
            el("div")
                .class("question")
                .child(title(level).child(label))
                .maybe(hint(screen, &[], texts))
                .maybe(error(screen, texts))
                .child(control::number(screen, text, unit.as_deref(), *about, texts))
        }
    }
}

/// Returns several fields that the question names together. `instructions`: the message keys on how to fill them in.
fn group(screen: &QuestionScreen, level: u8, instructions: &[&str], texts: &Texts, fields: El) -> El {
    let hint = hint(screen, instructions, texts);
    let described = control::described_by(screen, hint.is_some(), None);
    el("fieldset")
        .class("question")
        .attr_if(!described.is_empty(), "aria-describedby", &described)
        .child(el("legend").child(title(level).text(&screen.heading)))
        .maybe(hint)
        .maybe(error(screen, texts))
        .child(fields)
}

fn hint(screen: &QuestionScreen, instructions: &[&str], texts: &Texts) -> Option<El> {
    let instructions = instructions.iter().map(|key| texts.get(key));
    let lines: Vec<String> = screen.hint.as_deref().into_iter().chain(instructions).map(str::to_owned).collect();
    (!lines.is_empty()).then(|| el("div").id(HINT).piece("hint").paragraphs(&lines))
}

fn error(screen: &QuestionScreen, texts: &Texts) -> Option<El> {
    let problem = screen.problem.as_ref()?;
    let prefix = hidden(texts.get("label.error")).text(" ");
    Some(el("p").id(ERROR).class("error").child(prefix).text(&problem.text))
}

/// Returns the problem, in the words of the message beside the field, with a link to it.
fn summary(screen: &QuestionScreen, problem: &Problem, level: u8, texts: &Texts) -> El {
    let target = control::wrong_field(&screen.control, problem.field, texts);
    // A button, because a link would leave a trace in the host's address and history.
    let link = button("button", &problem.text).class("link").attr("data-action", "focus").attr("data-key", &target);
    let alert = el("div")
        .attr("role", "alert")
        .child(heading(level).id("problem").text(texts.get("label.problem")))
        .child(link);
    el("div")
        .id(SUMMARY)
        .class("summary")
        .attr("role", "group")
        .attr("aria-labelledby", "problem")
        .attr("tabindex", "-1")
        .child(alert)
}

fn why(screen: &QuestionScreen, texts: &Texts) -> El {
    el("details")
        .class("why")
        .child(el("summary").child(el("span").text(texts.get("label.why"))))
        .child(el("p").text(&screen.why))
}
