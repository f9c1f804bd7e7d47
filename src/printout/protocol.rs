//! The texts of the document: the messages that people see, from the catalogues, and the document's own texts.

use std::cell::RefCell;
use std::collections::BTreeSet;

use maud::{Markup, html};

use super::html::joined;
use crate::definition::{Definition, Question, Review};
use crate::diagnostics::{Document, Fault, Finding};
use crate::json::Json;
use crate::texts::{self, Texts};
use crate::trial::{Audience, Trial};

/// The language of the document's own texts.
pub(super) const OWN_LANGUAGE: &str = "en";
const OWN_TEXTS: &str = include_str!("en.json");

/// The keys of messages that answers and dates are composed of.
const ANSWER_KEYS: [&str; 8] = [
    "answer.yes",
    "answer.no",
    "answer.declined",
    "answer.separator",
    "answer.about",
    "answer.between",
    "answer.day",
    "answer.month",
];

/// What the document is made from.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The compiled trial.
    pub trial: &'a Trial,
    /// The definition that it was compiled from.
    pub definition: &'a Definition,
    /// The definition's documents.
    pub documents: &'a [Document],
    /// The catalogues of the trial in one language, followed by that of the screens.
    pub catalogues: &'a [Document],
    /// The language of the catalogues.
    pub language: &'a str,
    /// Who is asked.
    pub audience: Audience,
}

/// Returns the document's own texts.
fn own_texts() -> Result<Texts, Vec<Finding>> {
    let content = serde_json::from_str(OWN_TEXTS).map_err(|error| vec![Finding::about("protocol", &error)])?;
    texts::read(&[Document { path: "protocol".to_owned(), content }])
}

/// A trial and all texts that its document needs.
pub(super) struct Protocol<'a> {
    pub trial: &'a Trial,
    pub definition: &'a Definition,
    pub documents: &'a [Document],
    /// The catalogues of the trial, followed by that of the screens.
    pub catalogues: &'a [Document],
    pub texts: Texts,
    pub language: &'a str,
    pub audience: Audience,
    own_texts: Texts,
    /// Keys that no catalogue has, each after the file in which it belongs.
    missing: RefCell<BTreeSet<(String, String)>>,
}

impl<'a> Protocol<'a> {
    /// Reads the texts, and notes which of those for answers and dates are missing.
    ///
    /// # Errors
    ///
    /// Returns an error for each fault in a catalogue.
    pub(super) fn new(source: &Source<'a>) -> Result<Protocol<'a>, Vec<Finding>> {
        let protocol = Protocol {
            trial: source.trial,
            definition: source.definition,
            documents: source.documents,
            texts: texts::read(source.catalogues)?,
            own_texts: own_texts()?,
            catalogues: source.catalogues,
            language: source.language,
            audience: source.audience,
            missing: RefCell::default(),
        };
        ANSWER_KEYS.iter().for_each(|key| drop(protocol.text(key)));
        (1..=12).for_each(|month| drop(protocol.text(&format!("month.{month}"))));
        Ok(protocol)
    }

    /// Returns a message, or notes its key as missing.
    pub(super) fn text(&self, key: &str) -> String {
        if self.texts.find(key).is_none() {
            let of_trial = ["trial", "question", "option", "unit", "criterion", "score", "band", "subgroup", "anchor"];
            let kind = key.split('.').next().unwrap_or_default();
            let file = if of_trial.contains(&kind) { self.catalogues.first() } else { self.catalogues.last() };
            let file = file.map_or(String::new(), |file| file.path.clone());
            self.missing.borrow_mut().insert((file, key.to_owned()));
        }
        self.texts.get(key).to_owned()
    }

    /// Returns a message, marked with its language.
    pub(super) fn message(&self, key: &str) -> Markup {
        self.in_language(&self.text(key))
    }

    /// Returns a message, or nothing if no catalogue has it.
    pub(super) fn optional_message(&self, key: &str) -> Markup {
        html! { @if let Some(text) = self.texts.find(key) { (self.in_language(text)) } }
    }

    /// Returns a text in the catalogues' language, marked with that language if the document's own texts have another.
    pub(super) fn in_language(&self, text: &str) -> Markup {
        html! { @if self.language == OWN_LANGUAGE { (text) } @else { span lang=(self.language) { (text) } } }
    }

    /// Returns a text of the document's own, with its placeholders filled in.
    pub(super) fn own_text(&self, key: &str, values: &[(&str, &str)]) -> String {
        if self.own_texts.find(key).is_none() {
            self.missing.borrow_mut().insert(("protocol".to_owned(), key.to_owned()));
        }
        self.own_texts.fill(key, values)
    }

    /// Returns a text of the document's own as markup.
    pub(super) fn label(&self, key: &str) -> Markup {
        html! { (self.own_text(key, &[])) }
    }

    /// Returns the document's own paragraphs `KEY.1`, `KEY.2` and so on.
    pub(super) fn paragraphs(&self, key: &str) -> Markup {
        let keys = (1..).map(|number| format!("{key}.{number}"));
        let keys = keys.take_while(|key| self.own_texts.find(key).is_some());
        html! { @for key in keys { p { (self.label(&key)) } } }
    }

    /// Returns a finding for each text that no catalogue has.
    pub(super) fn missing(&self) -> Vec<Finding> {
        let missing = self.missing.borrow();
        let finding = |(file, key): &(String, String)| {
            Finding::new(Fault::MissingText, file, format!("texts.{key}"), "the text is missing")
        };
        missing.iter().map(finding).collect()
    }

    /// Returns how many messages are reviewed, and each statement of the catalogues about their review once.
    pub(super) fn reviews(&self) -> Vec<String> {
        let (review, _) = Review::of_all(self.catalogues);
        let count =
            |key, some: usize| self.own_text(key, &[("some", &some.to_string()), ("all", &review.texts.to_string())]);
        let (some, unstated) = (review.stated > 0, review.texts.saturating_sub(review.stated));
        let counts = [
            (some, "protocol.review.count", review.reviewed),
            (some && unstated > 0, "protocol.review.unstated", unstated),
            (!some, "protocol.review.none", 0),
        ];
        let counts = counts.into_iter().filter(|(shown, ..)| *shown).map(|(_, key, some)| count(key, some));
        counts.chain(self.stated_reviews()).collect()
    }

    fn stated_reviews(&self) -> BTreeSet<String> {
        let mut stated = BTreeSet::new();
        for review in self.catalogues.iter().filter_map(|catalogue| catalogue.content.get("review")) {
            let text = |key| review.get(key).and_then(Json::as_text);
            stated.insert(texts::joined(["status", "note"].into_iter().filter_map(text), ": "));
            // A catalogue can state a separate status for some of its texts.
            if let Some(Json::Object(separate)) = review.get("texts") {
                let statement = |(key, status): &(String, Json)| Some(format!("{key}: {}", status.as_text()?));
                stated.extend(separate.iter().filter_map(statement));
            }
        }
        stated
    }

    /// Returns the number of a question: its position in the order of asking, from 1.
    pub(super) fn number(&self, question: &str) -> Option<usize> {
        let index = self.definition.question(question)?;
        self.definition.turn(index).map(|turn| turn.saturating_add(1))
    }

    /// Returns whether the document's audience is asked a question.
    pub(super) fn asks(&self, question: &Question) -> bool {
        question.asked_of <= self.audience
    }

    /// Returns the JSON of a part of the definition, found by its list and its id, for fields that [`Definition`]
    /// omits, such as sources.
    pub(super) fn written(&self, list: &str, id: &str) -> Option<&Json> {
        self.item(list, "id", id)
    }

    /// Returns the JSON of the rule that implies *yes* to a question.
    pub(super) fn implied(&self, question: &str) -> Option<&Json> {
        self.item("implied", "question", question)
    }

    fn item(&self, list: &str, key: &str, id: &str) -> Option<&Json> {
        let items = self.documents.iter().filter_map(|document| document.content.get(list)?.as_list());
        items.flatten().find(|item| item.get(key).and_then(Json::as_text) == Some(id))
    }

    /// Returns links to the sources that a part of the definition cites.
    pub(super) fn cited(&self, part: Option<&Json>) -> Markup {
        let cited = part.and_then(|part| part.get("source")).and_then(Json::as_list).unwrap_or_default();
        let links = cited.iter().filter_map(Json::as_text).map(|id| super::link(&format!("source-{id}"), id));
        joined(links, ", ")
    }
}
