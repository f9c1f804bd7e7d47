//! A trial that travelled as bytes is the same trial, and damaged bytes are refused or harmless. So are its words.

use crate::support;
use crate::support::load::{CATALOGUES, IIMPACT, json, text, trial};
use crate::support::people::{eligible, stranger};
use crate::support::random::Random;
use prescreener::diagnostics::Document;
use prescreener::texts::{self, Part, Texts};
use prescreener::trial::Trial;

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
fn bytes_of_another_kind_are_refused() {
    let bytes = trial(IIMPACT).pack();
    assert!(Trial::unpack(b"").is_err());
    assert!(Trial::unpack(b"{\"schema\": \"prescreener/trial/1\"}").is_err());
    let mut other = bytes.clone();
    other[12] ^= 1;
    let told = Trial::unpack(&other).unwrap_err().to_string();
    assert!(told.contains("is not a trial compiled for version"), "{told}");
}

const NONE: [usize; 0] = [];

/// Runs on all cores; gives the places at which something was taken.
fn taken(places: usize, take: impl Fn(usize) -> bool + Sync) -> Vec<usize> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..cores)
            .map(|core| {
                let take = &take;
                scope.spawn(move || (core..places).step_by(cores).filter(|place| take(*place)).collect::<Vec<_>>())
            })
            .collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    })
}

/// Whatever a digest stands in front of is what was packed with it: no flipped bit, no burst of 32 bits, no cut and nothing
/// added comes through.
#[test]
fn every_damage_to_a_trial_is_refused() {
    let bytes = trial(IIMPACT).pack();
    let flipped = |bit: usize| {
        let mut damaged = bytes.clone();
        damaged[bit / 8] ^= 1 << (bit % 8);
        Trial::unpack(&damaged).is_ok()
    };
    assert_eq!(taken(bytes.len() * 8, flipped), NONE, "flipped bits");
    assert_eq!(taken(bytes.len(), |length| Trial::unpack(&bytes[..length]).is_ok()), NONE, "cut");
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
    assert_eq!(taken(bursts.len(), burst), NONE, "bursts");
    for more in [&b"\0"[..], b"\n", &bytes] {
        assert!(Trial::unpack(&[&bytes, more].concat()).is_err(), "{} bytes added", more.len());
    }
    let mut damaged = bytes;
    damaged[100] ^= 1;
    let told = Trial::unpack(&damaged).unwrap_err().to_string();
    assert!(told.contains("is damaged") && told.contains("checksum"), "{told}");
}

/// A digest that stands in another definition's bytes is found out: it is under the checksum with all else.
#[test]
fn no_trial_can_claim_the_digest_of_another_by_accident() {
    let (one, other) = (trial(IIMPACT), trial("tests/data/definitions/allotment/trial.json"));
    let (mine, its) = (one.digest.as_bytes(), other.digest.as_bytes());
    let mut bytes = other.pack();
    let place = bytes.windows(its.len()).position(|window| window == its).unwrap();
    bytes[place..place + its.len()].copy_from_slice(mine);
    assert!(Trial::unpack(&bytes).is_err());
}

/// Bytes that somebody damaged on purpose, with a checksum that fits, are refused or harmless.
#[test]
fn damaged_bytes_never_bring_the_engine_down() {
    let whole = trial(IIMPACT).pack();
    let mut random = Random::new(61);
    let mut refused = 0;
    for _ in 0..1_500 {
        let mut damaged = whole[..whole.len() - 4].to_vec();
        for _ in 0..1 + random.below(4) {
            let place = random.below(damaged.len());
            damaged[place] = random.below(256) as u8;
        }
        let sum = crc::Crc::<u32>::new(&crc::CRC_32_ISO_HDLC).checksum(&damaged);
        damaged.extend(sum.to_le_bytes());
        match Trial::unpack(&damaged) {
            Err(_) => refused += 1,
            // What can still be read can be assessed, whatever comes of it.
            Ok(trial) => drop(stranger(&trial).assess()),
        }
    }
    assert!((100..1_400).contains(&refused), "{refused} were refused");
}

/// One wrong letter can turn a question round: words are as whole as rules.
#[test]
fn every_damage_to_words_is_refused() {
    let digest = "sha256:1";
    for part in [Part::Questions, Part::Result, Part::Referral] {
        let file = support::load::texts("en").pack(part, digest);
        let bytes = file.as_bytes();
        // As a page decodes it, with a sign in the place of what is no letter.
        let add = |bytes: &[u8]| Texts::default().add(&String::from_utf8_lossy(bytes), part, digest).is_ok();
        assert!(add(bytes));
        let flipped = |place: usize| {
            let mut damaged = bytes.to_vec();
            damaged[place] ^= 1 << (place % 8);
            add(&damaged)
        };
        assert_eq!(taken(bytes.len(), flipped), NONE, "flipped bits");
        assert_eq!(taken(bytes.len(), |length| add(&bytes[..length])), NONE, "cut");
        assert!(!add(&[bytes, b"\n"].concat()) && !add(&[bytes, bytes].concat()));
        let told = Texts::default().add(&file.replacen("the", "teh", 1), part, digest).unwrap_err().to_string();
        assert!(told.contains("damaged"), "{told}");
    }
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
