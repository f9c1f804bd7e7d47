//! What stands in place of the first question while no approval covers the interview.

use super::Interview;
use super::screen::ClosedScreen;
use super::words;
use crate::trial::Closed;

impl Interview {
    /// Why no question may be asked, if none may.
    pub(super) fn closed(&self) -> Option<Closed> {
        self.trial.closed(self.case.setting().on, &self.language)
    }

    pub(super) fn closed_screen(&self) -> ClosedScreen {
        let (key, date) = match self.closed() {
            Some(Closed::Ended(date)) => ("closed.ended", Some(date)),
            Some(Closed::Begins(date)) => ("closed.begins", Some(date)),
            _ => ("closed.language", None),
        };
        let date = date.map(|date| words::day(&self.texts, date)).unwrap_or_default();
        ClosedScreen {
            heading: self.texts.get("closed.heading").to_owned(),
            lead: vec![self.texts.fill(key, &[("date", &date)])],
            next: self.paragraphs("next", vec![self.texts.get("trial.next").to_owned()]),
        }
    }

    /// That the words are approved, by whom and until when; nothing if no approval is recorded.
    pub(super) fn approved(&self) -> Option<String> {
        let approval = self.trial.approval.as_ref()?;
        let date = words::day(&self.texts, approval.expires);
        let values = [("board", approval.board.as_str()), ("number", &approval.number), ("date", &date)];
        Some(self.texts.fill("result.about.approval", &values))
    }
}
