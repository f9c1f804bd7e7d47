//! Opens an interview with the setup that a host page passes.

use super::Interview;
use super::page_context::PageContext;
use crate::diagnostics::Finding;
use crate::engine::Setting;
use crate::json::Json;
use crate::texts::Texts;
use crate::trial::Trial;

/// Opens an interview about a trial.
///
/// `texts` are the trial's texts and the widget's own. `setup` is an object: the circumstances as [`Setting::read`]
/// takes them, `language`, and what is known of the page: `disclose` ([`super::Disclosure`]; no disclosure if it is
/// missing or any other word), `declined` (whether the person has declined the disclosure before), `site_key`, and
/// `place`: `frame`, `alone`.
///
/// ```
/// # use prescreener::{diagnostics::Document, interview::{Entry, Screen}, json::Json, texts::Texts, trial::Trial};
/// # let definition = r#"{ "schema": "prescreener/trial/1", "id": "EXAMPLE", "version": "1",
/// #   "registry": { "name": "none", "url": "", "updated": "2026-11-22" },
/// #   "sources": [{ "id": "RULES", "title": "The example's rules" }],
/// #   "anchors": [{ "id": "screening", "from": "assessment", "days": [0, 0] }],
/// #   "questions": [{ "id": "rash", "type": "yes_no" }], "order": ["rash"],
/// #   "criteria": [{ "id": "I01", "kind": "inclusion", "strength": "binding", "judged_by": "participant",
/// #                  "rule": "rash", "source": ["RULES"], "confidence": "one_source" }] }"#;
/// # let content: Json = serde_json::from_str(definition).unwrap();
/// # let trial = Trial::check(&[Document { path: "trial.json".to_owned(), content }]).unwrap();
/// let setup: Json = serde_json::from_str(r#"{ "assessed_on": "2026-11-22", "audience": "participant" }"#).unwrap();
/// let mut interview = prescreener::open(trial, Texts::default(), &setup).unwrap();
/// let Screen::Question(question) = interview.screen() else { panic!() };
/// assert_eq!(question.key, "rash");
/// interview.submit(&Entry { chosen: vec!["yes".to_owned()], ..Entry::default() });
/// assert!(matches!(interview.screen(), Screen::Check(_)));
/// ```
///
/// # Errors
///
/// Returns an error if a part of the setup cannot be used.
pub fn open(trial: Trial, texts: Texts, setup: &Json) -> Result<Interview, Finding> {
    let setting = Setting::read(&trial, setup)?;
    let language = setup.get("language").and_then(Json::as_text).unwrap_or("en");
    let page_context = PageContext::of(&trial, setup);
    let mut interview = Interview::new(trial, texts, language, setting);
    interview.page_context = page_context;
    Ok(interview)
}
