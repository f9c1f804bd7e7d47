//! The widget: an interview in an element.

use super::convert;
use crate::browser::view::{Action, NOTICE, Refused, ScreenEvent, View};
use crate::diagnostics::Finding;
use crate::interview::{Interview, Screen};
use crate::json::Json;
use crate::referral::{Delivery, PriorReferral};
use crate::texts::{Mismatch, Part, Texts};
use crate::trial::{Share, Trial};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};
use web_sys::{Element, Event};

/// One interview in one element.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Widget {
    interview: Interview,
    view: View,
}

#[wasm_bindgen]
impl Widget {
    /// Opens a compiled trial in `root`, with the texts that its questions need. `setup` holds `language`,
    /// `assessed_on`, `audience`, `order`, `anchors`, `disclose`, `declined`, `site_key` and `place`.
    ///
    /// # Errors
    ///
    /// Throws `{ code, findings }` if a document cannot be used.
    #[wasm_bindgen(constructor)]
    pub fn new(root: &Element, trial: &[u8], words: &str, setup: &JsValue, heading_level: u8) -> Result<Self, JsValue> {
        let setup = convert::json(setup);
        let trial = Trial::unpack(trial).map_err(|fault| convert::findings(&[Finding::about("trial", &fault)]))?;
        let mut texts = Texts::default();
        texts.add(words, Part::Questions, &trial.digest).map_err(mismatch)?;
        let interview = crate::open(trial, texts, &setup).map_err(|finding| convert::findings(&[finding]))?;
        let view = View::mount(root, heading_level).map_err(refused)?;
        Ok(Self { interview, view })
    }

    /// Adds the texts that the result needs. Goes on to the result if the person is waiting for it, and then returns
    /// what `handle` returns.
    ///
    /// # Errors
    ///
    /// Throws `{ code, findings }` for the texts of another trial or version.
    pub fn add(&mut self, words: &str) -> Result<Option<String>, JsValue> {
        let waited = self.interview.add(words).map_err(mismatch)?;
        if waited { self.render(true) } else { Ok(None) }
    }

    /// Switches to another language, with both files of its texts; takes effect when the screen is drawn again. Entries
    /// stay.
    ///
    /// # Errors
    ///
    /// Throws `{ code, findings }`, and changes nothing, for the texts of another trial or version, and for texts that
    /// no board approved where an approval is recorded.
    pub fn set_language(&mut self, language: &str, words: &str, later: &str) -> Result<(), JsValue> {
        let spoken = self.interview.set_language(language, words, later, self.view.entry());
        spoken.map_err(|finding| convert::findings(&[finding]))
    }

    /// Draws the screen and returns which it is, as `handle` does. `focus`: whether a person asked for it, so that the
    /// focus may move there.
    ///
    /// # Errors
    ///
    /// Throws if the document refuses a node.
    pub fn render(&self, focus: bool) -> Result<Option<String>, JsValue> {
        self.show(focus).map(|screen| screen.map(str::to_owned)).map_err(refused)
    }

    /// Takes over the question with this key that is already drawn in the root, from the data for the trial with this
    /// digest. The drawn screen stays if it equals what the widget would draw. Otherwise the widget draws its own,
    /// keeps the entry if it is the same question of the same trial, and returns what `handle` returns.
    ///
    /// # Errors
    ///
    /// Throws if the document refuses a node.
    pub fn adopt_first(&mut self, digest: &str, key: &str) -> Result<Option<String>, JsValue> {
        let drawn = self.view.is_drawn(&self.interview.screen(), self.interview.texts()).map_err(refused)?;
        if drawn {
            return Ok(None);
        }
        self.interview.keep_typed(digest, key, self.view.entry());
        self.render(self.view.is_focused())
    }

    /// Handles an event and returns the screen it led to: `question`, `check`, `result`, `closed`, or nothing. It may
    /// also return `declined`, if the host learns nothing from here on; or a request: `wait` for the texts of the
    /// result, `refer` to refer the result, `sites` for the clinics, and `restart` for a new widget in place of this
    /// one, whose memory held the answers.
    ///
    /// # Errors
    ///
    /// Throws if the document refuses a node.
    pub fn handle(&mut self, event: &Event) -> Result<Option<String>, JsValue> {
        let outcome = match event.type_().as_str() {
            "submit" => self.submit(),
            "click" => self.click(event),
            "input" => self.input(event).map(|()| None),
            _ => Ok(None),
        };
        let outcome = outcome.map_err(refused)?;
        Ok(outcome.map(str::to_owned))
    }

    /// Goes on to the questions that only the clinic is asked, with every answer kept, and returns the screen it led
    /// to, as `handle` does.
    ///
    /// # Errors
    ///
    /// Throws if the document refuses a node.
    pub fn ask_clinic(&mut self) -> Result<Option<String>, JsValue> {
        self.interview.ask_clinic();
        self.render(true)
    }

    /// Returns the result while it is shown, else `undefined`.
    ///
    /// # Errors
    ///
    /// Throws if the result cannot be converted.
    pub fn result(&self) -> Result<JsValue, JsValue> {
        match self.interview.result() {
            Some(result) => convert::value(&result),
            None => Ok(JsValue::UNDEFINED),
        }
    }

    /// Returns what the host learns with the shown result: all of it, a part, or `null`.
    ///
    /// # Errors
    ///
    /// Throws if the result cannot be converted.
    pub fn disclosed(&self) -> Result<JsValue, JsValue> {
        convert::value(&self.interview.disclosed().unwrap_or(Json::Null))
    }

    /// Returns the current disclosure: `none`, `verdict` or `answers`.
    pub fn disclosure(&self) -> String {
        self.interview.disclosure().id().to_owned()
    }

    /// Returns whether there is a site's key, so that referrals are sealed.
    pub fn sealed(&self) -> bool {
        self.interview.sealed()
    }

    /// Returns the referral made of the shown result, `{ id, shares, news, number }`, or `null`.
    ///
    /// # Errors
    ///
    /// Throws if it cannot be converted.
    pub fn last_referral(&self) -> Result<JsValue, JsValue> {
        convert::value(&self.interview.last_referral().map_or(Json::Null, PriorReferral::json))
    }

    /// Records that the person agreed to share this much of the result, under this number.
    pub fn agreed(&mut self, id: &str, shares: &str) {
        self.interview.agreed(id, Share::parse(shares).unwrap_or_default());
    }

    /// Announces the delivery status of the referral with this number in the live region and on the result screen.
    /// Returns the message. `is` and `number` are those of `HandOff.tell`.
    ///
    /// # Errors
    ///
    /// Throws if the document refuses a node.
    pub fn set_delivery(&mut self, id: &str, is: &str, number: &str) -> Result<String, JsValue> {
        let news = Delivery { is: is.to_owned(), number: number.to_owned() };
        let message = self.interview.set_delivery(id, news);
        if self.interview.at_result() {
            self.view.draw(&self.interview.screen(), self.interview.texts(), ScreenEvent::Told).map_err(refused)?;
        }
        self.view.announce(&message);
        Ok(message)
    }

    /// Returns whether the trial has clinics to search.
    pub fn has_sites(&self) -> bool {
        self.interview.has_sites()
    }

    /// Announces the text under a key in the live region.
    pub fn announce(&self, key: &str) {
        self.view.announce(self.interview.texts().get(key));
    }

    fn submit(&mut self) -> Result<Option<&'static str>, Refused> {
        self.interview.submit(&self.view.entry());
        self.show(true)
    }

    fn input(&self, event: &Event) -> Result<(), Refused> {
        let Some(query) = self.view.input(event) else { return Ok(()) };
        let found = self.interview.search(&query, &self.view.entry().chosen);
        found.map_or(Ok(()), |found| self.view.show(&found))
    }

    fn click(&mut self, event: &Event) -> Result<Option<&'static str>, Refused> {
        match self.view.action(event) {
            None => return Ok(None),
            Some(Action::Restart) => return Ok(Some("restart")),
            Some(Action::Refer) => return Ok(Some("refer")),
            Some(Action::Sites) => return Ok(Some("sites")),
            Some(Action::Decline) => {
                self.interview.decline(self.view.entry());
                self.show(false)?;
                // The notice has changed and is to be read.
                return self.view.focus_field(NOTICE).map(|()| Some("declined"));
            }
            Some(Action::Fix(field)) => return self.view.focus_field(&field).map(|()| None),
            Some(Action::Back | Action::Revise) => self.interview.back(),
            Some(Action::Change(key)) => self.interview.change(&key),
            Some(Action::Finish) => self.interview.finish(),
        }
        self.show(true)
    }

    /// Draws the current screen.
    fn show(&self, focus: bool) -> Result<Option<&'static str>, Refused> {
        let screen = self.interview.screen();
        let stopped = matches!(&screen, Screen::Question(question) if question.problem.is_some());
        let event = match focus {
            false => ScreenEvent::Appeared,
            true if stopped => ScreenEvent::Stopped,
            true => ScreenEvent::On,
        };
        self.view.draw(&screen, self.interview.texts(), event)?;
        Ok((!stopped).then_some(match screen {
            Screen::Question(_) => "question",
            Screen::Check(_) if self.interview.waits() => "wait",
            Screen::Check(_) => "check",
            Screen::Result(_) => "result",
            Screen::Closed(_) => "closed",
        }))
    }
}

/// Returns the exception for texts that do not belong to the trial.
fn mismatch(fault: Mismatch) -> JsValue {
    convert::findings(&[Finding::about("words", &fault)])
}

/// Returns the exception for a document that refuses a node.
fn refused(_: Refused) -> JsValue {
    JsValue::from_str("the document refused a node")
}
