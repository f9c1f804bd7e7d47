//! The search for a clinic near a place.

use wasm_bindgen::prelude::{JsValue, wasm_bindgen};
use web_sys::{Element, Event};

use super::convert;
use super::referral::{refused, texts, unpacked};
use crate::browser::view::{self, ScreenEvent, View};
use crate::sites::{self, SiteSearch};

/// One search for a clinic, in one element.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Clinics {
    inside: SiteSearch,
    view: View,
}

#[wasm_bindgen]
impl Clinics {
    /// Begins in `root`. `words` are all three files of texts; `sites` is the file beside the trial.
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
        let inside = SiteSearch::new(&trial.id, texts(&trial, &words)?, sites);
        Ok(Self { inside, view: View::mount(root, heading_level).map_err(refused)? })
    }

    /// Draws the screen. `focus`: whether a person asked for it.
    ///
    /// # Errors
    ///
    /// Throws if the document refuses a node.
    pub fn render(&self, focus: bool) -> Result<(), JsValue> {
        self.draw(if focus { ScreenEvent::On } else { ScreenEvent::Appeared })
    }

    /// Handles an event. Returns `leave` if the person goes back to the result.
    ///
    /// # Errors
    ///
    /// Throws if the document refuses a node.
    pub fn handle(&mut self, event: &Event) -> Result<Option<String>, JsValue> {
        if event.type_() == "submit" {
            self.keep();
            self.inside.find();
            self.draw(if self.inside.stopped() { ScreenEvent::Stopped } else { ScreenEvent::Found })?;
        }
        let request = if event.type_() == "click" { view::request(event) } else { None };
        Ok(request.filter(|request| request == "back").map(|_| "leave".to_owned()))
    }

    /// Switches to another language, with the entry kept; takes effect when the screen is drawn again. `words` are all
    /// three files of texts.
    ///
    /// # Errors
    ///
    /// Throws `{ code, findings }` for the texts of another trial or version.
    pub fn set_language(&mut self, trial: &[u8], words: Vec<String>) -> Result<(), JsValue> {
        self.keep();
        self.inside.set_language(texts(&unpacked(trial)?, &words)?);
        Ok(())
    }

    fn keep(&mut self) {
        self.inside.keep(self.view.chosen().as_deref(), &self.view.place());
    }

    fn draw(&self, event: ScreenEvent) -> Result<(), JsValue> {
        self.view.draw_sites(&self.inside.screen(), self.inside.texts(), event).map_err(refused)
    }
}
