//! What stands in place of the first question while no approval covers the interview.

use super::Interview;
use super::screen::ResultScreen;
use super::words;
use crate::trial::Closed;

impl Interview {
    /// Why no question may be asked, if none may.
    pub(super) fn closed(&self) -> Option<Closed> {
        self.trial.closed(self.case.setting().on, &self.language)
    }

    pub(super) fn closed_screen(&self) -> ResultScreen {
        let (key, date) = match self.closed() {
            Some(Closed::Ended(date)) => ("closed.ended", date),
            Some(Closed::Begins(date)) => ("closed.begins", date),
            // It names no day.
            _ => ("closed.language", self.case.setting().on),
        };
        let date = words::day(&self.texts, date);
        ResultScreen {
            verdict: "closed",
            heading: self.texts.get("closed.heading").to_owned(),
            lead: vec![self.texts.fill(key, &[("date", &date)])],
            reminder: None,
            sections: vec![self.next()],
            refer: false,
            sites: false,
        }
    }
}
