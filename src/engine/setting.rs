//! The circumstances of an assessment.

use std::fmt;

use crate::diagnostics::all_of;
use crate::trial::{Audience, Trial};
use crate::value::Date;

/// The order in which questions are asked. Whatever it is, the same answers mean the same.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// As the definition lists them.
    #[default]
    Definition,
    /// The question first that should leave the fewest to ask, by the frequencies that the definition states.
    Shortest,
}

impl Order {
    const ALL: [Order; 2] = [Order::Definition, Order::Shortest];

    /// The order of this name.
    pub fn parse(id: &str) -> Option<Order> {
        Order::ALL.into_iter().find(|order| order.id() == id)
    }

    /// Its name.
    pub fn id(self) -> &'static str {
        match self {
            Order::Definition => "definition",
            Order::Shortest => "shortest",
        }
    }
}

/// Why an anchor cannot be fixed on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidAnchor(String);

impl fmt::Display for InvalidAnchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for InvalidAnchor {}

/// The circumstances of an assessment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// The day of the assessment.
    pub on: Date,
    /// Who answers.
    pub audience: Audience,
    /// Which of the questions left is asked next.
    pub order: Order,
    /// The day of each anchor that the site has fixed, in the definition's order.
    fixed: Vec<Option<Date>>,
}

impl Setting {
    /// A setting in which no anchor is fixed, and questions are asked as the definition lists them.
    pub fn new(trial: &Trial, on: Date, audience: Audience) -> Setting {
        Setting { on, audience, order: Order::default(), fixed: vec![None; trial.anchors.len()] }
    }

    /// Fixes the day of an anchor.
    ///
    /// # Errors
    ///
    /// Returns the reason if there is no such anchor, if the day comes before the day of assessment, or if the definition does
    /// not let the anchor be on that day.
    pub fn fix(&mut self, trial: &Trial, anchor: &str, day: Date) -> Result<(), InvalidAnchor> {
        self.fixed_on(trial, anchor, day).map_err(InvalidAnchor)
    }

    fn fixed_on(&mut self, trial: &Trial, anchor: &str, day: Date) -> Result<(), String> {
        let anchors = &trial.anchors;
        let place = anchors.iter().position(|known| known.id == anchor);
        let Some(place) = place.and_then(|place| self.fixed.get_mut(place)) else {
            let known = all_of(anchors.iter().map(|known| known.id.as_str()));
            return Err(format!("there is no anchor `{anchor}`{known}"));
        };
        if day < self.on {
            return Err(format!("the anchor `{anchor}` on {day} comes before the day of assessment, {}", self.on));
        }
        *place = Some(day);
        let own = anchors.iter().position(|known| known.id == anchor).unwrap_or_default();
        let (first, last) = self.span(trial, own);
        if day < first || day > last {
            self.fixed.get_mut(own).into_iter().for_each(|fixed| *fixed = None);
            return Err(format!("the anchor `{anchor}` cannot be on {day}; expected {first} to {last}"));
        }
        Ok(())
    }

    /// The first and the last day on which the definition lets an anchor be, counted from the one that it follows.
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

    /// The anchors that are fixed.
    pub fn fixed<'a>(&'a self, trial: &'a Trial) -> impl Iterator<Item = (&'a str, Date)> {
        let anchors = trial.anchors.iter().zip(&self.fixed);
        anchors.filter_map(|(anchor, day)| Some((anchor.id.as_str(), (*day)?)))
    }

    /// How many days after the assessment each anchor is, where that is fixed.
    pub(super) fn waits(&self) -> Vec<Option<i64>> {
        self.fixed.iter().map(|day| day.map(|day| self.on.days_until(day))).collect()
    }
}
