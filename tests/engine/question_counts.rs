//! The number of questions needed to screen a person: the mean for each order of asking, and a lower bound for any
//! order.
//!
//! `cargo test --release --test engine question_counts -- --nocapture` prints the tables for many people.

use crate::support::case::day;
use crate::support::load::{IIMPACT, trial};
use crate::support::people::TODAY;
use crate::support::random::Random;
use crate::support::simulation::{Person, Sitting, draw, forgetful};
use prescreener::diagnostics::Document;
use prescreener::engine::{Order, Setting};
use prescreener::json::Json;
use prescreener::trial::{Audience, Trial};
use prescreener::value::Date;
use rayon::prelude::*;

/// How many people are screened.
const PEOPLE: usize = if cfg!(debug_assertions) { 40 } else { 10_000 };
/// The number of people for whom the least number of questions is computed.
const BOUNDED: usize = if cfg!(debug_assertions) { 3 } else { 300 };
/// The percentage of answers that a forgetful person does not know.
const FORGOTTEN: usize = 15;
/// The number of small definitions compared with the best possible order.
const SMALL: usize = if cfg!(debug_assertions) { 60 } else { 1_000 };
/// The limit for each order, as a multiple of the best order's questions over all small definitions.
const EXCESS: [(&str, f64); 2] = [("relevance", 1.5), ("shortest", 1.15)];

/// Returns the orders of asking to compare, each of which asks no more than the one before. The first is the
/// definition's.
fn settings(trial: &Trial, on: Date, audience: Audience) -> Vec<(&'static str, Setting)> {
    let relevance = Setting::new(trial, on, audience);
    let mut shortest = relevance.clone();
    shortest.order = Order::Shortest;
    vec![("relevance", relevance), ("shortest", shortest)]
}

/// Draws a person without contradictory answers, redrawing contradictory ones.
fn consistent(random: &mut Random, trial: &Trial) -> Person {
    let setting = Setting::new(trial, day(TODAY), Audience::Clinic);
    let mut person = draw(random, trial, day(TODAY));
    for _ in 0..1000 {
        let sitting = Sitting { trial, setting: &setting, person: &person };
        let Some(conflict) = sitting.assess(&sitting.skipping()).conflicts.into_iter().next() else { return person };
        let slot = *random.pick(&conflict.between);
        person[slot] = draw(random, trial, day(TODAY)).swap_remove(slot);
    }
    panic!("answers that cannot be reconciled: {person:?}");
}

fn mean(counts: impl ExactSizeIterator<Item = usize>) -> f64 {
    let people = counts.len() as f64;
    counts.sum::<usize>() as f64 / people
}

/// Returns the means of each order, from the most questions to the fewest, and of the bound.
fn means(trial: &Trial, audience: Audience, people: &[Person]) -> Vec<(&'static str, f64)> {
    let settings = settings(trial, day(TODAY), audience);
    let counts: Vec<Vec<usize>> = people
        .par_iter()
        .enumerate()
        .map(|(place, person)| {
            let sitting = |setting| Sitting { trial, setting, person };
            let plain = sitting(&settings[0].1);
            let skipping = plain.skipping();
            let mut counts = vec![plain.everything().len(), skipping.len()];
            let verdict = plain.assess(&skipping).verdict;
            counts.extend(settings.iter().map(|(name, setting)| {
                let asked = sitting(setting).interview();
                assert_eq!(plain.assess(&asked).verdict, verdict, "{name}: {asked:?} of {person:?}");
                asked.len()
            }));
            if place < BOUNDED {
                let least = plain.at_least();
                assert!(counts.iter().all(|count| *count >= least), "{counts:?} below {least} for {person:?}");
                counts.push(least);
            }
            counts
        })
        .collect();
    let names = ["everything", "skip logic only"].into_iter().chain(settings.iter().map(|(name, _)| *name));
    let names: Vec<&str> = names.chain(["any, at the least"]).collect();
    let column = |(place, name)| {
        let counts: Vec<usize> = counts.iter().filter_map(|counts| counts.get(place).copied()).collect();
        (name, mean(counts.into_iter()))
    };
    names.into_iter().enumerate().map(column).collect()
}

#[test]
fn each_order_asks_no_more_than_the_one_before() {
    let trial = trial(IIMPACT);
    let mut random = Random::new(81);
    let exact: Vec<Person> = (0..PEOPLE).map(|_| consistent(&mut random, &trial)).collect();
    let vague: Vec<Person> = exact.iter().map(|person| forgetful(&mut random, person, FORGOTTEN)).collect();
    for (name, people) in [("know everything", &exact), ("do not know 15 %", &vague)] {
        for audience in [Audience::Participant, Audience::Clinic] {
            let means = means(&trial, audience, people);
            println!("{PEOPLE} people who {name}, asked by {}:", audience.id());
            means.iter().for_each(|(name, mean)| println!("  {name:17} {mean:6.2}"));
            println!("  (the last over the first {BOUNDED})");
            let (ways, least) = means.split_at(means.len() - 1);
            assert!(ways.windows(2).all(|pair| pair[1].1 <= pair[0].1), "{means:?}");
            assert!(ways[2].1 < ways[1].1, "{means:?}");
            assert!(least[0].1 > 0.0, "{means:?}");
        }
    }
}

/// A definition of yes-or-no questions with random frequencies and rules.
struct Small {
    trial: Trial,
    /// How many people in a thousand answer yes to each question.
    yes: Vec<u32>,
    /// Whether the person passes, for every set of questions answered with yes.
    passes: Vec<bool>,
}

fn rule(random: &mut Random, questions: usize, depth: usize) -> String {
    if depth == 0 || random.percent(20) {
        return format!("q{}", random.below(questions));
    }
    let mut part = || rule(random, questions, depth - 1);
    let (a, b, c) = (part(), part(), part());
    match random.below(5) {
        0 => format!("({a} and {b})"),
        1 => format!("({a} or {b})"),
        2 => format!("not ({a})"),
        3 => format!("at least 2 of ({a}, {b}, {c})"),
        _ => format!("(if {a} then {b} else {c})"),
    }
}

impl Small {
    fn draw(random: &mut Random) -> Small {
        let count = 3 + random.below(5);
        let yes: Vec<u32> = (0..count).map(|_| 50 + random.below(901) as u32).collect();
        let word = |text: &str| Json::Text(text.to_owned());
        let questions = yes.iter().enumerate().map(|(place, yes)| {
            let share = Json::Text(format!("0.{yes:03}"));
            Json::object([
                ("id", Json::Text(format!("q{place}"))),
                ("type", word("yes_no")),
                ("frequencies", Json::object([("yes", share)])),
            ])
        });
        let questions = questions.collect();
        let criteria = (0..2 + random.below(3)).map(|place| {
            let kind = if random.percent(30) { "exclusion" } else { "inclusion" };
            Json::object([
                ("id", Json::Text(format!("C{place}"))),
                ("kind", word(kind)),
                ("strength", word("binding")),
                ("judged_by", word("participant")),
                ("rule", Json::Text(rule(random, count, 2))),
                ("source", Json::texts(["S"])),
                ("confidence", word("several_sources")),
            ])
        });
        let criteria = criteria.collect();
        let content = Json::object([
            ("schema", word("prescreener/trial/1")),
            ("id", word("SMALL")),
            ("version", word("1")),
            ("registry", Json::object([("name", word("none")), ("url", word("")), ("updated", word(TODAY))])),
            ("sources", Json::List(vec![Json::object([("id", word("S")), ("title", word("none"))])])),
            ("questions", Json::List(questions)),
            ("order", Json::texts((0..count).map(|place| format!("q{place}")))),
            ("criteria", Json::List(criteria)),
        ]);
        let trial = Trial::check(&[Document { path: "small.json".to_owned(), content }]).unwrap();
        let setting = Setting::new(&trial, day(TODAY), Audience::Participant);
        let passes = |yes: usize| {
            let person = (0..count).map(|place| Json::Bool(yes >> place & 1 == 1)).collect();
            let all: Vec<usize> = (0..count).collect();
            let sitting = Sitting { trial: &trial, setting: &setting, person: &person };
            sitting.assess(&all).verdict.id() == "potentially_eligible"
        };
        let passes = (0..1 << count).map(passes).collect();
        Small { trial, yes, passes }
    }

    /// Returns the mean number of questions still to ask after some were answered, some of them with yes, if the best
    /// of the questions that `next` allows is asked.
    fn still(
        &self,
        known: usize,
        yes: usize,
        seen: &mut [Option<f64>],
        next: &dyn Fn(usize, usize) -> Vec<usize>,
    ) -> f64 {
        // Each question is unasked, answered with no, or answered with yes.
        let place = (0..self.yes.len()).fold(0, |place, one| place * 3 + (known >> one & 1) + (yes >> one & 1));
        if let Some(mean) = seen[place] {
            return mean;
        }
        let of = |question: usize, seen: &mut [Option<f64>]| {
            let (bit, share) = (1 << question, f64::from(self.yes[question]) / 1000.0);
            let after_yes = self.still(known | bit, yes | bit, seen, next);
            1.0 + share * after_yes + (1.0 - share) * self.still(known | bit, yes, seen, next)
        };
        let means: Vec<f64> = next(known, yes).into_iter().map(|question| of(question, seen)).collect();
        let mean = means.into_iter().reduce(f64::min).unwrap_or(0.0);
        seen[place] = Some(mean);
        mean
    }

    fn mean(&self, next: &dyn Fn(usize, usize) -> Vec<usize>) -> f64 {
        self.still(0, 0, &mut vec![None; 3_usize.pow(self.yes.len() as u32)], next)
    }

    /// Returns the smallest mean number of questions that any order needs to settle whether the person passes: every
    /// question is tried at every step.
    fn optimum(&self) -> f64 {
        self.mean(&|known, yes| {
            let settled = self.settled(known, yes);
            (0..self.yes.len()).filter(|question| !settled && known >> question & 1 == 0).collect()
        })
    }

    /// Returns whether the known answers settle whether the person passes.
    fn settled(&self, known: usize, yes: usize) -> bool {
        let mut ways = (0..self.passes.len()).filter(|way| way & known == yes).map(|way| self.passes[way]);
        let first = ways.next();
        ways.all(|passes| Some(passes) == first)
    }

    fn asked_under(&self, setting: &Setting) -> f64 {
        self.mean(&|known, yes| {
            let person = (0..self.yes.len()).map(|place| Json::Bool(yes >> place & 1 == 1)).collect();
            let asked: Vec<usize> = (0..self.yes.len()).filter(|question| known >> question & 1 == 1).collect();
            let sitting = Sitting { trial: &self.trial, setting, person: &person };
            let assessment = sitting.assess(&asked);
            assert!(assessment.exact);
            assert_eq!(assessment.next.is_none(), self.settled(known, yes), "after {asked:?} of {:?}", self.yes);
            assessment.next.into_iter().collect()
        })
    }
}

#[test]
fn no_order_is_far_from_the_best() {
    let mut random = Random::new(82);
    let small: Vec<Small> = (0..SMALL).map(|_| Small::draw(&mut random)).collect();
    let best: Vec<f64> = small.par_iter().map(Small::optimum).collect();
    let orders = settings(&small[0].trial, day(TODAY), Audience::Participant).len();
    for order in 0..orders {
        let asked = small.par_iter().map(|small| {
            let (name, setting) = settings(&small.trial, day(TODAY), Audience::Participant).swap_remove(order);
            (name, small.asked_under(&setting))
        });
        let asked: Vec<(&str, f64)> = asked.collect();
        let ratios = asked.iter().zip(&best).filter(|(_, best)| **best > 0.0).map(|((_, asked), best)| asked / best);
        let worst = ratios.fold(1.0, f64::max);
        let all = asked.iter().map(|(_, asked)| asked).sum::<f64>() / best.iter().sum::<f64>();
        let name = asked[0].0;
        println!(
            "{name}: {all:.3} times the questions of the best order over {SMALL} definitions, {worst:.3} at worst"
        );
        assert!(asked.iter().zip(&best).all(|((_, asked), best)| *asked >= best - 1e-9), "{name} stops too early");
        let excess = EXCESS.iter().find(|(known, _)| *known == name).unwrap().1;
        assert!(all <= excess, "{name}: {all}");
    }
}
