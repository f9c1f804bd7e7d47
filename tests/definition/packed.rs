//! Packing and unpacking preserves a trial and its messages, and damaged bytes are rejected or harmless.

use crate::support;
use crate::support::load::{CATALOGUES, IIMPACT, json, text, trial};
use crate::support::people::{eligible, stranger};
use crate::support::random::Random;
use prescreener::diagnostics::Document;
use prescreener::texts::{self, Part, Texts};
use prescreener::trial::Trial;

#[test]
fn an_unpacked_trial_computes_the_same_results() {
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
fn bytes_of_another_kind_are_rejected() {
    let bytes = trial(IIMPACT).pack();
    assert!(Trial::unpack(b"").is_err());
    assert!(Trial::unpack(b"{\"schema\": \"prescreener/trial/1\"}").is_err());
    let mut other = bytes.clone();
    other[12] ^= 1;
    let error = Trial::unpack(&other).unwrap_err().to_string();
    assert!(error.contains("is not a trial compiled for version"), "{error}");
}

const NONE: [usize; 0] = [];

/// Returns the positions at which damaged bytes are accepted. Runs on all cores.
fn accepted(positions: usize, accept: impl Fn(usize) -> bool + Sync) -> Vec<usize> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..cores)
            .map(|core| {
                let accept = &accept;
                scope.spawn(move || {
                    (core..positions).step_by(cores).filter(|position| accept(*position)).collect::<Vec<_>>()
                })
            })
            .collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    })
}

/// Bytes that unpack are those that were packed: flipped bits, bursts of 32 bits, cuts and additions are all detected.
#[test]
fn every_damage_to_a_trial_is_rejected() {
    let bytes = trial(IIMPACT).pack();
    let flipped = |bit: usize| {
        let mut damaged = bytes.clone();
        damaged[bit / 8] ^= 1 << (bit % 8);
        Trial::unpack(&damaged).is_ok()
    };
    assert_eq!(accepted(bytes.len() * 8, flipped), NONE, "flipped bits");
    assert_eq!(accepted(bytes.len(), |length| Trial::unpack(&bytes[..length]).is_ok()), NONE, "cut");
    let mut random = Random::new(7);
    let bursts: Vec<(usize, u32)> =
        (0..2_000).map(|_| (random.below(bytes.len() * 8 - 32), 1 | (random.below(1 << 31) as u32) << 1)).collect();
    let burst = |number: usize| {
        let mut damaged = bytes.clone();
        let (start, pattern) = bursts[number];
        for bit in (0..32).filter(|bit| pattern >> bit & 1 == 1) {
            damaged[(start + bit) / 8] ^= 1 << ((start + bit) % 8);
        }
        Trial::unpack(&damaged).is_ok()
    };
    assert_eq!(accepted(bursts.len(), burst), NONE, "bursts");
    for more in [&b"\0"[..], b"\n", &bytes] {
        assert!(Trial::unpack(&[&bytes, more].concat()).is_err(), "{} bytes added", more.len());
    }
    let mut damaged = bytes;
    damaged[100] ^= 1;
    let error = Trial::unpack(&damaged).unwrap_err().to_string();
    assert!(error.contains("is damaged") && error.contains("checksum"), "{error}");
}

/// The digest of another definition is detected, because the checksum covers the digest too.
#[test]
fn no_trial_can_claim_the_digest_of_another_by_accident() {
    let (one, other) = (trial(IIMPACT), trial("tests/data/definitions/allotment/trial.json"));
    let (mine, its) = (one.digest.as_bytes(), other.digest.as_bytes());
    let mut bytes = other.pack();
    let position = bytes.windows(its.len()).position(|window| window == its).unwrap();
    bytes[position..position + its.len()].copy_from_slice(mine);
    assert!(Trial::unpack(&bytes).is_err());
}

/// Bytes that are damaged on purpose, with a matching checksum, are rejected or harmless.
#[test]
fn damaged_bytes_cause_no_panic() {
    let whole = trial(IIMPACT).pack();
    let mut random = Random::new(61);
    let mut refused = 0;
    for _ in 0..1_500 {
        let mut damaged = whole[..whole.len() - 4].to_vec();
        for _ in 0..1 + random.below(4) {
            let position = random.below(damaged.len());
            damaged[position] = random.below(256) as u8;
        }
        let sum = crc::Crc::<u32>::new(&crc::CRC_32_ISO_HDLC).checksum(&damaged);
        damaged.extend(sum.to_le_bytes());
        match Trial::unpack(&damaged) {
            Err(_) => refused += 1,
            // A trial that can still be read can be assessed, with any result.
            Ok(trial) => drop(stranger(&trial).assess()),
        }
    }
    assert!((100..1_400).contains(&refused), "{refused} were refused");
}

/// One wrong letter can reverse a question, so messages are protected like rules.
#[test]
fn every_damage_to_messages_is_rejected() {
    let digest = "sha256:1";
    for part in [Part::Questions, Part::Result, Part::Referral] {
        let file = support::load::texts("en").pack(part, digest);
        let bytes = file.as_bytes();
        // Decoded as in a page, with a replacement character for invalid bytes.
        let add = |bytes: &[u8]| Texts::default().add(&String::from_utf8_lossy(bytes), part, digest).is_ok();
        assert!(add(bytes));
        let flipped = |position: usize| {
            let mut damaged = bytes.to_vec();
            damaged[position] ^= 1 << (position % 8);
            add(&damaged)
        };
        assert_eq!(accepted(bytes.len(), flipped), NONE, "flipped bits");
        assert_eq!(accepted(bytes.len(), |length| add(&bytes[..length])), NONE, "cut");
        assert!(!add(&[bytes, b"\n"].concat()) && !add(&[bytes, bytes].concat()));
        let error = Texts::default().add(&file.replacen("the", "teh", 1), part, digest).unwrap_err().to_string();
        assert!(error.contains("damaged"), "{error}");
    }
}

#[test]
fn the_messages_of_a_trial_have_two_parts() {
    let catalogues = CATALOGUES
        .map(|folder| Document { path: folder.to_owned(), content: json(&text(&format!("{folder}/en.json"))) });
    let all = texts::read(&catalogues).unwrap();
    let [first, second] = [Part::Questions, Part::Result].map(|part| all.pack(part, "sha256:1"));
    let mut loaded = Texts::default();
    loaded.add(&first, Part::Questions, "sha256:1").unwrap();
    assert!(!loaded.complete());
    // The messages of questions and the check screen, and those only of the result.
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
