//! The contents of the result screen.

use super::Interview;
use super::glossary::glossary;
use super::reminder::reminder;
use super::screen::{Item, ResultScreen, Section};
use super::words;
use crate::engine::{Status, Verdict, valid_until};
use crate::value::Date;

impl Interview {
    pub(super) fn result_screen(&self) -> ResultScreen {
        let verdict = self.assessment.verdict;
        let day = verdict.eligible_from().map(|day| words::day(&self.texts, day)).unwrap_or_default();
        let trial = self.texts.get("trial.name");
        let text = |key: &str| {
            self.texts.fill(&format!("verdict.{}.{key}", verdict.id()), &[("date", &day), ("trial", trial)])
        };
        // For a person who is ruled out, neither the criteria met nor the ones left to check are of any use.
        let ruled_out = verdict == Verdict::NotEligible;
        let matching = || self.criteria(Status::Met, &|_, id| self.item(&format!("criterion.{id}"), Vec::new()));
        let (confirm, judge) = self.to_confirm();
        let mut lead = vec![text("lead")];
        lead.extend(self.time());
        let sections = [
            self.section("reasons", self.reasons()),
            Some(self.next()),
            if ruled_out { None } else { self.section("confirm", confirm) },
            if ruled_out { None } else { self.section("judge", judge) },
            if ruled_out { None } else { self.section("met", matching()) },
            self.section("scores", self.scores()),
        ];
        let mut sections: Vec<Section> = sections.into_iter().flatten().collect();
        sections.extend(self.section("words", glossary(&self.texts, &sections)));
        sections.push(self.paragraphs("about", "result.about.heading", self.about()));
        ResultScreen {
            verdict: verdict.id(),
            heading: text("heading"),
            lead,
            reminder: verdict
                .eligible_from()
                .map(|day| reminder(&self.texts, &self.trial.id, self.case.setting().on, day)),
            sections,
            refer: self.trial.share_limit(verdict.id()).map(|_| self.refer_hint()),
            sites: self.trial.has_sites,
        }
    }

    /// Returns how the verdict depends on time: which criterion takes longest to resolve, or how long the verdict
    /// holds.
    fn time(&self) -> Option<String> {
        match self.assessment.verdict {
            Verdict::NotEligible => None,
            Verdict::NotYet(day) => {
                let last = self.assessment.resolves_on.iter().position(|resolves| *resolves == Some(day))?;
                Some(self.texts.fill("result.longest", &[("criterion", &self.criterion(last)?)]))
            }
            Verdict::Incomplete | Verdict::PotentiallyEligible => {
                let until = valid_until(&self.trial, self.case.answers(), self.case.setting())?;
                let day = words::day(&self.texts, until.day);
                Some(
                    self.texts
                        .fill("result.until", &[("date", &day), ("criterion", &self.criterion(until.criterion)?)]),
                )
            }
        }
    }

    /// Returns a criterion's text.
    pub(super) fn criterion(&self, index: usize) -> Option<String> {
        let criterion = self.trial.criteria.get(index)?;
        Some(self.texts.get(&format!("criterion.{}", criterion.id)).to_owned())
    }

    /// Returns a section with a list, or `None` if the list is empty.
    pub(super) fn section(&self, id: &'static str, items: Vec<Item>) -> Option<Section> {
        let text = |part: &str| self.texts.find(&format!("result.{id}.{part}")).map(str::to_owned);
        let lead = text("lead").into_iter().collect();
        (!items.is_empty()).then(|| Section { id, heading: text("heading").unwrap_or_default(), lead, items })
    }

    /// Returns the section on what to do next, which is the same for every verdict.
    pub(super) fn next(&self) -> Section {
        self.paragraphs("next", "next.heading", vec![self.texts.get("trial.next").to_owned()])
    }

    fn paragraphs(&self, id: &'static str, heading: &str, lead: Vec<String>) -> Section {
        Section { id, heading: self.texts.get(heading).to_owned(), lead, items: Vec::new() }
    }

    pub(super) fn item(&self, key: &str, text: Vec<String>) -> Item {
        Item { title: self.texts.get(key).to_owned(), text }
    }

    pub(super) fn criteria(&self, status: Status, item: &dyn Fn(usize, &str) -> Item) -> Vec<Item> {
        let criteria = self.trial.criteria.iter().zip(&self.assessment.statuses).enumerate();
        let matching = criteria.filter(|(_, (_, found))| **found == status);
        matching.map(|(index, (criterion, _))| item(index, &criterion.id)).collect()
    }

    fn about(&self) -> Vec<String> {
        let trial = &self.trial;
        let day = words::day(&self.texts, self.case.setting().on);
        let updated =
            Date::parse(&trial.updated).map_or_else(|| trial.updated.clone(), |day| words::day(&self.texts, day));
        let values = [("date", day.as_str()), ("id", &trial.id), ("version", &trial.version), ("updated", &updated)];
        let text = |key| self.texts.fill(key, &values);
        let mut about = vec![text("result.about.advice"), text("result.about.private")];
        about.extend(self.disclosure_lines());
        about.push(text("result.about.version"));
        if !self.assessment.exact {
            about.push(self.texts.get("result.about.inexact").to_owned());
        }
        if let Some(approval) = trial.approval() {
            let until = words::day(&self.texts, approval.expires);
            let values = [("board", approval.board), ("number", approval.number), ("date", &until)];
            about.push(self.texts.fill("result.about.approval", &values));
        }
        // Only an unreviewed catalogue has this text.
        about.extend(self.texts.find("trial.draft").map(str::to_owned));
        about
    }
}
