//! What is said about the scores.

use super::Interview;
use super::screen::Item;
use crate::assessment::needed;
use crate::bits;
use crate::texts::joined;
use crate::trial::Score;
use crate::value::{Number, Possible, Truth};

impl Interview {
    pub(super) fn scores(&self) -> Vec<Item> {
        self.trial.scores.iter().enumerate().filter_map(|(place, score)| self.score(place, score)).collect()
    }

    /// A score in words; none while nothing was counted and every band is still possible.
    fn score(&self, place: usize, score: &Score) -> Option<Item> {
        let Some(Possible::Number(points)) = self.assessment.value(score.points) else { return None };
        let needed = needed(&self.trial, &self.assessment, place).filter(|_| points.least > Number::from(0));
        let band = score.band.as_ref().map(|(band, names)| (self.assessment.value(*band), names));
        let classes = band.filter(|(set, names)| *set != Some(Possible::One(bits::first(names.len()))));
        if score.band.is_some() && classes.is_none() && needed.is_none() {
            return None;
        }
        let (least, most) = (points.least.to_string(), points.most.to_string());
        let mut text = vec![if points.is_exact() {
            self.texts.fill("result.points", &[("points", &least)])
        } else {
            self.texts.fill("result.points_between", &[("least", &least), ("most", &most)])
        }];
        text.extend(needed.map(|needed| self.texts.fill("result.needed", &[("points", &needed.to_string())])));
        let named = |set: u64, names: &[String], kind: &str| {
            let words =
                bits::names(set, names).map(|name| self.texts.get(&format!("{kind}.{}.{name}", score.id)).to_owned());
            joined(words, self.texts.get("result.or"))
        };
        if let Some((Some(Possible::One(set)), names)) = classes {
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
}
