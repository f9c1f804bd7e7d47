//! Scores in one world.

use prescreener::definition::Score;

use super::{Fraction, Naive, Value, World};

impl Naive {
    pub(super) fn score(&self, score: &Score, part: &str, world: &World) -> Value {
        match part {
            "points" => Value::Number(self.points(score, world).0),
            "band" => Value::One(self.band(score, world)),
            "subgroup" => Value::One(self.subgroup(score, world)),
            other => panic!("no part {other}"),
        }
    }

    /// The sum, and the column by which it was made.
    pub fn points(&self, score: &Score, world: &World) -> (Fraction, usize) {
        let used = |rule: &str| self.rule(rule, world).truth();
        let column = score.columns.iter().position(|column| column.when.as_ref().is_none_or(|when| used(&when.text)));
        let column = column.unwrap();
        let of_item = |item: &prescreener::definition::ScoreItem| {
            let case = item.cases.iter().find(|(when, _)| used(&when.text));
            case.map_or(Fraction::new(0, 1), |(_, points)| Fraction::parse(&points[column].to_string()))
        };
        (score.items.iter().map(of_item).fold(Fraction::new(0, 1), Fraction::plus), column)
    }

    pub fn band(&self, score: &Score, world: &World) -> String {
        let (points, column) = self.points(score, world);
        let begun = |from: &prescreener::value::Number| Fraction::parse(&from.to_string()) <= points;
        let highest = score.bands.iter().rev().find(|band| band.from.get(column).is_none_or(begun));
        highest.unwrap().id.clone()
    }

    pub fn subgroup(&self, score: &Score, world: &World) -> String {
        let groups = score.subgroups.as_ref().unwrap();
        let case =
            groups.cases.iter().find(|case| case.when.as_ref().is_none_or(|when| self.rule(&when.text, world).truth()));
        case.unwrap().then.clone()
    }
}
