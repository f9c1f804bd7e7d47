//! The first question as data, so that a page can draw it before the engine is there.
//!
//! A file is a mark, as that of words ([`crate::texts`]), and JSON behind it:
//!
//! | key | |
//! |---|---|
//! | `sealed` | whether the definition has a site's key |
//! | `loading` | what to say while the engine is loading |
//! | `asked` | what is asked first, by audience and order, such as `clinic shortest` |
//! | `nodes` | a tag; attributes, each followed by its value; then the children: a text, or the place of a node. Headings are of level 1 |
//!
//! Of what is asked: the question's `key`; the first and the last of the `days` on which it is; what the live region says
//! (`progress`); and `screens`, by what the page is told and where the questions stand, such as `verdict frame`: the nodes of what
//! stands above, of the same with a way to leave the page, of the live region, and of the screen.
//!
//! # Law
//!
//! Nothing is asked for a day on which the trial is closed. Whether another question is asked, or another number follows it, is
//! looked at every 365 days and not on each. So it is the engine that has the last word: once it is there, it compares what
//! stands with what it would draw.

use crate::browser::view::{Child, Element, first};
use crate::interview::{QuestionScreen, Screen};
use crate::json::{Json, Writer};
use crate::texts::{Part, Texts};
use crate::trial::Trial;
use crate::value::packed::checksum;
use crate::value::{Date, Number};

/// How many days a file is for, from the day on which the trial's record was updated.
const LASTS: i64 = 3653;
/// How many days lie between two that are looked at.
const STEP: i64 = 365;

/// Writes what a trial asks first, in one language.
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
    let texts = &of_questions(texts, &trial.digest);
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

/// The words that a page has by the time of the first question: which of them are there decides, too, what it can offer.
fn of_questions(texts: &Texts, digest: &str) -> Texts {
    let mut own = Texts::default();
    let read = own.add(&texts.pack(Part::Questions, digest), Part::Questions, digest);
    if read.is_ok() { own } else { Texts::default() }
}

/// The first days in a row on which the trial is open, of those that a file is for.
fn open_days(trial: &Trial, language: &str) -> Option<[Date; 2]> {
    let updated = Date::parse(&trial.updated)?;
    let open = |day: &Date| trial.closed(*day, language).is_none();
    let mut days = (0..LASTS).map(|later| updated.plus_days(later)).skip_while(|day| !open(day)).take_while(open);
    let from = days.next()?;
    Some([from, days.last().unwrap_or(from)])
}

/// How an interview begins.
struct Opening<'a> {
    trial: &'a Trial,
    texts: &'a Texts,
    language: &'a str,
    audience: &'a str,
    order: &'a str,
}

impl Opening<'_> {
    /// What is asked first, from the first of some days on.
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
        for told in ["none", "verdict", "answers", "sealed"] {
            for place in ["page", "frame", "alone"] {
                let screen = self.ask(from, told, place)?;
                let [above, progress, shown] = first(&screen, false, self.texts);
                let [leave, ..] = first(&screen, true, self.texts);
                let parts = [above, leave, progress, shown].map(|part| intern(&part, nodes));
                screens.push(([told, " ", place].concat(), Json::List(parts.into())));
            }
        }
        Some(Json::object([
            ("key", Json::Text(question.key)),
            ("days", Json::texts([from, until])),
            ("progress", Json::Text(question.progress)),
            ("screens", Json::Object(screens)),
        ]))
    }

    /// The first question on a day, as an interview asks it.
    fn ask(&self, day: Date, told: &str, place: &str) -> Option<QuestionScreen> {
        let text = |text: &str| Json::Text(text.to_owned());
        let setup = Json::object([
            ("language", text(self.language)),
            ("audience", text(self.audience)),
            ("order", text(self.order)),
            ("assessed_on", Json::Text(day.to_string())),
            ("disclose", text(told)),
            ("place", text(place)),
            ("site_key", text(if told == "sealed" { told } else { "" })),
        ]);
        match crate::open(self.trial.clone(), self.texts.clone(), &setup).ok()?.screen() {
            Screen::Question(screen) => Some(screen),
            _ => None,
        }
    }
}

/// The place of an element among the nodes, where each stands once.
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
    let place = nodes.iter().position(|known| *known == node).unwrap_or(nodes.len());
    if place == nodes.len() {
        nodes.push(node);
    }
    Json::Number(Number::from(i64::try_from(place).unwrap_or_default()))
}
