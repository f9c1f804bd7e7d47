//! The disclosure: what the host learns of a person before they agree to share anything, and how the person is informed
//! of it.
//!
//! | `disclose` | on each screen | with the result |
//! |---|---|---|
//! | `none`, the default | nothing | nothing |
//! | `verdict` | its kind | the verdict and its date |
//! | `answers` | its kind | the whole result, with every answer |
//!
//! It is `none` with a site's key, once the person has declined (even after they begin again), and for any other word.

use super::screen::{Entry, Notice};
use super::{Interview, Step};
use crate::json::Json;
use crate::result::outcome;
use crate::trial::Trial;
use crate::trial::program::Slot;

/// How much the host learns before the person agrees to share anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Disclosure {
    /// Nothing.
    #[default]
    None,
    /// The verdict and its date.
    Verdict,
    /// The whole result.
    Answers,
}

impl Disclosure {
    /// Reads the word for it; any other word is `None`.
    pub fn parse(word: &str) -> Disclosure {
        match word {
            "verdict" => Disclosure::Verdict,
            "answers" => Disclosure::Answers,
            _ => Disclosure::None,
        }
    }

    /// Returns the word for it, as a host writes it.
    pub fn id(self) -> &'static str {
        match self {
            Disclosure::None => "none",
            Disclosure::Verdict => "verdict",
            Disclosure::Answers => "answers",
        }
    }
}

/// Where the questions are shown, which decides who could look at them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Place {
    /// In a host's page, whose scripts could.
    #[default]
    Page,
    /// In a frame of another origin, into which the host cannot look.
    Frame,
    /// On a page of their own.
    Alone,
}

/// The surroundings of the questions.
#[derive(Debug, Clone, Default)]
pub(super) struct PageContext {
    /// The disclosure that the host asked for, as far as it is allowed.
    disclosure: Disclosure,
    place: Place,
    /// Whether there is a site's key.
    sealed: bool,
    declined: bool,
}

impl PageContext {
    /// Reads a setup's `disclose`, `place` (`frame`, `alone`; anything else is a page) and `site_key`, which falls back
    /// to the definition's own.
    pub(super) fn of(trial: &Trial, setup: &Json) -> PageContext {
        let text = |key: &str| setup.get(key).and_then(Json::as_text).unwrap_or_default();
        let has_own_key = trial.referral.as_ref().is_some_and(|policy| !policy.site_key.is_empty());
        let sealed = has_own_key || !text("site_key").is_empty();
        let disclosure = if sealed { Disclosure::None } else { Disclosure::parse(text("disclose")) };
        PageContext {
            disclosure,
            place: match text("place") {
                "frame" => Place::Frame,
                "alone" => Place::Alone,
                _ => Place::Page,
            },
            sealed,
            declined: disclosure != Disclosure::None && setup.get("declined") == Some(&Json::Bool(true)),
        }
    }

    /// Returns whether the host asked for a disclosure, declined or not.
    pub(super) fn wants_disclosure(&self) -> bool {
        self.disclosure != Disclosure::None
    }

    /// Returns whether the only statement about the host is that it learns nothing before the person agrees.
    pub(super) fn is_undisclosed(&self) -> bool {
        !self.sealed && self.disclosure() != Disclosure::Answers
    }

    fn disclosure(&self) -> Disclosure {
        if self.declined { Disclosure::None } else { self.disclosure }
    }

    /// Returns the last part of the message keys for the disclosure.
    fn disclosure_key(&self) -> &'static str {
        match self.disclosure() {
            Disclosure::None if self.sealed => "sealed",
            Disclosure::None if self.declined => "declined",
            disclosure => disclosure.id(),
        }
    }

    /// Returns the message key for what the host could see, if anything.
    fn visibility_key(&self) -> Option<&'static str> {
        match self.place {
            Place::Page => Some("page.seen.page"),
            Place::Frame if self.sealed => Some("page.seen.sealed"),
            Place::Frame => Some("page.seen.frame"),
            Place::Alone => None,
        }
    }
}

impl Interview {
    /// Returns the current disclosure.
    pub fn disclosure(&self) -> Disclosure {
        self.page_context.disclosure()
    }

    /// Returns whether there is a site's key, the host's or the definition's own. Referrals are sealed if there is.
    pub fn sealed(&self) -> bool {
        self.page_context.sealed
    }

    /// Returns what the host learns with the result, or `None` if that is nothing or the result is not shown.
    pub fn disclosed(&self) -> Option<Json> {
        let result = self.result()?;
        match self.disclosure() {
            Disclosure::None => None,
            Disclosure::Verdict => Some(outcome(&self.assessment)),
            Disclosure::Answers => Some(result),
        }
    }

    /// Ends the disclosure, whatever the host asked for. `typed` holds the fields of the current question.
    pub fn decline(&mut self, typed: Entry) {
        self.page_context.declined = self.page_context.wants_disclosure();
        if let Step::Ask { slot, .. } = self.step {
            self.keep_entry(slot, typed);
        }
    }

    /// Keeps what was typed before the interview began, if `key` is the current question's and `digest` this trial's.
    pub fn keep_typed(&mut self, digest: &str, key: &str, typed: Entry) {
        match self.step {
            Step::Ask { slot, .. } if digest == self.trial.digest && self.trial.slot(key) == Some(slot) => {
                self.keep_entry(slot, typed);
            }
            _ => {}
        }
    }

    /// Returns the first question's notice about the host.
    pub(super) fn notice(&self, slot: Slot) -> Option<Notice> {
        let first = self.position_of(slot) == 0 && matches!(self.step, Step::Ask { changing: false, .. });
        let text = |key: &str| self.texts.get(key).to_owned();
        let disclosure = self.disclosure();
        first.then(|| Notice {
            lines: [Some(self.disclosure_text()), self.page_context.visibility_key().map(text)]
                .into_iter()
                .flatten()
                .collect(),
            decline: (disclosure != Disclosure::None).then(|| text(&("page.decline.".to_owned() + disclosure.id()))),
        })
    }

    /// Returns the message on what the host learns, and when.
    pub(super) fn disclosure_text(&self) -> String {
        self.texts.get(&("page.told.".to_owned() + self.page_context.disclosure_key())).to_owned()
    }
}
