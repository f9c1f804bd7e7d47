//! The words of the document: those that people see, from the catalogues, and those of the document itself.

use std::cell::RefCell;
use std::collections::BTreeSet;

use maud::{Markup, html};

use super::html::joined;
use crate::definition::{Definition, Question, Review};
use crate::diagnostics::{Document, Fault, Finding};
use crate::json::Json;
use crate::texts::{self, Texts};
use crate::trial::{Audience, Trial};

/// The language of the document's own words.
pub(super) const FRAME_LANGUAGE: &str = "en";
const FRAME: &str = include_str!("en.json");

/// What the words of answers and dates are made of.
const PARTS: [&str; 8] = [
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
    /// The catalogues of the trial in one language, and last the one of the screens.
    pub catalogues: &'a [Document],
    /// Their language.
    pub language: &'a str,
    /// Who is asked.
    pub audience: Audience,
}

/// The words of the document itself.
fn frame() -> Result<Texts, Vec<Finding>> {
    let content = serde_json::from_str(FRAME).map_err(|error| vec![Finding::about("paper", &error)])?;
    texts::read(&[Document { path: "paper".to_owned(), content }])
}

/// A trial and all words for it.
pub(super) struct Paper<'a> {
    pub trial: &'a Trial,
    pub definition: &'a Definition,
    pub documents: &'a [Document],
    /// The catalogues of the trial, and last the one of the screens.
    pub catalogues: &'a [Document],
    pub texts: Texts,
    pub language: &'a str,
    pub audience: Audience,
    frame: Texts,
    /// Keys that no catalogue has, each with the place where it belongs.
    missing: RefCell<BTreeSet<(String, String)>>,
}

impl<'a> Paper<'a> {
    /// Gathers the words.
    pub(super) fn new(source: &Source<'a>) -> Result<Paper<'a>, Vec<Finding>> {
        let paper = Paper {
            trial: source.trial,
            definition: source.definition,
            documents: source.documents,
            texts: texts::read(source.catalogues)?,
            frame: frame()?,
            catalogues: source.catalogues,
            language: source.language,
            audience: source.audience,
            missing: RefCell::default(),
        };
        PARTS.iter().for_each(|key| drop(paper.text(key)));
        (1..=12).for_each(|month| drop(paper.text(&format!("month.{month}"))));
        Ok(paper)
    }

    /// A text that people see, with its key noted if there is none.
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

    /// A text that people see.
    pub(super) fn said(&self, key: &str) -> Markup {
        self.in_language(&self.text(key))
    }

    /// A text that people may see: none if the catalogue has none.
    pub(super) fn said_if(&self, key: &str) -> Markup {
        html! { @if let Some(text) = self.texts.find(key) { (self.in_language(text)) } }
    }

    /// A text of the catalogues' language, marked as such where the document's own words are of another.
    pub(super) fn in_language(&self, text: &str) -> Markup {
        html! { @if self.language == FRAME_LANGUAGE { (text) } @else { span lang=(self.language) { (text) } } }
    }

    /// Words of the document itself, with their placeholders filled in.
    pub(super) fn frame(&self, key: &str, values: &[(&str, &str)]) -> String {
        if self.frame.find(key).is_none() {
            self.missing.borrow_mut().insert(("paper".to_owned(), key.to_owned()));
        }
        self.frame.fill(key, values)
    }

    /// Words of the document itself.
    pub(super) fn put(&self, key: &str) -> Markup {
        html! { (self.frame(key, &[])) }
    }

    /// Paragraphs of the document itself: `KEY.1`, `KEY.2` and so on.
    pub(super) fn paragraphs(&self, key: &str) -> Markup {
        let keys = (1..).map(|number| format!("{key}.{number}"));
        let keys = keys.take_while(|key| self.frame.find(key).is_some());
        html! { @for key in keys { p { (self.put(&key)) } } }
    }

    /// What no catalogue has.
    pub(super) fn missing(&self) -> Vec<Finding> {
        let missing = self.missing.borrow();
        let told = |(file, key): &(String, String)| {
            Finding::new(Fault::MissingText, file, format!("texts.{key}"), "the text is missing")
        };
        missing.iter().map(told).collect()
    }

    /// How many texts are reviewed, and what the catalogues state about that, each statement once.
    pub(super) fn reviews(&self) -> Vec<String> {
        let (review, _) = Review::of_all(self.catalogues);
        let count =
            |key, some: usize| self.frame(key, &[("some", &some.to_string()), ("all", &review.texts.to_string())]);
        let (some, unstated) = (review.stated > 0, review.texts.saturating_sub(review.stated));
        let counts = [
            (some, "paper.review.count", review.reviewed),
            (some && unstated > 0, "paper.review.unstated", unstated),
            (!some, "paper.review.none", 0),
        ];
        let counts = counts.into_iter().filter(|(told, ..)| *told).map(|(_, key, some)| count(key, some));
        counts.chain(self.stated_reviews()).collect()
    }

    fn stated_reviews(&self) -> BTreeSet<String> {
        let mut stated = BTreeSet::new();
        for review in self.catalogues.iter().filter_map(|catalogue| catalogue.content.get("review")) {
            let text = |key| review.get(key).and_then(Json::as_text);
            stated.insert(texts::joined(["status", "note"].into_iter().filter_map(text), ": "));
            // Some texts may have been reviewed apart from the rest.
            if let Some(Json::Object(apart)) = review.get("texts") {
                let told = |(key, status): &(String, Json)| Some(format!("{key}: {}", status.as_text()?));
                stated.extend(apart.iter().filter_map(told));
            }
        }
        stated
    }

    /// The number of a question: its turn in the order of asking, from 1.
    pub(super) fn number(&self, question: &str) -> Option<usize> {
        let place = self.definition.question(question)?;
        self.definition.turn(place).map(|turn| turn.saturating_add(1))
    }

    /// Whether the document's audience is asked a question.
    pub(super) fn asks(&self, question: &Question) -> bool {
        question.asked_of <= self.audience
    }

    /// What a part of the definition holds besides what is modelled, such as its sources: found by its list and its id.
    pub(super) fn written(&self, list: &str, id: &str) -> Option<&Json> {
        self.item(list, "id", id)
    }

    /// What the rule that stands for a *yes* to a question holds besides what is modelled.
    pub(super) fn implied(&self, question: &str) -> Option<&Json> {
        self.item("implied", "question", question)
    }

    fn item(&self, list: &str, key: &str, id: &str) -> Option<&Json> {
        let items = self.documents.iter().filter_map(|document| document.content.get(list)?.as_list());
        items.flatten().find(|item| item.get(key).and_then(Json::as_text) == Some(id))
    }

    /// The sources that a part of the definition cites.
    pub(super) fn cited(&self, part: Option<&Json>) -> Markup {
        let cited = part.and_then(|part| part.get("source")).and_then(Json::as_list).unwrap_or_default();
        let links = cited.iter().filter_map(Json::as_text).map(|id| super::link(&format!("source-{id}"), id));
        joined(links, ", ")
    }
}
