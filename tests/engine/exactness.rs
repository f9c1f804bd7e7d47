//! The engine's output is exact: it equals the result of examining every completion of the unknown answers, for tiny
//! random definitions and random answers.

use crate::support::exact::compare::{Seen, differences};
use crate::support::random::Random;
use crate::support::tiny::Tiny;
use crate::support::tiny::answers::person;
use crate::support::tiny::rules::Theme;
use crate::support::tiny::shrink::shrunk;

/// People per definition.
const PEOPLE: usize = 20;

/// How often each of these must occur, or the comparison shows little.
type Floors<'a> = &'a [(&'a str, usize)];

/// Compares people of as many definitions as there are seeds.
fn hold(theme: Theme, seeds: std::ops::Range<u64>, floors: Floors<'_>) {
    compare(theme, false, seeds, floors);
}

/// Compares the engine with every completion. `ruled` states whether the definitions have consistency rules.
fn compare(theme: Theme, ruled: bool, seeds: std::ops::Range<u64>, floors: Floors<'_>) {
    let mut seen = Seen::new();
    for seed in seeds.clone() {
        let mut random = Random::new(seed);
        let tiny = Tiny::draw(&mut random, theme, ruled);
        for place in 0..PEOPLE {
            let case = person(&mut random, &tiny);
            let wrong = differences(&tiny.space, &case, &mut seen);
            assert!(
                wrong.is_empty(),
                "\n{theme:?}, seed {seed}, person {place}:\n{}\n{}\n\nsmaller:\n{}",
                tiny.shown(&case),
                wrong.join("\n"),
                shrunk(&tiny, &case)
            );
        }
    }
    let count = |what: &str| seen.get(what).copied().unwrap_or_default();
    let too_rare: Vec<_> = floors.iter().filter(|(what, least)| count(what) < *least).collect();
    assert!(too_rare.is_empty(), "seldom seen: {too_rare:?} in {seen:#?}");
    let cases = usize::try_from(seeds.end - seeds.start).unwrap() * PEOPLE;
    let bounds = if matches!(theme, Theme::Dates | Theme::All) { cases / 500 } else { 0 };
    assert!(count("bound met") <= bounds, "searches met their bound too often: {seen:#?}");
    let skipped = count("given up") + count("relevance not compared");
    assert!(skipped * 100 < count("compared"), "{skipped} parts were too large to compare: {seen:#?}");
}

#[test]
fn logic() {
    hold(Theme::Logic, 1000..1400, &STANDING);
}

#[test]
fn amounts() {
    hold(Theme::Amounts, 2000..2400, &STANDING);
}

#[test]
fn scores() {
    hold(Theme::Scores, 4000..4400, &STANDING);
}

/// The floors for definitions whose rules do not involve days.
const STANDING: [(&str, usize); 14] = [
    ("decided only by completions", 900),
    ("decided by several answers", 350),
    ("met", 4000),
    ("open", 4000),
    ("incomplete", 1500),
    ("asks only to know what to ask", 50),
    ("potentially_eligible", 2500),
    ("not_eligible", 1700),
    ("ruled out by several criteria together", 15),
    ("several reasons", 80),
    ("spares a question", 1000),
    ("spares all questions though something is open", 70),
    ("settled by nothing", 350),
    ("settled by several answers", 600),
];

#[test]
fn dates() {
    hold(Theme::Dates, 3000..3100, &PASSING);
}

#[test]
fn more_dates() {
    hold(Theme::Dates, 3100..3200, &PASSING);
}

#[test]
fn all_at_once() {
    hold(Theme::All, 5000..5200, &PASSING);
}

/// The floors for definitions whose rules involve days.
const PASSING: [(&str, usize); 13] = [
    ("decided only by completions", 50),
    ("decided by several answers", 50),
    ("met", 1000),
    ("open", 1000),
    ("incomplete", 200),
    ("potentially_eligible", 800),
    ("not_eligible", 350),
    ("not_yet", 40),
    ("valid_until", 150),
    ("ruled out by several criteria together", 5),
    ("spares a question", 250),
    ("spares all questions though something is open", 25),
    ("settled by several answers", 40),
];

#[test]
fn standing_consistency_rules() {
    compare(Theme::Logic, true, 6000..6200, &RULED);
    compare(Theme::Amounts, true, 6200..6300, &[]);
    compare(Theme::Scores, true, 6300..6500, &[("scores", 1000), ("scores with several bands, not all", 100)]);
}

#[test]
fn consistency_rules_about_days() {
    compare(Theme::Dates, true, 7000..7060, &[("not_yet", 10), ("contradictory", 10)]);
    compare(Theme::All, true, 7100..7160, &[]);
}

/// The floors for definitions with consistency rules that do not involve days.
const RULED: [(&str, usize); 8] = [
    ("consistency rules apply", 1500),
    ("contradictory", 100),
    ("consistency rules spare a question", 50),
    ("decided only by completions", 300),
    ("decided by several answers", 100),
    ("met", 1000),
    ("open", 1000),
    ("not_eligible", 300),
];
