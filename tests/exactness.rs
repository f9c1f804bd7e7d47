//! Everything that the engine tells is exact: the same as by looking at every completion of what is unknown, for tiny
//! random definitions and random answers.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

mod support;

use support::exact::compare::{Seen, differences};
use support::random::Random;
use support::tiny::Tiny;
use support::tiny::answers::person;
use support::tiny::rules::Theme;
use support::tiny::shrink::shrunk;

/// People per definition.
const PEOPLE: usize = 20;

/// What must be seen at least so often, or the comparison says little.
type Floors<'a> = &'a [(&'a str, usize)];

/// Compares people of so many definitions.
fn hold(theme: Theme, seeds: std::ops::Range<u64>, floors: Floors<'_>) {
    let mut seen = Seen::new();
    for seed in seeds {
        let mut random = Random::new(seed);
        let tiny = Tiny::draw(&mut random, theme);
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
    let dull: Vec<_> = floors.iter().filter(|(what, least)| count(what) < *least).collect();
    assert!(dull.is_empty(), "seldom seen: {dull:?} in {seen:#?}");
    let bounded = count("a search met its bound");
    assert!(bounded * 1000 < count("compared"), "{bounded} searches met their bound: {seen:#?}");
    let skipped = count("given up") + count("relevance not looked at");
    assert!(skipped * 100 < count("compared"), "{skipped} parts were too large to compare: {seen:#?}");
}

/// What is seen whatever the rules are about.
const EVERYWHERE: [(&str, usize); 12] = [
    ("decided only by completions", 100),
    ("met", 500),
    ("open", 500),
    ("incomplete", 100),
    ("potentially_eligible", 100),
    ("not_eligible", 100),
    ("ruled out by several criteria together", 10),
    ("spares a question", 100),
    ("spares all questions though something is open", 5),
    ("settled by nothing", 20),
    ("settled by one answer", 100),
    ("settled by several answers", 20),
];

#[test]
fn logic() {
    hold(Theme::Logic, 1000..1250, &EVERYWHERE);
}

#[test]
fn amounts() {
    hold(Theme::Amounts, 2000..2250, &EVERYWHERE);
}

#[test]
fn dates() {
    hold(Theme::Dates, 3000..3250, &EVERYWHERE);
    hold(
        Theme::Dates,
        3250..3500,
        &[("not_yet", 100), ("not_yet by several criteria together", 5), ("valid_until", 100)],
    );
}

#[test]
fn scores() {
    hold(Theme::Scores, 4000..4250, &EVERYWHERE);
}

#[test]
fn all_at_once() {
    hold(Theme::All, 5000..5250, &EVERYWHERE);
}
