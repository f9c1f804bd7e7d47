//! Answers drawn at random, often at the limits that a definition's own rules name.

use std::collections::BTreeMap;

use prescreener::definition::rule::{Expr, Kind};
use prescreener::json::Json;
use prescreener::trial::{Question, QuestionKind};
use prescreener::value::{Date, Duration, Number};

use super::naive::Naive;
use super::random::Random;

/// The amounts and durations that rules name.
#[derive(Default)]
pub struct Edges {
    amounts: Vec<Number>,
    durations: Vec<Duration>,
}

impl Edges {
    pub fn of(naive: &Naive) -> Edges {
        let mut edges = Edges::default();
        naive.rules().iter().for_each(|rule| edges.look(rule));
        edges
    }

    fn look(&mut self, expr: &Expr) {
        match &expr.kind {
            Kind::Amount(least, most, _) => self.amounts.extend([*least, *most]),
            Kind::LongBefore(a, by, b) | Kind::ShortlyBefore(a, by, b) => {
                self.durations.push(*by);
                self.look(a);
                self.look(b);
            }
            Kind::Count { of, .. } => of.iter().for_each(|one| self.look(one)),
            Kind::Compare(_, a, b) | Kind::Arithmetic(_, a, b) | Kind::Years(a, b) => {
                self.look(a);
                self.look(b);
            }
            Kind::Not(a) | Kind::Is(a, _) | Kind::Includes(a, ..) | Kind::ForEach { body: a, .. } => self.look(a),
            Kind::If(a, b, c) => [a, b, c].into_iter().for_each(|one| self.look(one)),
            Kind::Day(_) | Kind::Fixed(_) | Kind::Undecided | Kind::Name(_) => {}
        }
    }

    /// Draws an exact answer.
    pub fn exact(&self, random: &mut Random, question: &Question, on: Date) -> Json {
        match &question.kind {
            QuestionKind::YesNo => Json::Bool(random.percent(50)),
            QuestionKind::One { options } => Json::Text(random.pick(options).clone()),
            QuestionKind::Several { options, exclusive } => {
                let alone: Vec<&String> =
                    options.iter().enumerate().filter(|(place, _)| exclusive >> place & 1 == 1).map(|x| x.1).collect();
                if !alone.is_empty() && random.percent(20) {
                    return Json::texts([random.pick(&alone)]);
                }
                let chance = 100 / options.len().min(6);
                let chosen: Vec<&String> =
                    options.iter().filter(|option| !alone.contains(option) && random.percent(chance)).collect();
                // An empty list answers nothing.
                Json::texts(if chosen.is_empty() { vec![random.pick(options)] } else { chosen })
            }
            QuestionKind::Number { least, most, decimals, .. } => {
                Json::Text(self.number(random, (*least, *most), *decimals).to_string())
            }
            QuestionKind::Date { earliest } => Json::Text(self.date(random, *earliest, on).to_string()),
        }
    }

    pub fn number(&self, random: &mut Random, (least, most): (Number, Number), decimals: u32) -> Number {
        let step = Number::from(1).over(Number::from(10_i64.pow(decimals))).unwrap();
        let near = random.pick(&self.amounts).plus(step.times(Number::from(random.below(3) as i64 - 1)).unwrap());
        let spread = step.times(Number::from(random.below(40 * 10_usize.pow(decimals)) as i64)).unwrap();
        let drawn = [near, least.plus(spread), Some(least), Some(most)][[0, 0, 0, 1, 1, 1, 2, 3][random.below(8)]];
        let fits = |number: &Number| {
            *number >= least && *number <= most && number.decimals().is_some_and(|places| places <= decimals)
        };
        drawn.filter(fits).unwrap_or(least)
    }

    pub fn date(&self, random: &mut Random, earliest: Date, on: Date) -> Date {
        let drawn = match random.below(5) {
            0 | 1 if !self.durations.is_empty() => {
                on.before(*random.pick(&self.durations)).plus_days(random.below(32) as i64 - 1)
            }
            2 => on.before(Duration::Months(12 * random.below(80) as u32)).plus_days(random.below(3) as i64 - 1),
            3 => on.plus_days(-(random.below(120) as i64)),
            _ => on.plus_days(-(random.below(30_000) as i64)),
        };
        drawn.max(earliest).min(on)
    }

    /// Draws a complete person, with an exact answer to every question.
    pub fn person(&self, random: &mut Random, questions: &[(String, &Question)], on: Date) -> BTreeMap<String, Json> {
        questions.iter().map(|(key, question)| (key.clone(), self.exact(random, question, on))).collect()
    }

    /// Returns a less exact answer that contains an exact one; `None` if the question is left unanswered.
    pub fn blur(&self, random: &mut Random, question: &Question, exact: &Json) -> Option<Json> {
        match random.below(7) {
            0 => None,
            1 => Some(Json::Null),
            2 => Some(Json::object([("unknown", Json::Bool(true))])),
            3 | 4 => match (&question.kind, exact) {
                (QuestionKind::Number { least, most, decimals, .. }, Json::Text(text)) => {
                    let known = Number::parse(text).unwrap();
                    let other = self.number(random, (*least, *most), *decimals);
                    let (min, max) = (known.min(other), known.max(other));
                    let about = Json::object([("about", Json::Number(known))]);
                    let range = Json::object([("min", Json::Number(min)), ("max", Json::Number(max))]);
                    Some(if random.percent(30) { about } else { range })
                }
                (QuestionKind::Date { .. }, Json::Text(day)) => {
                    let (month, _) = day.rsplit_once('-').unwrap();
                    let (year, _) = month.rsplit_once('-').unwrap();
                    Some(Json::Text(if random.percent(50) { year } else { month }.to_owned()))
                }
                _ => Some(Json::Null),
            },
            _ => Some(exact.clone()),
        }
    }
}
