//! The reader of settings from JSON.

use super::{Order, Setting};
use crate::diagnostics::{Fault, Finding};
use crate::json::Json;
use crate::trial::{Audience, Trial};
use crate::value::{DATE_FORM, Date};

impl Setting {
    /// Reads a setting from an object: `assessed_on` (a day), `audience`, `order` ([`Order`]; by default that of the
    /// definition), and `anchors`, an object from the names of anchors to days. A result contains a setting in this
    /// form.
    ///
    /// # Errors
    ///
    /// Returns the first value that is invalid, with the reason.
    pub fn read(trial: &Trial, setup: &Json) -> Result<Setting, Finding> {
        let wrong = |path: &str, message: String| Finding::new(Fault::Unusable, "setup", path, message);
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
                setting.fix(trial, name, day).map_err(|reason| wrong(&path, reason.to_string()))?;
            }
        }
        Ok(setting)
    }
}
