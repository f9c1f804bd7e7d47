//! A trial that travelled as bytes is the same trial, and damaged bytes are refused or harmless.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

mod support;

use prescreener::trial::Trial;
use support::load::{IIMPACT, trial};
use support::people::{eligible, stranger};
use support::random::Random;

#[test]
fn the_trial_from_bytes_gives_the_same_results() {
    let original = trial(IIMPACT);
    let unpacked = Trial::unpack(&original.pack().unwrap()).unwrap();
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
    let bytes = trial(IIMPACT).pack().unwrap();
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
    let bytes = trial(IIMPACT).pack().unwrap();
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
