//! The parts of a document, each from its object.

use super::fields::{Fields, exact};
use super::model::{
    Anchor, Audience, Band, Case, Column, Confidence, Criterion, Example, ForEach, JudgedBy, List, Question,
    QuestionKind, Role, Row, RuleText, Score, ScoreItem, Strength, Subgroups, Table, Value,
};
use crate::bits;
use crate::json::Json;
use crate::value::{DATE_FORM, DECIMALS, Date, Number, Unit};

const AUDIENCES: [(&str, Audience); 2] = [("participant", Audience::Participant), ("clinic", Audience::Clinic)];

fn rule(fields: &Fields<'_>, key: &str) -> Option<RuleText> {
    Some(RuleText { text: fields.text(key)?.to_owned(), place: fields.place_of(key) })
}

fn rule_if(fields: &Fields<'_>, key: &str) -> Option<RuleText> {
    fields.get(key)?;
    rule(fields, key)
}

fn date(fields: &Fields<'_>, key: &str) -> Option<Date> {
    let text = fields.text(key)?;
    let date = Date::parse(text);
    if date.is_none() {
        fields.add(key, format!("`{text}` is not a day of the calendar ({DATE_FORM})"));
    }
    date
}

fn unit(fields: &Fields<'_>) -> Option<(String, Unit)> {
    let text = fields.text_if("unit")?;
    let unit = Unit::parse(text);
    if unit.is_none() {
        fields.add("unit", format!("`{text}` is not a unit: letters, `%`, and `/` between"));
    }
    Some((text.to_owned(), unit?))
}

pub(super) fn anchors(fields: &Fields<'_>) -> Vec<Anchor> {
    let keys = &["id", "from", "days", "source"];
    fields
        .objects("anchors", keys)
        .filter_map(|anchor| {
            let from = anchor.text("from")?;
            let days = match anchor.need("days")? {
                Json::List(days) => {
                    days.iter().filter_map(|day| exact(day, |_| ())?.whole()?.try_into().ok()).collect()
                }
                _ => Vec::new(),
            };
            let days = match days[..] {
                [least, most] if least <= most && most <= 10_000 => Some((least, most)),
                _ => {
                    anchor.add("days", "expected the least and the most days, such as [14, 28]");
                    None
                }
            }?;
            let from = (from != "assessment").then(|| from.to_owned());
            Some(Anchor { id: anchor.id("id")?, place: anchor.place(), from, days })
        })
        .collect()
}

pub(super) fn questions(fields: &Fields<'_>) -> Vec<Question> {
    let keys = &[
        "id",
        "type",
        "options",
        "exclusive",
        "unit",
        "min",
        "max",
        "decimals",
        "earliest",
        "asked_of",
        "ask_when",
        "for_each",
        "in",
        "source",
    ];
    fields
        .objects("questions", keys)
        .filter_map(|question| {
            Some(Question {
                id: question.id("id")?,
                place: question.place(),
                kind: kind(&question)?,
                asked_of: question.word("asked_of", &AUDIENCES, Some(Audience::Participant))?,
                ask_when: rule_if(&question, "ask_when"),
                for_each: question
                    .text_if("for_each")
                    .map(|of| ForEach { question: of.to_owned(), list: question.text_if("in").map(str::to_owned) }),
            })
        })
        .collect()
}

fn kind(question: &Fields<'_>) -> Option<QuestionKind> {
    let types = [("yes_no", 0), ("choice", 1), ("choices", 2), ("number", 3), ("date", 4)];
    let kind = question.word("type", &types, None)?;
    let own: &[&str] = match kind {
        1 => &["options"],
        2 => &["options", "exclusive"],
        3 => &["unit", "min", "max", "decimals"],
        4 => &["earliest"],
        _ => &[],
    };
    for key in ["options", "exclusive", "unit", "min", "max", "decimals", "earliest"] {
        if !own.contains(&key) && question.get(key).is_some() {
            question.add(key, format!("a question of this type has no `{key}`"));
        }
    }
    Some(match kind {
        0 => QuestionKind::YesNo,
        1 => QuestionKind::One { options: options(question)? },
        2 => several(question)?,
        3 => number(question)?,
        _ => QuestionKind::Date { earliest: date(question, "earliest")? },
    })
}

fn options(question: &Fields<'_>) -> Option<Vec<String>> {
    question.need("options")?;
    let options = question.ids("options");
    if options.len() < 2 || options.len() > 64 {
        question.add("options", "expected 2 to 64 options");
        return None;
    }
    Some(options)
}

fn several(question: &Fields<'_>) -> Option<QuestionKind> {
    let options = options(question)?;
    let mut exclusive = 0;
    for (place, id) in question.ids("exclusive").iter().enumerate() {
        match options.iter().position(|option| option == id) {
            Some(option) => exclusive |= bits::bit(option),
            None => question.add(&format!("exclusive[{place}]"), format!("`{id}` is not one of the options")),
        }
    }
    Some(QuestionKind::Several { options, exclusive })
}

fn number(question: &Fields<'_>) -> Option<QuestionKind> {
    let (least, most) = (question.number("min")?, question.number("max")?);
    if most < least {
        question.add("max", "the greatest number is below the least");
    }
    let decimals = question.whole("decimals", DECIMALS, Some(0))?;
    Some(QuestionKind::Number { unit: unit(question), least, most, decimals })
}

pub(super) fn lists(fields: &Fields<'_>) -> Vec<List> {
    let keys = &["id", "of", "options", "source"];
    fields
        .objects("lists", keys)
        .filter_map(|list| {
            let options = list.ids("options");
            Some(List { id: list.id("id")?, place: list.place(), of: list.text("of")?.to_owned(), options })
        })
        .collect()
}

pub(super) fn tables(fields: &Fields<'_>) -> Vec<Table> {
    let keys = &["id", "by", "unit", "rows", "source"];
    fields
        .objects("tables", keys)
        .filter_map(|table| {
            let rows =
                table.objects("rows", &["option", "value", "source"]).filter_map(|row| table_row(&row)).collect();
            let unit = unit(&table).map(|(_, unit)| unit);
            Some(Table { id: table.id("id")?, place: table.place(), by: table.text("by")?.to_owned(), unit, rows })
        })
        .collect()
}

fn table_row(row: &Fields<'_>) -> Option<Row> {
    let amounts = match row.need("value")? {
        Json::List(amounts) => amounts.iter().map(|amount| exact(amount, |text| row.add("value", text))).collect(),
        single => exact(single, |text| row.add("value", text)).map(|amount| vec![amount]),
    }?;
    let (least, most) = match amounts[..] {
        [only] => (only, only),
        [least, most] if least <= most => (least, most),
        _ => {
            row.add("value", "expected an amount, or the least and the greatest such as [\"6\", \"7.5\"]");
            return None;
        }
    };
    Some(Row { option: row.text("option")?.to_owned(), least, most })
}

pub(super) fn values(fields: &Fields<'_>) -> Vec<Value> {
    let keys = &["id", "rule", "source"];
    fields
        .objects("values", keys)
        .filter_map(|value| Some(Value { id: value.id("id")?, place: value.place(), rule: rule(&value, "rule")? }))
        .collect()
}

pub(super) fn scores(fields: &Fields<'_>) -> Vec<Score> {
    let keys = &["id", "columns", "items", "bands", "subgroups", "source"];
    fields
        .objects("scores", keys)
        .filter_map(|score| {
            let columns = columns(&score);
            let items = score.objects("items", &["id", "when", "points", "cases", "source"]);
            let items = items.filter_map(|item| score_item(&item, columns.len())).collect();
            let bands = score.objects("bands", &["id", "from", "source"]).enumerate();
            let bands = bands.filter_map(|(place, band)| score_band(&band, place, columns.len())).collect();
            let subgroups = score.get("subgroups").and_then(|json| subgroups(&score, json));
            Some(Score { id: score.id("id")?, place: score.place(), columns, items, bands, subgroups })
        })
        .collect()
}

fn columns(score: &Fields<'_>) -> Vec<Column> {
    let objects: Vec<_> = score.objects("columns", &["id", "when"]).collect();
    let count = objects.len();
    if count == 0 {
        score.add("columns", "expected at least one column");
    }
    let columns = objects.iter().enumerate().filter_map(|(place, column)| {
        let last = place.saturating_add(1) == count;
        if last && column.get("when").is_some() {
            column.add("when", "the last column is for all who are left and has no `when`");
        }
        let when = if last { None } else { Some(rule(column, "when")?) };
        Some(Column { id: column.id("id")?, when })
    });
    columns.collect()
}

fn points(fields: &Fields<'_>, key: &str, columns: usize) -> Option<Vec<Number>> {
    fields.need(key)?;
    let list = fields.list(key).iter();
    let points: Option<Vec<Number>> = list.map(|point| exact(point, |text| fields.add(key, text))).collect();
    let points = points?;
    if points.len() != columns {
        fields.add(key, format!("expected {columns} amounts, one for each column, found {}", points.len()));
        return None;
    }
    Some(points)
}

fn score_item(item: &Fields<'_>, columns: usize) -> Option<ScoreItem> {
    let id = item.id("id")?;
    let case = |fields: &Fields<'_>| Some((rule(fields, "when")?, points(fields, "points", columns)?));
    if item.get("cases").is_some() {
        let cases = item.objects("cases", &["when", "points", "source"]).filter_map(|fields| case(&fields)).collect();
        return Some(ScoreItem { id, cases });
    }
    Some(ScoreItem { id, cases: vec![case(item)?] })
}

fn score_band(band: &Fields<'_>, place: usize, columns: usize) -> Option<Band> {
    let id = band.id("id")?;
    let from = if place == 0 { Vec::new() } else { points(band, "from", columns)? };
    if place == 0 && band.get("from").is_some() {
        band.add("from", "the lowest band has no `from`");
    }
    Some(Band { id, from })
}

fn subgroups(score: &Fields<'_>, json: &Json) -> Option<Subgroups> {
    let path = score.place_of("subgroups").path;
    let fields = Fields::open(score.report, &path, json, &["when", "cases", "source"])?;
    let count = fields.list("cases").len();
    let cases = fields.objects("cases", &["when", "then", "source"]).enumerate().filter_map(|(place, case)| {
        let last = place.saturating_add(1) == count;
        if last && case.get("when").is_some() {
            case.add("when", "the last case is for all who are left and has no `when`");
        }
        let when = if last { None } else { Some(rule(&case, "when")?) };
        Some(Case { when, then: case.id("then")? })
    });
    Some(Subgroups { when: rule(&fields, "when")?, cases: cases.collect() })
}

pub(super) fn criteria(fields: &Fields<'_>) -> Vec<Criterion> {
    let keys = &["id", "registry", "kind", "strength", "judged_by", "rule", "source", "confidence", "stands_for"];
    fields.objects("criteria", keys).filter_map(|criterion| read_criterion(&criterion)).collect()
}

fn read_criterion(criterion: &Fields<'_>) -> Option<Criterion> {
    let roles = [("inclusion", Role::Inclusion), ("exclusion", Role::Exclusion)];
    let strengths = [("binding", Strength::Binding), ("advisory", Strength::Advisory)];
    let judges = [("participant", JudgedBy::Participant), ("document", JudgedBy::Document), ("site", JudgedBy::Site)];
    let confidences = [
        ("several_sources", Confidence::SeveralSources),
        ("one_source", Confidence::OneSource),
        ("inferred", Confidence::Inferred),
    ];
    let read = Criterion {
        id: criterion.text("id")?.to_owned(),
        place: criterion.place(),
        role: criterion.word("kind", &roles, None)?,
        strength: criterion.word("strength", &strengths, None)?,
        judged_by: criterion.word("judged_by", &judges, None)?,
        rule: rule_if(criterion, "rule"),
        sources: criterion.texts("source"),
        confidence: criterion.word("confidence", &confidences, None)?,
        stands_for: criterion.whole("stands_for", 1000, Some(1))?,
    };
    if read.sources.is_empty() {
        criterion.add("source", "every criterion cites a source");
    }
    if read.confidence == Confidence::Inferred && read.strength == Strength::Binding {
        criterion.add("strength", "what is only inferred cannot rule anybody out; expected `advisory`");
    }
    if read.rule.is_none() && read.judged_by != JudgedBy::Site {
        criterion.add("rule", "only a criterion judged by the site may have no rule");
    }
    Some(read)
}

pub(super) fn examples(fields: &Fields<'_>) -> Vec<Example> {
    let keys = &["id", "on", "answers", "anchors", "audience", "verdict", "eligible_from"];
    fields
        .objects("examples", keys)
        .filter_map(|example| {
            let anchors = match example.get("anchors") {
                Some(Json::Object(anchors)) => anchors
                    .iter()
                    .filter_map(|(anchor, day)| {
                        let day = day.as_text().and_then(Date::parse);
                        if day.is_none() {
                            example.add(
                                &format!("anchors.{anchor}"),
                                format!("expected a day of the calendar ({DATE_FORM})"),
                            );
                        }
                        Some((anchor.clone(), day?))
                    })
                    .collect(),
                _ => Vec::new(),
            };
            Some(Example {
                id: example.id("id")?,
                place: example.place(),
                on: date(&example, "on")?,
                audience: example.word("audience", &AUDIENCES, Some(Audience::Clinic))?,
                anchors,
                answers: example.need("answers")?.clone(),
                verdict: example.text("verdict")?.to_owned(),
                eligible_from: example.get("eligible_from").and_then(|_| date(&example, "eligible_from")),
            })
        })
        .collect()
}
