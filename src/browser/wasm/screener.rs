//! The screener: assesses answers without a screen, for servers and for pages that draw their own questions.

use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use super::convert;
use crate::answers::{self, Answers};
use crate::diagnostics::Finding;
use crate::engine::{Setting, assess, left};
use crate::json::Json;
use crate::referral;
use crate::result::result;
use crate::trial::{Trial, describe};

/// A trial that answers are assessed against.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Screener {
    trial: Trial,
}

#[wasm_bindgen]
impl Screener {
    /// Opens a compiled trial.
    ///
    /// # Errors
    ///
    /// Throws `{ code, findings }` for bytes that are not a trial.
    #[wasm_bindgen(constructor)]
    pub fn new(trial: &[u8]) -> Result<Self, JsValue> {
        let trial = Trial::unpack(trial).map_err(|fault| convert::findings(&[Finding::about("trial", &fault)]))?;
        Ok(Self { trial })
    }

    /// Checks a definition: a list of `{ path, content }`, first the trial, then what it includes.
    ///
    /// # Errors
    ///
    /// Throws `{ code, findings }` when a document cannot be used.
    pub fn check(documents: &JsValue) -> Result<Screener, JsValue> {
        let documents = convert::documents(&convert::json(documents));
        if documents.is_empty() {
            let none = Finding::about("trial", &"expected a list of documents, each with `path` and `content`");
            return Err(convert::findings(&[none]));
        }
        let trial = Trial::check(&documents);
        trial.map(|trial| Self { trial }).map_err(|list| convert::findings(&list))
    }

    /// Returns what the trial is and asks.
    ///
    /// # Errors
    ///
    /// Throws if it cannot be converted.
    pub fn describe(&self) -> Result<JsValue, JsValue> {
        convert::value(&describe(&self.trial))
    }

    /// Returns the result for answers. `setup` holds `assessed_on`, `audience`, `anchors` and `language`.
    ///
    /// # Errors
    ///
    /// Throws `{ code, rejected }` for answers that cannot be used, `{ code, findings }` for such a setup.
    pub fn assess(&self, answers: &JsValue, setup: &JsValue) -> Result<JsValue, JsValue> {
        let setup = convert::json(setup);
        let (answers, setting) = self.read(answers, &setup)?;
        let language = setup.get("language").and_then(Json::as_text).unwrap_or("en");
        let assessment = assess(&self.trial, &answers, &setting);
        convert::value(&result(&self.trial, &answers, &setting, &assessment, language))
    }

    /// Returns the keys of the questions left to ask, the next one first.
    ///
    /// # Errors
    ///
    /// Throws as `assess` does.
    pub fn left(&self, answers: &JsValue, setup: &JsValue) -> Result<JsValue, JsValue> {
        let (answers, setting) = self.read(answers, &convert::json(setup))?;
        let next = assess(&self.trial, &answers, &setting).next;
        let others = left(&self.trial, &answers, &setting).into_iter().filter(|slot| Some(*slot) != next);
        let slots = next.into_iter().chain(others);
        convert::value(&Json::texts(slots.filter_map(|slot| Some(&self.trial.slots.get(slot)?.key))))
    }

    /// Replays a result, or the one in a referral. Returns a list of `{ path, held, computed }`, empty if nothing
    /// differs.
    ///
    /// # Errors
    ///
    /// Throws `{ code, findings }` for what cannot be replayed.
    pub fn verify(&self, held: &JsValue) -> Result<JsValue, JsValue> {
        let differences = referral::verify(&self.trial, &convert::json(held));
        convert::differences(&differences.map_err(|list| convert::findings(&list))?)
    }

    fn read(&self, answers: &JsValue, setup: &Json) -> Result<(Answers, Setting), JsValue> {
        let setting = Setting::read(&self.trial, setup).map_err(|finding| convert::findings(&[finding]))?;
        let answers = answers::read(&self.trial, &convert::json(answers), setting.on);
        Ok((answers.map_err(|list| convert::rejected(&list))?, setting))
    }
}
