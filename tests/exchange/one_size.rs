//! A sealed referral has one length for everybody: the law in `src/referral/compact.rs`.

use std::collections::BTreeSet;

use crate::support::case::{Case, day};
use crate::support::load::{IIMPACT, definition, json, texts, trial};
use crate::support::naive::Naive;
use crate::support::people::{TODAY, eligible, stranger};
use crate::support::people_at_random::Edges;
use crate::support::random::Random;
use crate::support::tiny::{Tiny, answers, rules::Theme};
use prescreener::json::Json;
use prescreener::referral::qr;
use prescreener::referral::sealing::{Entropy, PrivateKey, generate, key_of, open, seal, seal_padded};
use prescreener::referral::{HandOff, Handed, Receiver, compact, complete, expand, read, referral, short, size};
use prescreener::texts::Texts;
use prescreener::trial::{Audience, Policy, QuestionKind, Share, Trial};

const ID: &str = "0b6f0a6e-3c6e-4a7e-9d5c-2f1f0a9f7c11";
/// As long an address as sites have.
const ADDRESS: &str = "https://recruitment.university-hospital.example/studies/myositis/receive.html";
const PEOPLE: usize = 80;

fn site() -> (PrivateKey, Receiver) {
    let (private, public) = generate(Entropy::from([7; 32]));
    (private, Receiver { key: Some(public), address: ADDRESS.to_owned(), ..Receiver::default() })
}

fn handed(trial: &Trial, words: &Texts, result: Json, share: Share) -> Handed {
    let mut way = HandOff::new(trial.clone(), words.clone(), result, ID, site().1, None).unwrap();
    way.choose(Some(share.id()));
    way.agree(Entropy::from([9; 32])).unwrap().clone()
}

/// Somebody who answered some questions, more or less exactly, and says of some where the answer comes from.
fn somebody<'a>(random: &mut Random, trial: &'a Trial, edges: &Edges) -> Case<'a> {
    let mut case = Case::new(trial, day(TODAY));
    case.audience = if random.percent(50) { Audience::Participant } else { Audience::Clinic };
    let known = *random.pick(&[0, 20, 60, 90, 100]);
    let told = random.percent(50);
    for (key, question) in trial.keys().filter(|(key, _)| !key.ends_with(".none")) {
        let exact = edges.exact(random, question, case.on);
        if random.percent(known)
            && let Some(said) = edges.blur(random, question, &exact)
        {
            case.answers.insert(key.to_owned(), said);
            if told {
                case.from.insert(key.to_owned(), *random.pick(&["person", "record", "examined"]));
            }
        }
    }
    if random.percent(30) {
        let joins = case.on.plus_days(14);
        case = case.fix("enrollment", joins);
    }
    case
}

/// The most that can be said: every question answered in its longest form, each with where that comes from.
fn everything(trial: &Trial) -> Case<'_> {
    let mut case = Case::new(trial, day(TODAY)).fix("enrollment", day("2026-12-06"));
    for (key, question) in trial.keys() {
        let text = |text: &str| Json::Text(text.to_owned());
        let said = match &question.kind {
            QuestionKind::YesNo => Json::object([("declined", Json::Bool(true))]),
            QuestionKind::One { options } => text(options.iter().max_by_key(|option| option.len()).unwrap()),
            QuestionKind::Several { options, exclusive } => Json::texts(
                options.iter().enumerate().filter(|(at, _)| exclusive >> at & 1 == 0).map(|(_, option)| option),
            ),
            QuestionKind::Number { least, most, .. } => {
                Json::object([("min", Json::Number(*least)), ("max", Json::Number(*most))])
            }
            QuestionKind::Date { .. } => text("2026-11-21"),
        };
        case.answers.insert(key.to_owned(), said);
        case.from.insert(key.to_owned(), "examined");
    }
    case
}

/// Anybody may hand on anything, so that no answer is left out here.
fn open_to_all() -> Trial {
    let policy = Policy { most: Share::Answers, not_eligible: true, ..Policy::default() };
    let mut trial = trial(IIMPACT);
    trial.referral = Some(policy);
    trial
}

#[test]
fn nobody_is_longer_or_shorter_than_anybody_else() {
    let trial = open_to_all();
    let edges = Edges::of(&Naive::new(definition(IIMPACT)));
    let mut random = Random::new(14);
    let mut people: Vec<Case<'_>> = (0..PEOPLE).map(|_| somebody(&mut random, &trial, &edges)).collect();
    people.extend([eligible(&trial), stranger(&trial), everything(&trial)]);
    let verdicts: BTreeSet<String> = people.iter().map(Case::verdict).collect();
    assert!(verdicts.len() > 2, "people too much alike prove nothing: {verdicts:?}");
    let (private, _) = site();
    let words = texts("en");
    for share in Share::ALL {
        let mut lengths = BTreeSet::new();
        for (place, case) in people.iter().enumerate() {
            let result = case.result();
            let agreed = referral(&trial, &result, share, ID).unwrap();
            let packed = compact(&trial, &agreed).unwrap_or_else(|| panic!("{share:?}: {}", case.json()));
            assert!(packed.to_string().len() + 5 <= size(&trial, share), "{share:?} is longer than the law: {packed}");
            assert_eq!(expand(&trial, &packed), short(&agreed), "{share:?}");
            let sealed = handed(&trial, &words, result, share);
            lengths.insert((sealed.sealed.as_ref().unwrap().len(), sealed.letters.len()));
            // Opening takes a while, and is the same for all.
            if place % 20 == 0 || place >= PEOPLE {
                let opened = json(&read(&sealed.letters).unwrap().text(Some(&private)).unwrap());
                assert_eq!(complete(&trial, &opened), agreed, "{share:?}");
            }
        }
        assert_eq!(lengths.len(), 1, "{share:?}: {lengths:?}");
    }
}

/// What is told of a law that nothing comes near to is worth little: the longest are a few letters below it.
#[test]
fn the_law_is_tight_and_the_code_is_small() {
    let trial = open_to_all();
    let report = Share::ALL.map(|share| {
        let all = everything(&trial);
        let agreed = referral(&trial, &all.result(), share, ID).unwrap();
        let text = compact(&trial, &agreed).unwrap().to_string();
        // Another verdict, the day that goes with *not yet*, and a language of 35 letters.
        assert!(size(&trial, share) - 5 - text.len() < 80, "{share:?}: {} of {}", text.len(), size(&trial, share));
        let sealed = handed(&trial, &texts("en"), all.result(), share);
        let side = qr::modules(&sealed.letters).unwrap().len().isqrt();
        (share.id(), short(&agreed).to_string().len(), size(&trial, share), sealed.sealed.unwrap().len(), side)
    });
    // Share, the text as JSON where everything is answered, the law's size, sealed letters, modules of the code behind that address.
    insta::assert_debug_snapshot!(report);
}

#[test]
fn random_definitions_keep_the_law() {
    let mut random = Random::new(41);
    let themes = [Theme::Logic, Theme::Amounts, Theme::Dates, Theme::Scores, Theme::All];
    for round in 0..60 {
        let mut tiny = Tiny::draw(&mut random, themes[round % themes.len()], round % 3 == 0);
        tiny.trial.referral = Some(Policy { most: Share::Answers, not_eligible: true, ..Policy::default() });
        for share in Share::ALL {
            for _ in 0..5 {
                let case = answers::person(&mut random, &tiny);
                let agreed = referral(&tiny.trial, &case.result(), share, ID).unwrap();
                let packed = compact(&tiny.trial, &agreed).unwrap_or_else(|| panic!("{}", tiny.shown(&case)));
                assert!(packed.to_string().len() + 5 <= size(&tiny.trial, share), "{}", tiny.shown(&case));
                assert_eq!(expand(&tiny.trial, &packed), short(&agreed));
            }
        }
    }
}

#[test]
fn what_was_sealed_without_filling_up_opens_too() {
    let (private, to) = site();
    let trial = trial(IIMPACT);
    let agreed = referral(&trial, &eligible(&trial).result(), Share::Answers, ID).unwrap();
    let text = short(&agreed).to_string();
    let old = seal(to.key.as_ref().unwrap(), text.as_bytes(), Entropy::from([3; 32])).unwrap();
    let opened = json(std::str::from_utf8(&open(&private, &old).unwrap()).unwrap());
    assert_eq!(complete(&trial, &opened), agreed);
}

#[test]
fn texts_are_filled_up_to_the_size_or_a_multiple_of_it() {
    let (private, to) = site();
    let key = to.key.unwrap();
    let noise: String =
        (0..600_u32).map(|at| char::from(33 + (at.wrapping_mul(2_654_435_761) >> 25) as u8 % 90)).collect();
    for (text, size, sealed) in [
        ("", 100, 100),
        (&"a".repeat(5_000), 100, 100),
        // What cannot be compressed costs five bytes.
        (noise.get(..95).unwrap(), 100, 100),
        (noise.get(..600).unwrap(), 100, 700),
    ] {
        let bytes = seal_padded(&key, text.as_bytes(), size, Entropy::from([3; 32])).unwrap();
        assert!(
            bytes.len() - 59 <= sealed && (bytes.len() - 59).is_multiple_of(size),
            "{} for {sealed}",
            bytes.len() - 59
        );
        assert_eq!(open(&private, &bytes).unwrap(), text.as_bytes());
        assert_eq!(key_of(&bytes).unwrap(), key.id());
    }
}

/// What would not come back the same is handed on as it is, and what is damaged stays as it came.
#[test]
fn what_has_no_place_in_the_bits_is_left_alone() {
    let trial = trial(IIMPACT);
    let agreed = referral(&trial, &eligible(&trial).result(), Share::Answers, ID).unwrap();
    let packed = compact(&trial, &agreed).unwrap();
    let Json::Object(mut entries) = agreed.clone() else { panic!() };
    let Json::Object(result) = &mut entries[3].1 else { panic!() };
    let answers = result.iter_mut().find(|(key, _)| key == "answers").unwrap();
    answers.1 = Json::object([("unheard_of", Json::Bool(true))]);
    assert_eq!(compact(&trial, &Json::Object(entries)), None);
    let text = packed.to_string();
    for damaged in [text.replace("\"packed\":\"", "\"packed\":\"!"), text.replace("\"packed\"", "\"backed\"")] {
        assert_eq!(expand(&trial, &json(&damaged)), json(&damaged));
    }
    assert_eq!(expand(&trial, &agreed), agreed);
}
