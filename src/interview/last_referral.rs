//! The last referral of this interview's results, which the result screen and later screens mention.

use super::{Delivery, Interview, PriorReferral, Step};
use crate::answers::Answers;
use crate::engine::Setting;
use crate::trial::Share;

/// The last referral, with the answers and the setting of the result that it was made of.
#[derive(Debug, Clone)]
pub(super) struct LastReferral {
    referral: PriorReferral,
    answers: Answers,
    setting: Setting,
}

impl Interview {
    /// Records that the person agreed to share this much of the result, under this number.
    pub fn agreed(&mut self, id: &str, shares: Share) {
        let news = Delivery { is: "waiting".to_owned(), number: String::new() };
        let referral = PriorReferral { id: id.to_owned(), shares, news };
        let (answers, setting) = (self.case.answers().clone(), self.case.setting().clone());
        self.last_referral = Some(LastReferral { referral, answers, setting });
    }

    /// Records the delivery status of the referral with this number, and returns the message for it. The person may
    /// have begun again since, so any number has a message.
    pub fn set_delivery(&mut self, id: &str, news: Delivery) -> String {
        let reported = PriorReferral { id: id.to_owned(), shares: Share::default(), news };
        let message = reported.delivery_message(&self.texts);
        if let Some(last) = self.last_referral.as_mut().filter(|last| last.referral.id == id) {
            last.referral.news = reported.news;
        }
        message
    }

    /// Returns the referral made of the current result, that is, with the same answers in the same circumstances.
    pub fn last_referral(&self) -> Option<&PriorReferral> {
        let same = |last: &&LastReferral| last.answers == *self.case.answers() && last.setting == *self.case.setting();
        self.last_referral.as_ref().filter(same).map(|last| &last.referral)
    }

    /// Returns whether the result is shown.
    pub fn at_result(&self) -> bool {
        self.step == Step::Result
    }

    /// Returns what the result states about the host, and about any referral to it.
    pub(super) fn disclosure_lines(&self) -> Vec<String> {
        let disclosure = self.disclosure_text();
        match (&self.last_referral, self.last_referral()) {
            // It no longer holds that the host learns nothing before the person agrees.
            (_, Some(current)) if self.page_context.is_undisclosed() => vec![current.current_message(&self.texts)],
            (_, Some(current)) => vec![disclosure, current.current_message(&self.texts)],
            (Some(last), None) => vec![last.referral.earlier_message(&self.texts), disclosure],
            (None, None) => vec![disclosure],
        }
    }

    /// Returns the hint beside the button that refers the result.
    pub(super) fn refer_hint(&self) -> Vec<String> {
        if let Some(current) = self.last_referral() {
            return vec![current.current_message(&self.texts), self.texts.get("result.handed.again").to_owned()];
        }
        let key = if self.page_context.wants_disclosure() { "result.refer.hint_told" } else { "result.refer.hint" };
        vec![self.texts.get(key).to_owned()]
    }
}
