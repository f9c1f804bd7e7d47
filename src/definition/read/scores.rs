//! Reads weighted scores.

use crate::definition::model::{Band, Case, Column, RuleText, Score, ScoreItem, Subgroups};
use crate::diagnostics::Fault;
use crate::diagnostics::fields::Fields;
use crate::schema::forms::{BAND, CASE, COLUMN, ITEM, SCORE, SUBGROUP, SUBGROUPS};
use crate::value::Number;

pub(super) fn scores(fields: &Fields<'_>) -> Vec<Score> {
    fields.objects("scores", &SCORE).iter().map(score).collect()
}

fn score(fields: &Fields<'_>) -> Score {
    let columns = columns(fields);
    let items = fields.objects("items", &ITEM);
    let bands = fields.objects("bands", &BAND);
    limit(fields, "bands", bands.len());
    Score {
        id: fields.id("id"),
        place: fields.place(),
        items: items.iter().map(|item| score_item(item, columns.len())).collect(),
        bands: bands.iter().enumerate().map(|(index, band)| score_band(band, index, columns.len())).collect(),
        subgroups: subgroups(fields),
        columns,
    }
}

fn columns(fields: &Fields<'_>) -> Vec<Column> {
    let columns = fields.objects("columns", &COLUMN);
    if columns.is_empty() {
        fields.add("columns", Fault::WrongCount, "expected at least one column");
    }
    let last = columns.len().saturating_sub(1);
    let column =
        |(index, column): (usize, &Fields<'_>)| Column { id: column.id("id"), when: when(column, index == last) };
    columns.iter().enumerate().map(column).collect()
}

/// Reads the rule of a column or a case; the last one has no rule and applies to everyone else.
fn when(fields: &Fields<'_>, last: bool) -> Option<RuleText> {
    if !last {
        return Some(RuleText::read(fields, "when"));
    }
    if fields.get("when").is_some() {
        fields.add("when", Fault::UnknownKey, "the last one is for all who are left and has no `when`");
    }
    None
}

fn points(fields: &Fields<'_>, key: &str, columns: usize) -> Vec<Number> {
    let points = fields.numbers(key);
    let is_list = fields.get(key).is_some_and(|points| points.as_list().is_some());
    // Without columns, the expected number is unknown.
    if is_list && columns > 0 && points.len() != columns {
        let amounts = if columns == 1 { "amount" } else { "amounts" };
        let message = format!("expected {columns} {amounts}, one for each column, found {}", points.len());
        fields.add(key, Fault::WrongCount, message);
    }
    points
}

fn score_item(fields: &Fields<'_>, columns: usize) -> ScoreItem {
    let case = |case: &Fields<'_>| (RuleText::read(case, "when"), points(case, "points", columns));
    let cases = if fields.get("cases").is_some() {
        fields.objects("cases", &CASE).iter().map(case).collect()
    } else {
        vec![case(fields)]
    };
    ScoreItem { id: fields.id("id"), cases }
}

/// Checks the number of bands or subgroups: a set of them is one 64-bit word.
fn limit(fields: &Fields<'_>, key: &str, found: usize) {
    const MOST: usize = 64;
    if found > MOST {
        fields.add(key, Fault::WrongCount, format!("expected at most {MOST}, found {found}"));
    }
}

fn score_band(fields: &Fields<'_>, index: usize, columns: usize) -> Band {
    if index > 0 {
        return Band { id: fields.id("id"), from: points(fields, "from", columns) };
    }
    if fields.get("from").is_some() {
        fields.add("from", Fault::UnknownKey, "the lowest band has no `from`");
    }
    Band { id: fields.id("id"), from: Vec::new() }
}

fn subgroups(score: &Fields<'_>) -> Option<Subgroups> {
    let path = score.place_of("subgroups").path;
    let fields = Fields::open(score.report, &path, score.get("subgroups")?, &SUBGROUPS)?;
    let cases = fields.objects("cases", &SUBGROUP);
    limit(&fields, "cases", cases.len());
    let last = cases.len().saturating_sub(1);
    let case = |(index, case): (usize, &Fields<'_>)| Case { when: when(case, index == last), then: case.id("then") };
    Some(Subgroups { when: RuleText::read(&fields, "when"), cases: cases.iter().enumerate().map(case).collect() })
}
