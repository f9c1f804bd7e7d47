//! What the page around the questions is told of a person who has not agreed to hand anything on, and how the person reads
//! of it.
//!
//! | `disclose` | of each screen | with the result |
//! |---|---|---|
//! | `none`, the default | nothing | nothing |
//! | `verdict` | which kind it is | the verdict, and the date with it |
//! | `answers` | which kind it is | the whole result, with every answer |
//!
//! With a site's key it is `none`; so it is once the person has declined, also after they begin again, and for every other word.

use super::screen::{Entry, Notice};
use super::{Interview, Step};
use crate::json::Json;
use crate::result::outcome;
use crate::trial::Trial;
use crate::trial::program::Slot;

/// How much a page is told before the person agrees to hand something on.
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
    /// Reads the word for it; any other is nothing.
    pub fn parse(word: &str) -> Disclosure {
        match word {
            "verdict" => Disclosure::Verdict,
            "answers" => Disclosure::Answers,
            _ => Disclosure::None,
        }
    }

    /// The word for it, as a page writes it.
    pub fn id(self) -> &'static str {
        match self {
            Disclosure::None => "none",
            Disclosure::Verdict => "verdict",
            Disclosure::Answers => "answers",
        }
    }
}

/// Where the questions are shown, which tells who could look at them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Place {
    /// In a host's page, whose scripts could.
    #[default]
    Page,
    /// In a frame of another origin, into which the website around cannot look.
    Frame,
    /// On a page that is nobody else's.
    Alone,
}

/// What stands around the questions.
#[derive(Debug, Clone, Default)]
pub(super) struct Around {
    /// What the page asked for, as far as it may be told.
    disclosure: Disclosure,
    place: Place,
    /// Whether there is a site's key.
    sealed: bool,
    declined: bool,
}

impl Around {
    /// What a setup says of it: `disclose`, `place` (`frame`, `alone`; anything else is a page) and `site_key`, in place of
    /// which the definition may have one.
    pub(super) fn of(trial: &Trial, setup: &Json) -> Around {
        let text = |key: &str| setup.get(key).and_then(Json::as_text).unwrap_or_default();
        let own = trial.referral.as_ref().is_some_and(|policy| !policy.site_key.is_empty());
        let sealed = own || !text("site_key").is_empty();
        let disclosure = if sealed { Disclosure::None } else { Disclosure::parse(text("disclose")) };
        Around {
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

    /// Whether the page asked to be told something, the person having declined or not.
    pub(super) fn asks(&self) -> bool {
        self.disclosure != Disclosure::None
    }

    /// Whether all that is said of the page is that it is told nothing before the person agrees.
    pub(super) fn is_untold(&self) -> bool {
        !self.sealed && self.disclosure() != Disclosure::Answers
    }

    fn disclosure(&self) -> Disclosure {
        if self.declined { Disclosure::None } else { self.disclosure }
    }

    /// The last part of the keys for what the page is told.
    fn told(&self) -> &'static str {
        match self.disclosure() {
            Disclosure::None if self.sealed => "sealed",
            Disclosure::None if self.declined => "declined",
            disclosure => disclosure.id(),
        }
    }

    /// The key for what the website around could see, where there is one.
    fn seen(&self) -> Option<&'static str> {
        match self.place {
            Place::Page => Some("page.seen.page"),
            Place::Frame if self.sealed => Some("page.seen.sealed"),
            Place::Frame => Some("page.seen.frame"),
            Place::Alone => None,
        }
    }
}

impl Interview {
    /// How much the page is told as things stand.
    pub fn disclosure(&self) -> Disclosure {
        self.around.disclosure()
    }

    /// Whether there is a site's key, the page's or the definition's own: what is handed on is then sealed.
    pub fn sealed(&self) -> bool {
        self.around.sealed
    }

    /// What the page is told with the result, once it is shown; nothing where it is told nothing.
    pub fn told(&self) -> Option<Json> {
        let result = self.result()?;
        match self.disclosure() {
            Disclosure::None => None,
            Disclosure::Verdict => Some(outcome(&self.assessment)),
            Disclosure::Answers => Some(result),
        }
    }

    /// From here on the page is told nothing, whatever it asked for. `typed` is what stands in the fields of the question at
    /// hand.
    pub fn decline(&mut self, typed: Entry) {
        self.around.declined = self.around.asks();
        if let Step::Ask { slot, .. } = self.step {
            self.keep(slot, typed);
        }
    }

    /// Keeps what was typed before the interview began, if it was for the question at hand, by its key, of this version of the trial.
    pub fn entered(&mut self, digest: &str, key: &str, typed: Entry) {
        match self.step {
            Step::Ask { slot, .. } if digest == self.trial.digest && self.trial.slot(key) == Some(slot) => {
                self.keep(slot, typed);
            }
            _ => {}
        }
    }

    /// What the first question says about the page.
    pub(super) fn notice(&self, slot: Slot) -> Option<Notice> {
        let first = self.turn(slot) == 0 && matches!(self.step, Step::Ask { changing: false, .. });
        let text = |key: &str| self.texts.get(key).to_owned();
        let disclosure = self.disclosure();
        first.then(|| Notice {
            lines: [Some(self.page_is_told()), self.around.seen().map(text)].into_iter().flatten().collect(),
            decline: (disclosure != Disclosure::None).then(|| text(&("page.decline.".to_owned() + disclosure.id()))),
        })
    }

    /// What the page is told, and when, in words.
    pub(super) fn page_is_told(&self) -> String {
        self.texts.get(&("page.told.".to_owned() + self.around.told())).to_owned()
    }
}
