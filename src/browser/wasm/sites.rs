//! Looks for a clinic near a place.

use wasm_bindgen::prelude::{JsValue, wasm_bindgen};
use web_sys::{Element, Event};

use super::convert;
use super::referral::{refused, texts, unpacked};
use crate::browser::view::{self, Moved, View};
use crate::sites::{self, Sites};

/// One search for a clinic, in one element.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Clinics {
    inside: Sites,
    view: View,
}

#[wasm_bindgen]
impl Clinics {
    /// Begins in `root`. `words` are all three files of them; `sites` is what is written beside the trial.
    ///
    /// # Errors
    ///
    /// Throws `{ code, findings }` when a document cannot be used.
    #[wasm_bindgen(constructor)]
    pub fn new(
        root: &Element,
        trial: &[u8],
        words: Vec<String>,
        sites: &JsValue,
        heading_level: u8,
    ) -> Result<Self, JsValue> {
        let trial = unpacked(trial)?;
        let sites = sites::read(&convert::json(sites)).map_err(|list| convert::findings(&list))?;
        let inside = Sites::new(&trial.id, texts(&trial, &words)?, sites);
        Ok(Self { inside, view: View::mount(root, heading_level).map_err(refused)? })
    }

    /// Draws the screen. `focus`: whether a person asked for it.
    ///
    /// # Errors
    ///
    /// Throws when the document refuses a node.
    pub fn render(&self, focus: bool) -> Result<(), JsValue> {
        self.draw(if focus { Moved::On } else { Moved::Appeared })
    }

    /// Handles an event. Gives `leave` where the person goes back to the result.
    ///
    /// # Errors
    ///
    /// Throws when the document refuses a node.
    pub fn handle(&mut self, event: &Event) -> Result<Option<String>, JsValue> {
        if event.type_() == "submit" {
            self.keep();
            self.inside.find();
            self.draw(if self.inside.stopped() { Moved::Stopped } else { Moved::Found })?;
        }
        let asked = if event.type_() == "click" { view::asked(event) } else { None };
        Ok(asked.filter(|asked| asked == "back").map(|_| "leave".to_owned()))
    }

    /// Goes on in another language, once it is drawn again, with what is entered. `words` are all three files.
    ///
    /// # Errors
    ///
    /// Throws `{ code, findings }` for the words of another trial or version.
    pub fn speak(&mut self, trial: &[u8], words: Vec<String>) -> Result<(), JsValue> {
        self.keep();
        self.inside.speak(texts(&unpacked(trial)?, &words)?);
        Ok(())
    }

    fn keep(&mut self) {
        self.inside.keep(self.view.chosen().as_deref(), &self.view.place());
    }

    fn draw(&self, moved: Moved) -> Result<(), JsValue> {
        self.view.draw_sites(&self.inside.screen(), self.inside.texts(), moved).map_err(refused)
    }
}
