//! The screen in place of the first question while the trial is closed.

use super::Interview;
use super::screen::ResultScreen;
use super::words;
use crate::trial::{Closed, Recruitment};

impl Interview {
    /// Returns why the trial is closed, or `None` if it is open.
    pub(super) fn closed(&self) -> Option<Closed> {
        self.trial.closed(self.case.setting().on, &self.language)
    }

    pub(super) fn closed_screen(&self) -> ResultScreen {
        let (reason, date) = match self.closed() {
            Some(Closed::Recruitment(Recruitment { status, on })) => (status.id(), on),
            Some(Closed::Ended(date)) => ("ended", date),
            Some(Closed::Begins(date)) => ("begins", date),
            // The message for this case names no day.
            _ => ("language", self.case.setting().on),
        };
        let date = words::day(&self.texts, date);
        ResultScreen {
            verdict: "closed",
            heading: self.texts.get(if reason == "over" { "closed.heading_over" } else { "closed.heading" }).to_owned(),
            lead: vec![self.texts.fill(&format!("closed.{reason}"), &[("date", &date)])],
            reminder: None,
            sections: vec![self.next()],
            refer: None,
            sites: false,
        }
    }
}
