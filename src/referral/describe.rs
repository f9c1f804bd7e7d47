//! Describes a referral as texts, for the person before it leaves and for the site that receives it.

use super::complete;
use crate::answers::{self, PROVENANCE};
use crate::interview::{Item, Section, words};
use crate::json::Json;
use crate::json::visible::visible;
use crate::texts::{Texts, joined};
use crate::trial::Trial;
use crate::value::Date;

/// Returns everything that a referral holds, and what follows from it, as texts. Malformed parts are shown as written.
///
/// ```
/// use prescreener::{diagnostics::Document, json::Json, referral::describe, texts::Texts, trial::Trial};
/// # let definition = r#"{ "schema": "prescreener/trial/1", "id": "EXAMPLE", "version": "1",
/// #   "registry": { "name": "none", "url": "", "updated": "2026-11-22" },
/// #   "sources": [{ "id": "RULES", "title": "The example's rules" }],
/// #   "anchors": [{ "id": "screening", "from": "assessment", "days": [0, 0] }],
/// #   "questions": [{ "id": "rash", "type": "yes_no" }], "order": ["rash"],
/// #   "criteria": [{ "id": "I01", "kind": "inclusion", "strength": "binding", "judged_by": "participant",
/// #                  "rule": "rash", "source": ["RULES"], "confidence": "one_source" }] }"#;
/// # let content: Json = serde_json::from_str(definition).unwrap();
/// # let trial = Trial::check(&[Document { path: "trial.json".to_owned(), content }]).unwrap();
/// let referral = r#"{ "id": "1", "shares": "open", "result": { "verdict": "incomplete", "to_confirm": ["I01"] } }"#;
/// let sections = describe(&trial, &Texts::default(), &serde_json::from_str(referral).unwrap());
/// let ids: Vec<&str> = sections.iter().map(|section| section.id).collect();
/// assert_eq!(ids, ["sent", "confirm"]);
/// // Without a catalogue, a text is its key.
/// assert_eq!(sections[1].items[0].title, "criterion.I01");
/// ```
pub fn describe(trial: &Trial, texts: &Texts, referral: &Json) -> Vec<Section> {
    let (null, referral) = (Json::Null, &complete(trial, referral));
    let result = referral.get("result").unwrap_or(&null);
    let describer = Describer { trial, texts, result };
    let sections = [
        ("sent", describer.head(referral)),
        ("confirm", describer.to_confirm()),
        ("answers", describer.answers()),
        ("scores", describer.scores()),
        ("criteria", describer.criteria()),
    ];
    let section = |(id, items): (&'static str, Vec<Item>)| Section {
        id,
        heading: texts.get(&format!("refer.{id}.heading")).to_owned(),
        lead: Vec::new(),
        items,
    };
    sections.into_iter().filter(|(_, items)| !items.is_empty()).map(section).collect()
}

struct Describer<'a> {
    trial: &'a Trial,
    texts: &'a Texts,
    result: &'a Json,
}

impl Describer<'_> {
    fn head(&self, referral: &Json) -> Vec<Item> {
        let result = self.result;
        let trial = |key: &str| text(result.get("trial").and_then(|trial| trial.get(key)));
        let day = self.day(result.get("eligible_from"));
        let verdict = self.texts.fill(
            &format!("verdict.{}.heading", text(result.get("verdict"))),
            &[("date", &day), ("trial", self.texts.get("trial.name"))],
        );
        let mut items = vec![
            self.item("id", text(referral.get("id"))),
            self.item("trial", joined([self.texts.get("trial.name").to_owned(), trial("id")], ", ")),
            self.item("verdict", verdict),
            self.item("assessed_on", self.day(result.get("assessed_on"))),
            self.item(
                "audience",
                self.texts.get(&format!("refer.audience.{}", text(result.get("audience")))).to_owned(),
            ),
        ];
        if let Some(Json::Object(anchors)) = result.get("anchors") {
            let anchor = |(id, day): &(String, Json)| {
                joined([self.texts.get(&format!("anchor.{}", visible(id))).to_owned(), self.day(Some(day))], ": ")
            };
            items.push(self.item("anchors", joined(anchors.iter().map(anchor), "; ")));
        }
        let language = text(result.get("language"));
        let name = self.texts.find(&format!("refer.language.{language}")).unwrap_or(&language);
        items.push(self.item("language", name.to_owned()));
        let made = joined([text(result.get("engine")), trial("version"), trial("digest")], "; ");
        items.push(self.item("made", made));
        items
    }

    /// Returns the criteria to confirm.
    fn to_confirm(&self) -> Vec<Item> {
        let open = self.result.get("to_confirm").and_then(Json::as_list).unwrap_or_default();
        open.iter().map(|id| Item { title: self.criterion(&text(Some(id))), text: Vec::new() }).collect()
    }

    fn criteria(&self) -> Vec<Item> {
        let criteria = self.result.get("criteria").and_then(Json::as_list).unwrap_or_default();
        criteria.iter().map(|criterion| self.criterion_item(criterion)).collect()
    }

    /// Returns a criterion and its assessment.
    fn criterion_item(&self, criterion: &Json) -> Item {
        let id = text(criterion.get("id"));
        let mut lines = vec![
            joined(
                ["kind", "strength", "judged_by"]
                    .map(|key| self.texts.get(&format!("refer.{key}.{}", text(criterion.get(key)))).to_owned()),
                " ",
            ),
            self.status(criterion),
        ];
        for key in ["because", "open"] {
            let questions = criterion.get(key).and_then(Json::as_list).unwrap_or_default();
            if !questions.is_empty() {
                let questions = joined(questions.iter().map(|key| self.question(&text(Some(key)))), " ");
                lines.push(self.texts.fill(&format!("refer.{key}"), &[("questions", &questions)]));
            }
        }
        if criterion.get("resolves_on").is_some() {
            lines.push(self.texts.fill("result.resolves", &[("date", &self.day(criterion.get("resolves_on")))]));
        }
        Item { title: joined([id.clone(), self.criterion(&id)], ": "), text: lines }
    }

    /// Returns the status of a criterion, in a text that fits either an inclusion or an exclusion criterion.
    fn status(&self, criterion: &Json) -> String {
        let (kind, status) = (text(criterion.get("kind")), text(criterion.get("status")));
        let open = criterion.get("open").and_then(Json::as_list);
        let key = match (kind.as_str(), status.as_str()) {
            ("exclusion", "met" | "not_met") => [&status, "_exclusion"].concat(),
            (_, "unknown") if open.is_some_and(<[Json]>::is_empty) => "unanswerable".to_owned(),
            _ => status,
        };
        self.texts.get(&format!("refer.status.{key}")).to_owned()
    }

    fn scores(&self) -> Vec<Item> {
        let Some(Json::Object(scores)) = self.result.get("scores") else { return Vec::new() };
        let named = |kind: &str, id: &str, list: Option<&Json>| {
            let names = list.and_then(Json::as_list).unwrap_or_default();
            let name = |name: &Json| self.texts.get(&format!("{kind}.{id}.{}", text(Some(name)))).to_owned();
            joined(names.iter().map(name), self.texts.get("result.or"))
        };
        let score = |(id, score): &(String, Json)| {
            let id = &visible(id);
            let (least, most) = (text(score.get("min")), text(score.get("max")));
            let mut lines = Vec::new();
            if least == most && !least.is_empty() {
                lines.push(self.texts.fill("result.points", &[("points", &least)]));
            } else if !least.is_empty() {
                lines.push(self.texts.fill("result.points_between", &[("least", &least), ("most", &most)]));
            }
            for (key, kind) in [("bands", "band"), ("subgroups", "subgroup")] {
                let names = named(kind, id, score.get(key));
                if !names.is_empty() {
                    lines.push(self.texts.fill(&format!("result.{kind}"), &[(kind, &names)]));
                }
            }
            Item { title: self.texts.get(&format!("score.{id}")).to_owned(), text: lines }
        };
        scores.iter().map(score).collect()
    }

    fn answers(&self) -> Vec<Item> {
        let Some(Json::Object(given)) = self.result.get("answers") else { return Vec::new() };
        let mut entries = given.clone();
        entries.extend(self.result.get(PROVENANCE).map(|held| (PROVENANCE.to_owned(), held.clone())));
        let on = Date::parse(&text(self.result.get("assessed_on"))).unwrap_or(Date::LAST);
        // If one answer cannot be read, all are shown as written.
        let answers = answers::read(self.trial, &Json::Object(entries), on).ok();
        let item = |(key, value): &(String, Json)| {
            let slot = self.trial.slot(key);
            let read = slot.and_then(|slot| Some((answers.as_ref()?.get(slot)?, self.trial.question(slot)?)));
            let as_written = || visible(&value.to_string());
            let text = read.map_or_else(as_written, |(answer, question)| words::said(self.texts, question, answer));
            Item { title: self.question(key), text: vec![text] }
        };
        given.iter().map(item).collect()
    }

    fn question(&self, key: &str) -> String {
        let slot = self.trial.slot(key);
        slot.and_then(|slot| words::question(self.trial, self.texts, slot, "")).unwrap_or_else(|| visible(key))
    }

    fn criterion(&self, id: &str) -> String {
        self.texts.get(&format!("criterion.{id}")).to_owned()
    }

    fn day(&self, day: Option<&Json>) -> String {
        let written = text(day);
        Date::parse(&written).map_or(written, |day| words::day(self.texts, day))
    }

    fn item(&self, key: &str, text: String) -> Item {
        Item { title: self.texts.get(&format!("refer.field.{key}")).to_owned(), text: vec![text] }
    }
}

/// Returns a text, or any other value as written, with every character visible, because a stranger may have written it.
fn text(json: Option<&Json>) -> String {
    json.map_or_else(String::new, |json| visible(&json.as_text().map_or_else(|| json.to_string(), str::to_owned)))
}
