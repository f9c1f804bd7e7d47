//! What the result screen shows.

use super::Interview;
use super::screen::{Item, ResultScreen, Section};
use super::words;
use crate::assessment::{Status, Verdict, because};
use crate::bits;
use crate::trial::Score;
use crate::value::{Date, Possible, Truth};

impl Interview {
    pub(super) fn result_screen(&self) -> ResultScreen {
        let verdict = self.assessment.verdict;
        let day = verdict.eligible_from().map(|day| words::day(&self.texts, day)).unwrap_or_default();
        let trial = self.texts.get("trial.name");
        let text = |key: &str| {
            self.texts.fill(&format!("verdict.{}.{key}", verdict.id()), &[("date", &day), ("trial", trial)])
        };
        let in_the_way = self.criteria(Status::NotMet, |place, id| self.reason(place, id));
        // Once somebody is ruled out, what matches and what else might be checked is no use to them.
        let out = verdict == Verdict::NotEligible;
        let matching = || self.criteria(Status::Met, |_, id| self.item(&format!("criterion.{id}"), Vec::new()));
        let sections = [
            self.section("reasons", in_the_way),
            Some(self.paragraphs("next", vec![self.texts.get("trial.next").to_owned()])),
            if out { None } else { self.section("confirm", self.to_confirm()) },
            if out { None } else { self.section("met", matching()) },
            self.section("scores", self.scores()),
            Some(self.paragraphs("about", self.about())),
        ];
        ResultScreen {
            verdict: verdict.id(),
            heading: text("heading"),
            lead: vec![text("lead")],
            sections: sections.into_iter().flatten().collect(),
        }
    }

    /// A section with a list; none if the list is empty.
    pub(super) fn section(&self, id: &'static str, items: Vec<Item>) -> Option<Section> {
        let text = |part: &str| self.texts.find(&format!("result.{id}.{part}")).map(str::to_owned);
        let lead = text("lead").into_iter().collect();
        (!items.is_empty()).then(|| Section { id, heading: text("heading").unwrap_or_default(), lead, items })
    }

    fn paragraphs(&self, id: &'static str, lead: Vec<String>) -> Section {
        Section { id, heading: self.texts.get(&format!("result.{id}.heading")).to_owned(), lead, items: Vec::new() }
    }

    fn item(&self, key: &str, text: Vec<String>) -> Item {
        Item { title: self.texts.get(key).to_owned(), text }
    }

    fn criteria(&self, status: Status, item: impl Fn(usize, &str) -> Item) -> Vec<Item> {
        let criteria = self.trial.criteria.iter().zip(&self.assessment.statuses).enumerate();
        let those = criteria.filter(|(_, (_, found))| **found == status);
        those.map(|(place, (criterion, _))| item(place, &criterion.id)).collect()
    }

    /// Why a criterion is in the way: what was said, and from when on it no longer is.
    fn reason(&self, place: usize, id: &str) -> Item {
        let because = because(&self.trial, &self.answers, &self.setting, place);
        let said = because.into_iter().filter_map(|slot| self.answer_row(slot));
        let mut text: Vec<String> = said
            .map(|row| self.texts.fill("result.said", &[("question", &row.question), ("answer", &row.answer)]))
            .collect();
        if let Some(day) = self.assessment.resolves_on.get(place).copied().flatten() {
            text.push(self.texts.fill("result.resolves", &[("date", &words::day(&self.texts, day))]));
        }
        self.item(&format!("criterion.{id}.not_met"), text)
    }

    fn to_confirm(&self) -> Vec<Item> {
        self.criteria(Status::Unknown, |_, id| {
            let text = self.texts.get(&format!("criterion.{id}.confirm")).to_owned();
            self.item(&format!("criterion.{id}"), vec![text])
        })
    }

    fn scores(&self) -> Vec<Item> {
        self.trial.scores.iter().filter_map(|score| self.score(score)).collect()
    }

    /// A score in words; none while every band is still possible, because the points then say nothing yet.
    fn score(&self, score: &Score) -> Option<Item> {
        let Some(Possible::Number(points)) = self.assessment.value(score.points) else { return None };
        let band = score.band.as_ref().map(|(band, names)| (self.assessment.value(*band), names));
        if let Some((Some(Possible::One(set)), names)) = band
            && set == bits::first(names.len())
        {
            return None;
        }
        let (least, most) = (points.least.to_string(), points.most.to_string());
        let mut text = vec![if points.is_exact() {
            self.texts.fill("result.points", &[("points", &least)])
        } else {
            self.texts.fill("result.points_between", &[("least", &least), ("most", &most)])
        }];
        let named = |set: u64, names: &[String], kind: &str| {
            let words =
                bits::names(set, names).map(|name| self.texts.get(&format!("{kind}.{}.{name}", score.id)).to_owned());
            words.collect::<Vec<_>>().join(self.texts.get("result.or"))
        };
        if let Some((Some(Possible::One(set)), names)) = band {
            text.push(self.texts.fill("result.band", &[("band", &named(set, names, "band"))]));
        }
        if let Some((applies, leaf, names)) = &score.subgroup
            && self.assessment.value(*applies) == Some(Possible::Truth(Truth::True))
            && let Some(Possible::One(set)) = self.assessment.value(*leaf)
        {
            text.push(self.texts.fill("result.subgroup", &[("subgroup", &named(set, names, "subgroup"))]));
        }
        Some(self.item(&format!("score.{}", score.id), text))
    }

    fn about(&self) -> Vec<String> {
        let trial = &self.trial;
        let day = words::day(&self.texts, self.setting.on);
        let updated =
            Date::parse(&trial.updated).map_or_else(|| trial.updated.clone(), |day| words::day(&self.texts, day));
        let values = [("date", day.as_str()), ("id", &trial.id), ("version", &trial.version), ("updated", &updated)];
        ["result.about.advice", "result.about.private", "result.about.version"]
            .map(|key| self.texts.fill(key, &values))
            .to_vec()
    }
}
