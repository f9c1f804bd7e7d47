//! The first question as data, so that a page can draw it before the engine is loaded.
//!
//! A file is a mark, like that of the texts ([`crate::texts`]), followed by JSON:
//!
//! | key | |
//! |---|---|
//! | `sealed` | whether the definition has a site's key |
//! | `loading` | the message shown while the engine is loading |
//! | `asked` | the first question, by audience and order, such as `clinic shortest` |
//! | `nodes` | a tag; attributes, each followed by its value; then the children: a text, or the index of a node. Headings are of level 1 |
//!
//! A question has its `key`; the first and the last of the `days` on which it comes first; the announcement of the live
//! region (`progress`); and `screens`, by disclosure and by where the questions stand, such as `verdict frame`: the
//! nodes of the part above, of the same part with an exit from the page, of the live region, and of the screen.
//!
//! # Law
//!
//! No question is written for a day on which the trial is closed. Whether another question comes first, or another
//! number of questions follows it, is checked every 365 days and not on each day. The engine therefore decides: once it
//! is loaded, it compares the drawn screen with what it would draw.

use crate::browser::view::{Child, Element, first};
use crate::interview::{QuestionScreen, Screen};
use crate::json::{Json, Writer};
use crate::texts::{Part, Texts};
use crate::trial::Trial;
use crate::value::packed::checksum;
use crate::value::{Date, Number};

/// How many days a file covers, from the day on which the trial's record was updated.
const LASTS: i64 = 3653;
/// The interval between checked days.
const STEP: i64 = 365;

/// Writes a trial's first question in one language.
///
/// ```
/// # use prescreener::{diagnostics::Document, json::Json, texts::Texts, trial::Trial};
/// # let definition = serde_json::json!({ "schema": "prescreener/trial/1", "id": "EXAMPLE", "version": "1",
/// #   "registry": { "name": "none", "url": "", "updated": "2026-11-22" },
/// #   "sources": [{ "id": "RULES", "title": "The example's rules" }],
/// #   "anchors": [{ "id": "screening", "from": "assessment", "days": [0, 0] }],
/// #   "questions": [{ "id": "rash", "type": "yes_no" }], "order": ["rash"],
/// #   "criteria": [{ "id": "I01", "kind": "inclusion", "strength": "binding", "judged_by": "participant",
/// #                  "rule": "rash", "source": ["RULES"], "confidence": "one_source" }] });
/// # let content = serde_json::from_value(definition).unwrap();
/// # let trial = Trial::check(&[Document { path: "trial.json".to_owned(), content }]).unwrap();
/// let file = prescreener::browser::first::pack(&trial, &Texts::default(), "en");
/// let (mark, json) = file.split_once('\n').unwrap();
/// assert!(mark.starts_with(&format!("prescreener/first/1 {} ", trial.digest)));
/// let json: Json = serde_json::from_str(json).unwrap();
/// let asked = json.get("asked").and_then(|asked| asked.get("participant definition")).unwrap();
/// assert_eq!(asked.get("key").and_then(Json::as_text), Some("rash"));
/// ```
pub fn pack(trial: &Trial, texts: &Texts, language: &str) -> String {
    let loading = Json::Text(texts.get("failure.loading").to_owned());
    let texts = &question_texts(texts, &trial.digest);
    let mut nodes = Vec::new();
    let mut asked = Vec::new();
    for audience in ["participant", "clinic"] {
        for order in ["definition", "shortest"] {
            let opening = Opening { trial, texts, language, audience, order };
            let question = open_days(trial, language).and_then(|days| opening.question(days, &mut nodes));
            asked.extend(question.map(|question| ([audience, " ", order].concat(), question)));
        }
    }
    let sealed = trial.referral.as_ref().is_some_and(|policy| !policy.site_key.is_empty());
    let content = Json::object([
        ("sealed", Json::Bool(sealed)),
        ("loading", loading),
        ("asked", Json::Object(asked)),
        ("nodes", Json::List(nodes)),
    ]);
    let mut file = "\n".to_owned();
    file.tree(content);
    let sum = checksum(file.as_bytes()).to_string();
    ["prescreener/first/1 ", &trial.digest, " ", &sum, &file].concat()
}

/// Returns only the texts that a page has by the time of the first question: their presence also decides what it can
/// offer.
fn question_texts(texts: &Texts, digest: &str) -> Texts {
    let mut own = Texts::default();
    let read = own.add(&texts.pack(Part::Questions, digest), Part::Questions, digest);
    if read.is_ok() { own } else { Texts::default() }
}

/// Returns the first and the last of the first consecutive days on which the trial is open, among those that a file
/// covers.
fn open_days(trial: &Trial, language: &str) -> Option<[Date; 2]> {
    let updated = Date::parse(&trial.updated)?;
    let open = |day: &Date| trial.closed(*day, language).is_none();
    let mut days = (0..LASTS).map(|later| updated.plus_days(later)).skip_while(|day| !open(day)).take_while(open);
    let from = days.next()?;
    Some([from, days.last().unwrap_or(from)])
}

/// The circumstances in which an interview begins.
struct Opening<'a> {
    trial: &'a Trial,
    texts: &'a Texts,
    language: &'a str,
    audience: &'a str,
    order: &'a str,
}

impl Opening<'_> {
    /// Returns the first question and the days for which it holds, from the first of these days on.
    fn question(&self, [from, last]: [Date; 2], nodes: &mut Vec<Json>) -> Option<Json> {
        let question = self.ask(from, "none", "page")?;
        let mut until = from;
        while until < last {
            let day = until.plus_days(STEP).min(last);
            if self.ask(day, "none", "page").as_ref() != Some(&question) {
                break;
            }
            until = day;
        }
        let mut screens = Vec::new();
        for disclosure in ["none", "verdict", "answers", "sealed"] {
            for location in ["page", "frame", "alone"] {
                let screen = self.ask(from, disclosure, location)?;
                let [above, progress, shown] = first(&screen, false, self.texts);
                let [leave, ..] = first(&screen, true, self.texts);
                let parts = [above, leave, progress, shown].map(|part| intern(&part, nodes));
                screens.push(([disclosure, " ", location].concat(), Json::List(parts.into())));
            }
        }
        Some(Json::object([
            ("key", Json::Text(question.key)),
            ("days", Json::texts([from, until])),
            ("progress", Json::Text(question.progress)),
            ("screens", Json::Object(screens)),
        ]))
    }

    /// Returns the first question on a day, as an interview asks it.
    fn ask(&self, day: Date, disclosure: &str, location: &str) -> Option<QuestionScreen> {
        let text = |text: &str| Json::Text(text.to_owned());
        let setup = Json::object([
            ("language", text(self.language)),
            ("audience", text(self.audience)),
            ("order", text(self.order)),
            ("assessed_on", Json::Text(day.to_string())),
            ("disclose", text(disclosure)),
            ("place", text(location)),
            ("site_key", text(if disclosure == "sealed" { disclosure } else { "" })),
        ]);
        match crate::open(self.trial.clone(), self.texts.clone(), &setup).ok()?.screen() {
            Screen::Question(screen) => Some(screen),
            _ => None,
        }
    }
}

/// Returns the index of an element among the nodes, adding it unless it is there already.
fn intern(element: &Element, nodes: &mut Vec<Json>) -> Json {
    let parts = element.parts();
    let attributes = parts.attributes.iter().flat_map(|(name, value)| [*name, value.as_str()]);
    let mut node = vec![Json::Text(parts.tag.to_owned()), Json::texts(attributes)];
    for child in &parts.children {
        node.push(match child {
            Child::Element(child) => intern(child, nodes),
            Child::Text(text) => Json::Text(text.clone()),
        });
    }
    let node = Json::List(node);
    let index = nodes.iter().position(|known| *known == node).unwrap_or(nodes.len());
    if index == nodes.len() {
        nodes.push(node);
    }
    Json::Number(Number::from(i64::try_from(index).unwrap_or_default()))
}
