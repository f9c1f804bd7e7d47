//! A referral in words: for the person before it leaves, and for the site that gets it.

use super::complete;
use crate::answers::{self, PROVENANCE};
use crate::interview::{Item, Section, words};
use crate::json::Json;
use crate::json::visible::visible;
use crate::texts::{Texts, joined};
use crate::trial::Trial;
use crate::value::Date;

/// Everything that a referral holds, and what follows from that, in words. What is not as it should be is shown as it stands.
pub fn describe(trial: &Trial, texts: &Texts, referral: &Json) -> Vec<Section> {
    let (nothing, referral) = (Json::Null, &complete(trial, referral));
    let result = referral.get("result").unwrap_or(&nothing);
    let teller = Teller { trial, texts, result };
    let sections = [
        ("sent", teller.head(referral)),
        ("confirm", teller.to_confirm()),
        ("answers", teller.answers()),
        ("scores", teller.scores()),
        ("criteria", teller.criteria()),
    ];
    let section = |(id, items): (&'static str, Vec<Item>)| Section {
        id,
        heading: texts.get(&format!("refer.{id}.heading")).to_owned(),
        lead: Vec::new(),
        items,
    };
    sections.into_iter().filter(|(_, items)| !items.is_empty()).map(section).collect()
}

struct Teller<'a> {
    trial: &'a Trial,
    texts: &'a Texts,
    result: &'a Json,
}

impl Teller<'_> {
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

    /// The points to confirm, where the criteria themselves are not there.
    fn to_confirm(&self) -> Vec<Item> {
        let open = self.result.get("to_confirm").and_then(Json::as_list).unwrap_or_default();
        open.iter().map(|id| Item { title: self.criterion(&text(Some(id))), text: Vec::new() }).collect()
    }

    fn criteria(&self) -> Vec<Item> {
        let criteria = self.result.get("criteria").and_then(Json::as_list).unwrap_or_default();
        criteria.iter().map(|one| self.found(one)).collect()
    }

    /// A criterion and what was found about it.
    fn found(&self, one: &Json) -> Item {
        let id = text(one.get("id"));
        let mut told = vec![
            joined(
                ["kind", "strength", "judged_by"]
                    .map(|key| self.texts.get(&format!("refer.{key}.{}", text(one.get(key)))).to_owned()),
                " ",
            ),
            self.status(one),
        ];
        for key in ["because", "open"] {
            let questions = one.get(key).and_then(Json::as_list).unwrap_or_default();
            if !questions.is_empty() {
                let questions = joined(questions.iter().map(|key| self.question(&text(Some(key)))), " ");
                told.push(self.texts.fill(&format!("refer.{key}"), &[("questions", &questions)]));
            }
        }
        if one.get("resolves_on").is_some() {
            told.push(self.texts.fill("result.resolves", &[("date", &self.day(one.get("resolves_on")))]));
        }
        Item { title: joined([id.clone(), self.criterion(&id)], ": "), text: told }
    }

    /// How it stands, in words that fit a rule to get in, or one that keeps people out.
    fn status(&self, one: &Json) -> String {
        let (kind, status) = (text(one.get("kind")), text(one.get("status")));
        let open = one.get("open").and_then(Json::as_list);
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
            let mut told = Vec::new();
            if least == most && !least.is_empty() {
                told.push(self.texts.fill("result.points", &[("points", &least)]));
            } else if !least.is_empty() {
                told.push(self.texts.fill("result.points_between", &[("least", &least), ("most", &most)]));
            }
            for (key, kind) in [("bands", "band"), ("subgroups", "subgroup")] {
                let names = named(kind, id, score.get(key));
                if !names.is_empty() {
                    told.push(self.texts.fill(&format!("result.{kind}"), &[(kind, &names)]));
                }
            }
            Item { title: self.texts.get(&format!("score.{id}")).to_owned(), text: told }
        };
        scores.iter().map(score).collect()
    }

    fn answers(&self) -> Vec<Item> {
        let Some(Json::Object(given)) = self.result.get("answers") else { return Vec::new() };
        let mut said = given.clone();
        said.extend(self.result.get(PROVENANCE).map(|told| (PROVENANCE.to_owned(), told.clone())));
        let on = Date::parse(&text(self.result.get("assessed_on"))).unwrap_or(Date::LAST);
        // Where one cannot be read, all are shown as they stand.
        let answers = answers::read(self.trial, &Json::Object(said), on).ok();
        let answer = |(key, value): &(String, Json)| {
            let slot = self.trial.slot(key);
            let read = slot.and_then(|slot| Some((answers.as_ref()?.get(slot)?, self.trial.question(slot)?)));
            let told = read.map_or_else(|| visible(&value.to_string()), |(said, of)| words::said(self.texts, of, said));
            Item { title: self.question(key), text: vec![told] }
        };
        given.iter().map(answer).collect()
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

    fn item(&self, key: &str, told: String) -> Item {
        Item { title: self.texts.get(&format!("refer.field.{key}")).to_owned(), text: vec![told] }
    }
}

/// A text; anything else as it is written. A stranger may have written it: nothing hides in it.
fn text(json: Option<&Json>) -> String {
    json.map_or_else(String::new, |json| visible(&json.as_text().map_or_else(|| json.to_string(), str::to_owned)))
}
