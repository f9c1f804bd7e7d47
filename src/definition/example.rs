//! Checks example patients against the compiled trial.

use super::Example;
use crate::answers;
use crate::diagnostics::{Fault, Finding};
use crate::engine::{Setting, assess};
use crate::trial::Trial;
use crate::value::Date;

impl Example {
    /// Returns a finding if the patient does not get the expected verdict and statuses, or `None` if they do.
    pub fn differs(&self, trial: &Trial) -> Option<Finding> {
        let message = self.difference(trial)?;
        Some(self.place.finding(Fault::ExampleDiffers, message))
    }

    fn difference(&self, trial: &Trial) -> Option<String> {
        let mut setting = Setting::new(trial, self.on, self.audience);
        for (anchor, day) in &self.anchors {
            if let Err(reason) = setting.fix(trial, anchor, *day) {
                return Some(reason.to_string());
            }
        }
        let answers = match answers::read(trial, &self.answers, self.on) {
            Ok(answers) => answers,
            Err(rejections) => {
                let reasons: Vec<_> = rejections.iter().map(ToString::to_string).collect();
                return Some(reasons.join("; "));
            }
        };
        let assessment = assess(trial, &answers, &setting);
        let verdict = assessment.verdict;
        let day = |day: Option<Date>| day.map_or(String::new(), |day| format!(" from {day}"));
        if verdict.id() != self.verdict || verdict.eligible_from() != self.eligible_from {
            let (got, expected) = (day(verdict.eligible_from()), day(self.eligible_from));
            return Some(format!("`{}` gets {}{got}, expected {}{expected}", self.id, verdict.id(), self.verdict));
        }
        self.statuses.iter().find_map(|(criterion, expected)| {
            let found = trial.criteria.iter().position(|known| known.id == *criterion);
            let status = found.and_then(|index| assessment.statuses.get(index));
            let got = status.map_or("no such criterion", |status| status.id());
            (got != expected).then(|| format!("`{}`: {criterion} gets {got}, expected {expected}", self.id))
        })
    }
}
