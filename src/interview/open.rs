//! Opens an interview from what a host page hands over.

use super::Interview;
use super::around::Around;
use crate::diagnostics::Finding;
use crate::engine::Setting;
use crate::json::Json;
use crate::texts::Texts;
use crate::trial::Trial;

/// Opens an interview about a trial.
///
/// `texts` are the trial's words and the widget's own. `setup` is an object: the circumstances as [`Setting::read`] takes them,
/// `language`, and what is known of the page: `disclose` ([`super::Disclosure`]; nothing without it, and for any other word),
/// `declined` (whether the person has declined that before), `site_key`, and `place`: `frame`, `alone`.
///
/// # Errors
///
/// Returns what in the setup makes no sense.
pub fn open(trial: Trial, texts: Texts, setup: &Json) -> Result<Interview, Finding> {
    let setting = Setting::read(&trial, setup)?;
    let language = setup.get("language").and_then(Json::as_text).unwrap_or("en");
    let around = Around::of(&trial, setup);
    let mut interview = Interview::new(trial, texts, language, setting);
    interview.around = around;
    Ok(interview)
}
