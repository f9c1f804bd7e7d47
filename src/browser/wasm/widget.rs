//! One widget.

use super::convert;
use crate::browser::view::{Action, Moved, NOTICE, Refused, View};
use crate::diagnostics::Finding;
use crate::interview::{Interview, Screen};
use crate::json::Json;
use crate::referral::{Before, News};
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
    /// Opens a compiled trial in `root`, with the words that its questions need. `setup` holds `language`, `assessed_on`,
    /// `audience`, `order`, `anchors`, `disclose`, `declined`, `site_key` and `place`.
    ///
    /// # Errors
    ///
    /// Throws `{ code, findings }` when a document cannot be used.
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

    /// Adds the words that the result needs. Goes on to the result if somebody waits for it, and says so as `handle` does.
    ///
    /// # Errors
    ///
    /// Throws `{ code, findings }` for the words of another trial or version.
    pub fn add(&mut self, words: &str) -> Result<Option<String>, JsValue> {
        let waited = self.interview.add(words).map_err(mismatch)?;
        if waited { self.render(true) } else { Ok(None) }
    }

    /// Goes on in another language, with both files of its words, once it is drawn again. What is entered stays.
    ///
    /// # Errors
    ///
    /// Throws `{ code, findings }` for the words of another trial or version, and for words that no board approved, where
    /// an approval is recorded. Nothing has changed then.
    pub fn speak(&mut self, language: &str, words: &str, later: &str) -> Result<(), JsValue> {
        let spoken = self.interview.speak(language, words, later, self.view.entry());
        spoken.map_err(|finding| convert::findings(&[finding]))
    }

    /// Draws the screen and says which it is, as `handle` does. `focus`: whether a person asked for it, so that the focus may
    /// move there.
    ///
    /// # Errors
    ///
    /// Throws when the document refuses a node.
    pub fn render(&self, focus: bool) -> Result<Option<String>, JsValue> {
        self.show(focus).map(|led| led.map(str::to_owned)).map_err(refused)
    }

    /// Takes over the question with this key that stands in the root already, drawn from what was written of the trial with this
    /// digest. What stands there stays if it is what would be drawn. Else that is drawn, with what was entered if it is the same
    /// question of the same trial, and said as `handle` does.
    ///
    /// # Errors
    ///
    /// Throws when the document refuses a node.
    pub fn take_over(&mut self, digest: &str, key: &str) -> Result<Option<String>, JsValue> {
        let stands = self.view.stands(&self.interview.screen(), self.interview.texts()).map_err(refused)?;
        if stands {
            return Ok(None);
        }
        self.interview.entered(digest, key, self.view.entry());
        self.render(self.view.is_focused())
    }

    /// Handles an event and says which screen it led to: `question`, `check`, `result`, `closed`, or nothing if it led to none.
    /// `declined` says that the page is told nothing from here on; `wait` asks for the words of the result; `refer` for handing it on; `sites` for the clinics; `restart` for a new widget in place of this one,
    /// whose memory held the answers.
    ///
    /// # Errors
    ///
    /// Throws when the document refuses a node.
    pub fn handle(&mut self, event: &Event) -> Result<Option<String>, JsValue> {
        let led = match event.type_().as_str() {
            "submit" => self.submit(),
            "click" => self.click(event),
            "input" => self.input(event).map(|()| None),
            _ => Ok(None),
        };
        let led = led.map_err(refused)?;
        Ok(led.map(str::to_owned))
    }

    /// Goes on to what only a clinic is asked, with every answer kept, and says which screen it led to, as `handle` does.
    ///
    /// # Errors
    ///
    /// Throws when the document refuses a node.
    pub fn ask_clinic(&mut self) -> Result<Option<String>, JsValue> {
        self.interview.ask_clinic();
        self.render(true)
    }

    /// The result while it is shown, else `undefined`.
    ///
    /// # Errors
    ///
    /// Throws when the result cannot be a JavaScript value.
    pub fn result(&self) -> Result<JsValue, JsValue> {
        match self.interview.result() {
            Some(result) => convert::value(&result),
            None => Ok(JsValue::UNDEFINED),
        }
    }

    /// What the page is told with the result that is shown: all of it, a part, or `null`.
    ///
    /// # Errors
    ///
    /// Throws when the result cannot be a JavaScript value.
    pub fn told(&self) -> Result<JsValue, JsValue> {
        convert::value(&self.interview.told().unwrap_or(Json::Null))
    }

    /// How much the page is told, as things stand: `none`, `verdict` or `answers`.
    pub fn disclosure(&self) -> String {
        self.interview.disclosure().id().to_owned()
    }

    /// Whether there is a site's key, so that what is handed on is sealed.
    pub fn sealed(&self) -> bool {
        self.interview.sealed()
    }

    /// What was handed on of the result that is shown, `{ id, shares, news, number }`, or `null`.
    ///
    /// # Errors
    ///
    /// Throws when it cannot be a JavaScript value.
    pub fn handed(&self) -> Result<JsValue, JsValue> {
        convert::value(&self.interview.handed().map_or(Json::Null, Before::json))
    }

    /// The person agreed to hand on so much of the result, under this number.
    pub fn agreed(&mut self, id: &str, shares: &str) {
        self.interview.agreed(id, Share::parse(shares).unwrap_or_default());
    }

    /// Says in the live region what is known now of the way of what was handed on under a number, and has the result say it
    /// too. Gives the words. `is` and `number` are as those of `HandOff.tell`.
    ///
    /// # Errors
    ///
    /// Throws when the document refuses a node.
    pub fn came_of(&mut self, id: &str, is: &str, number: &str) -> Result<String, JsValue> {
        let news = News { is: is.to_owned(), number: number.to_owned() };
        let words = self.interview.came_of(id, news);
        if self.interview.at_result() {
            self.view.draw(&self.interview.screen(), self.interview.texts(), Moved::Told).map_err(refused)?;
        }
        self.view.tell(&words);
        Ok(words)
    }

    /// Whether the trial has clinics to look for.
    pub fn has_sites(&self) -> bool {
        self.interview.has_sites()
    }

    /// Says something in the live region, by the key of its text.
    pub fn tell(&self, key: &str) {
        self.view.tell(self.interview.texts().get(key));
    }

    fn submit(&mut self) -> Result<Option<&'static str>, Refused> {
        self.interview.submit(&self.view.entry());
        self.show(true)
    }

    fn input(&self, event: &Event) -> Result<(), Refused> {
        let Some(sought) = self.view.input(event) else { return Ok(()) };
        let found = self.interview.search(&sought, &self.view.entry().chosen);
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
                // It has changed, and is to be read.
                return self.view.mend(NOTICE).map(|()| Some("declined"));
            }
            Some(Action::Mend(field)) => return self.view.mend(&field).map(|()| None),
            Some(Action::Back | Action::Revise) => self.interview.back(),
            Some(Action::Change(key)) => self.interview.change(&key),
            Some(Action::Finish) => self.interview.finish(),
        }
        self.show(true)
    }

    /// Draws what the interview has come to.
    fn show(&self, focus: bool) -> Result<Option<&'static str>, Refused> {
        let screen = self.interview.screen();
        let stopped = matches!(&screen, Screen::Question(question) if question.problem.is_some());
        let moved = match focus {
            false => Moved::Appeared,
            true if stopped => Moved::Stopped,
            true => Moved::On,
        };
        self.view.draw(&screen, self.interview.texts(), moved)?;
        Ok((!stopped).then_some(match screen {
            Screen::Question(_) => "question",
            Screen::Check(_) if self.interview.waits() => "wait",
            Screen::Check(_) => "check",
            Screen::Result(_) => "result",
            Screen::Closed(_) => "closed",
        }))
    }
}

/// What is thrown for words that do not go with the trial.
fn mismatch(fault: Mismatch) -> JsValue {
    convert::findings(&[Finding::about("words", &fault)])
}

/// What is thrown when the document refuses a node.
fn refused(_: Refused) -> JsValue {
    JsValue::from_str("the document refused a node")
}
