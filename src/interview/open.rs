//! Opens an interview from what a host page hands over.

use super::Interview;
use super::around::Around;
use crate::assessment::{Order, Setting};
use crate::finding::Finding;
use crate::json::Json;
use crate::texts::Texts;
use crate::trial::{Audience, Trial};
use crate::value::{DATE_FORM, Date};

/// Opens an interview about a trial.
///
/// `texts` are the trial's words and the widget's own. `setup` is an object: `language`, `assessed_on` (a day), `audience`,
/// `order` ([`Order`]; the definition's without it), `anchors`, an object from anchor names to days, and what is known of the
/// page: `disclose` ([`super::Disclosure`]; nothing without it, and for any other word), `declined` (whether the person has
/// declined that before), `site_key`, and `place`: `frame`, `alone`.
///
/// Fails if the setup makes no sense.
pub fn open(trial: Trial, texts: Texts, setup: &Json) -> Result<Interview, Finding> {
    let setting = setting(&trial, setup)?;
    let language = setup.get("language").and_then(Json::as_text).unwrap_or("en");
    let around = Around::of(&trial, setup);
    let mut interview = Interview::new(trial, texts, language, setting);
    interview.around = around;
    Ok(interview)
}

/// The circumstances in a setup, as [`open`] takes it.
///
/// Fails if it makes no sense.
pub fn setting(trial: &Trial, setup: &Json) -> Result<Setting, Finding> {
    let wrong = |path: &str, message: String| Finding {
        file: "setup".to_owned(),
        path: path.to_owned(),
        column: None,
        message,
    };
    let text = |key: &str| setup.get(key).and_then(Json::as_text).unwrap_or_default();
    let day = |path: &str, text: &str| {
        Date::parse(text).ok_or_else(|| wrong(path, format!("`{text}` is not a day of the calendar ({DATE_FORM})")))
    };
    let on = day("assessed_on", text("assessed_on"))?;
    let audience = Audience::parse(text("audience"));
    let audience = audience.ok_or_else(|| wrong("audience", "expected `participant` or `clinic`".to_owned()))?;
    let order = setup.get("order").map_or(Some(Order::Definition), |order| Order::parse(order.as_text()?));
    let order = order.ok_or_else(|| wrong("order", "expected `definition` or `shortest`".to_owned()))?;
    let mut setting = Setting::new(trial, on, audience);
    setting.order = order;
    if let Some(Json::Object(anchors)) = setup.get("anchors") {
        for (name, value) in anchors {
            let path = format!("anchors.{name}");
            let day = day(&path, value.as_text().unwrap_or_default())?;
            setting.fix(trial, name, day).map_err(|reason| wrong(&path, reason))?;
        }
    }
    Ok(setting)
}
