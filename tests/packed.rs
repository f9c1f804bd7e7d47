//! A trial that travelled as bytes is the same trial, and damaged bytes are refused or harmless. So are its words.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

mod support;

use prescreener::document::Document;
use prescreener::texts::{self, Part, Texts};
use prescreener::trial::Trial;
use support::load::{CATALOGUES, IIMPACT, json, text, trial};
use support::people::{eligible, stranger};
use support::random::Random;

#[test]
fn the_trial_from_bytes_gives_the_same_results() {
    let original = trial(IIMPACT);
    let unpacked = Trial::unpack(&original.pack()).unwrap();
    assert_eq!(unpacked.pack(), original.pack());
    for changes in [
        "",
        "date_of_birth=2008-12-24",
        "steroids=[deflazacort]; steroid_dose.deflazacort=6.5",
        "lvef=29",
        "heliotrope=null",
    ] {
        for (before, after) in [(eligible(&original), eligible(&unpacked)), (stranger(&original), stranger(&unpacked))]
        {
            assert_eq!(
                before.with(changes).result().to_string(),
                after.with(changes).result().to_string(),
                "{changes}"
            );
        }
    }
}

#[test]
fn bytes_of_another_kind_or_cut_short_are_refused() {
    let bytes = trial(IIMPACT).pack();
    assert!(Trial::unpack(b"").is_err());
    assert!(Trial::unpack(b"{\"schema\": \"prescreener/trial/1\"}").is_err());
    let mut other = bytes.clone();
    other[12] ^= 1;
    assert!(Trial::unpack(&other).is_err(), "another kind");
    for length in (0..bytes.len()).step_by(97) {
        assert!(Trial::unpack(&bytes[..length]).is_err(), "cut to {length} of {} bytes", bytes.len());
    }
}

#[test]
fn damaged_bytes_never_bring_the_engine_down() {
    let bytes = trial(IIMPACT).pack();
    let mut random = Random::new(61);
    let mut refused = 0;
    for _ in 0..1_500 {
        let mut damaged = bytes.clone();
        for _ in 0..1 + random.below(4) {
            let place = random.below(damaged.len());
            damaged[place] = random.below(256) as u8;
        }
        match Trial::unpack(&damaged) {
            Err(_) => refused += 1,
            // What can still be read can be assessed, whatever comes of it.
            Ok(trial) => drop(stranger(&trial).assess()),
        }
    }
    assert!(refused > 100, "only {refused} were refused");
}

#[test]
fn the_words_come_in_two_parts_of_one_trial() {
    let catalogues = CATALOGUES
        .map(|folder| Document { path: folder.to_owned(), content: json(&text(&format!("{folder}/en.json"))) });
    let all = texts::read(&catalogues).unwrap();
    let [first, second] = [Part::Questions, Part::Result].map(|part| all.pack(part, "sha256:1"));
    let mut loaded = Texts::default();
    loaded.add(&first, Part::Questions, "sha256:1").unwrap();
    assert!(!loaded.complete());
    // What a question or the check screen says, and what only the result says.
    for (key, early) in [
        ("question.date_of_birth", true),
        ("option.steroids.prednisone", true),
        ("check.left_out.lead", true),
        ("trial.next", true),
        ("question.heliotrope.short", false),
        ("option.steroids.prednisone.names", false),
        ("criterion.I05a.confirm", false),
        ("verdict.not_yet.heading", false),
    ] {
        assert!(all.find(key).is_some(), "{key}");
        assert_eq!(loaded.find(key), all.find(key).filter(|_| early), "{key}");
    }
    for (file, part, digest) in [
        (second.as_str(), Part::Result, "sha256:2"),
        (second.as_str(), Part::Questions, "sha256:1"),
        (second.trim_end(), Part::Result, "sha256:1"),
        (second.split_at(second.len() / 2).0, Part::Result, "sha256:1"),
        ("", Part::Result, "sha256:1"),
    ] {
        assert!(loaded.add(file, part, digest).is_err());
    }
    assert!(!loaded.complete());
    for _ in 0..2 {
        loaded.add(&second, Part::Result, "sha256:1").unwrap();
        assert!(loaded.complete());
        assert_eq!(loaded.pack(Part::Result, "sha256:1"), second);
        assert_eq!(loaded.pack(Part::Questions, "sha256:1"), first);
    }
}
