//! The setting of an assessment: its day, its audience and other circumstances.

use std::fmt;

use crate::diagnostics::all_of;
use crate::trial::{Audience, Trial};
use crate::value::Date;

/// The order in which questions are asked. It does not change what answers mean.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// As the definition lists them.
    #[default]
    Definition,
    /// First the question that should leave the fewest to ask, by the frequencies that the definition states.
    Shortest,
}

impl Order {
    const ALL: [Order; 2] = [Order::Definition, Order::Shortest];

    /// Returns the order of this name.
    ///
    /// ```
    /// use prescreener::engine::Order;
    /// assert_eq!(Order::parse("shortest").map(Order::id), Some("shortest"));
    /// assert_eq!(Order::parse("random"), None);
    /// ```
    pub fn parse(id: &str) -> Option<Order> {
        Order::ALL.into_iter().find(|order| order.id() == id)
    }

    /// Returns its name.
    pub fn id(self) -> &'static str {
        match self {
            Order::Definition => "definition",
            Order::Shortest => "shortest",
        }
    }
}

/// The reason why an anchor cannot be fixed on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidAnchor(String);

impl fmt::Display for InvalidAnchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for InvalidAnchor {}

/// The circumstances of an assessment.
///
/// ```
/// # use prescreener::{diagnostics::Document, engine::Setting, trial::{Audience, Trial}, value::Date};
/// # let content = serde_json::from_value(serde_json::json!({
/// #     "schema": "prescreener/trial/1", "id": "EXAMPLE", "version": "1",
/// #     "registry": { "name": "none", "url": "", "updated": "2026-11-22" },
/// #     "sources": [{ "id": "S", "title": "Examples" }],
/// #     "anchors": [{ "id": "screening", "from": "assessment", "days": [0, 28] }],
/// #     "questions": [{ "id": "dose", "type": "number", "unit": "mg", "min": "0", "max": "100" }], "order": ["dose"],
/// #     "criteria": [{ "id": "C1", "kind": "inclusion", "strength": "binding", "judged_by": "participant",
/// #                    "rule": "dose >= 5 mg", "source": ["S"], "confidence": "one_source" }] })).unwrap();
/// # let trial = Trial::check(&[Document { path: "trial.json".to_owned(), content }]).unwrap();
/// let day = |text| Date::parse(text).unwrap();
/// let mut setting = Setting::new(&trial, day("2026-11-22"), Audience::Participant);
/// assert!(setting.fix(&trial, "screening", day("2026-12-01")).is_ok());
/// assert!(setting.fix(&trial, "screening", day("2027-12-01")).is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// The day of the assessment.
    pub on: Date,
    /// Who answers.
    pub audience: Audience,
    /// The order in which the questions left are asked.
    pub order: Order,
    /// The day of each anchor that the site has fixed, in the definition's order.
    fixed: Vec<Option<Date>>,
}

impl Setting {
    /// Creates a setting in which no anchor is fixed, and questions are asked as the definition lists them.
    pub fn new(trial: &Trial, on: Date, audience: Audience) -> Setting {
        Setting { on, audience, order: Order::default(), fixed: vec![None; trial.anchors.len()] }
    }

    /// Fixes the day of an anchor.
    ///
    /// # Errors
    ///
    /// Returns the reason if there is no such anchor, if the day is before the day of assessment, or if the definition
    /// does not allow the anchor on that day.
    pub fn fix(&mut self, trial: &Trial, anchor: &str, day: Date) -> Result<(), InvalidAnchor> {
        self.try_fix(trial, anchor, day).map_err(InvalidAnchor)
    }

    fn try_fix(&mut self, trial: &Trial, anchor: &str, day: Date) -> Result<(), String> {
        let anchors = &trial.anchors;
        let position = anchors.iter().position(|known| known.id == anchor);
        let Some(fixed) = position.and_then(|position| self.fixed.get_mut(position)) else {
            let known = all_of(anchors.iter().map(|known| known.id.as_str()));
            return Err(format!("there is no anchor `{anchor}`{known}"));
        };
        if day < self.on {
            return Err(format!("the anchor `{anchor}` on {day} comes before the day of assessment, {}", self.on));
        }
        *fixed = Some(day);
        let own = anchors.iter().position(|known| known.id == anchor).unwrap_or_default();
        let (first, last) = self.span(trial, own);
        if day < first || day > last {
            self.fixed.get_mut(own).into_iter().for_each(|fixed| *fixed = None);
            return Err(format!("the anchor `{anchor}` cannot be on {day}; expected {first} to {last}"));
        }
        Ok(())
    }

    /// Returns the first and the last day that the definition allows for an anchor, counted from the anchor that it
    /// follows.
    fn span(&self, trial: &Trial, anchor: usize) -> (Date, Date) {
        let Some(own) = trial.anchors.get(anchor) else { return (self.on, self.on) };
        let (first, last) = match own.from {
            None => (self.on, self.on),
            Some(from) => match self.fixed.get(from).copied().flatten() {
                Some(day) => (day, day),
                None => self.span(trial, from),
            },
        };
        (first.plus_days(own.days.0.into()), last.plus_days(own.days.1.into()))
    }

    /// Returns the fixed anchors, each with its day.
    pub fn fixed<'a>(&'a self, trial: &'a Trial) -> impl Iterator<Item = (&'a str, Date)> {
        let anchors = trial.anchors.iter().zip(&self.fixed);
        anchors.filter_map(|(anchor, day)| Some((anchor.id.as_str(), (*day)?)))
    }

    /// Returns how many days after the assessment each anchor is, if it is fixed.
    pub(super) fn waits(&self) -> Vec<Option<i64>> {
        self.fixed.iter().map(|day| day.map(|day| self.on.days_until(day))).collect()
    }
}
