//! The section on the scores.

use super::Interview;
use super::screen::Item;
use crate::engine::{Scored, needed};
use crate::texts::joined;
use crate::trial::{Class, Score};
use crate::value::Number;
use crate::value::option_set;

impl Interview {
    pub(super) fn scores(&self) -> Vec<Item> {
        let scores = self.trial.scores.iter().zip(&self.assessment.scores).enumerate();
        scores.filter_map(|(index, (score, scored))| self.score(index, score, scored)).collect()
    }

    /// Returns a score as texts, or `None` while no points were counted and every band is still possible.
    fn score(&self, index: usize, score: &Score, scored: &Scored) -> Option<Item> {
        let points = scored.points;
        let needed = needed(&self.trial, &self.assessment, index).filter(|_| points.least > Number::from(0));
        let bands = score.band.as_ref().map(|(_, bands)| bands);
        let bands = bands.filter(|bands| scored.bands != option_set::first(bands.len()));
        if score.band.is_some() && bands.is_none() && needed.is_none() {
            return None;
        }
        let (least, most) = (points.least.to_string(), points.most.to_string());
        let mut text = vec![if points.is_exact() {
            self.texts.fill("result.points", &[("points", &least)])
        } else {
            self.texts.fill("result.points_between", &[("least", &least), ("most", &most)])
        }];
        text.extend(needed.map(|needed| self.texts.fill("result.needed", &[("points", &needed.to_string())])));
        let named = |set: u64, classes: &[Class], kind: &str| {
            let names = option_set::names(set, classes)
                .map(|class| self.texts.get(&format!("{kind}.{}.{}", score.id, class.id)).to_owned());
            joined(names, self.texts.get("result.or"))
        };
        if let Some(bands) = bands {
            text.push(self.texts.fill("result.band", &[("band", &named(scored.bands, bands, "band"))]));
        }
        if let Some((_, subgroups)) = score.subgroup.as_ref().filter(|_| scored.classified) {
            let subgroup = named(scored.subgroups, subgroups, "subgroup");
            text.push(self.texts.fill("result.subgroup", &[("subgroup", &subgroup)]));
        }
        Some(self.item(&format!("score.{}", score.id), text))
    }
}
