//! What the person handed on of this interview's results: the result and the screens after it know.

use super::{Before, Interview, News, Step};
use crate::answers::Answers;
use crate::engine::Setting;
use crate::trial::Share;

/// The latest that was handed on, and what it was a result of.
#[derive(Debug, Clone)]
pub(super) struct HandedOn {
    what: Before,
    answers: Answers,
    setting: Setting,
}

impl Interview {
    /// The person agreed to hand on so much of the result, under this number.
    pub fn agreed(&mut self, id: &str, shares: Share) {
        let news = News { is: "waiting".to_owned(), number: String::new() };
        let what = Before { id: id.to_owned(), shares, news };
        let (answers, setting) = (self.case.answers().clone(), self.case.setting().clone());
        self.handed = Some(HandedOn { what, answers, setting });
    }

    /// Takes what is known now of the way of what was handed on under a number, and gives the words for it: whoever handed it on
    /// may have begun again since.
    pub fn came_of(&mut self, id: &str, news: News) -> String {
        let told = Before { id: id.to_owned(), shares: Share::default(), news };
        let words = told.told(&self.texts);
        if let Some(handed) = self.handed.as_mut().filter(|handed| handed.what.id == id) {
            handed.what.news = told.news;
        }
        words
    }

    /// What was handed on of the result at hand: with the same answers, in the same circumstances.
    pub fn handed(&self) -> Option<&Before> {
        let same =
            |handed: &&HandedOn| handed.answers == *self.case.answers() && handed.setting == *self.case.setting();
        self.handed.as_ref().filter(same).map(|handed| &handed.what)
    }

    /// Whether the result is shown.
    pub fn at_result(&self) -> bool {
        self.step == Step::Result
    }

    /// What the result says of the page, and of what it was handed.
    pub(super) fn page_has(&self) -> Vec<String> {
        let told = self.page_is_told();
        match (&self.handed, self.handed()) {
            // That it is told nothing before the person agrees is over.
            (_, Some(what)) if self.around.is_untold() => vec![what.said(&self.texts)],
            (_, Some(what)) => vec![told, what.said(&self.texts)],
            (Some(handed), None) => vec![handed.what.said_of_earlier(&self.texts), told],
            (None, None) => vec![told],
        }
    }

    /// What is said beside the way to hand the result on.
    pub(super) fn refer_hint(&self) -> Vec<String> {
        if let Some(what) = self.handed() {
            return vec![what.said(&self.texts), self.texts.get("result.handed.again").to_owned()];
        }
        let key = if self.around.asks() { "result.refer.hint_told" } else { "result.refer.hint" };
        vec![self.texts.get(key).to_owned()]
    }
}
