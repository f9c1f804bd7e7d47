//! Handing a result on: nothing before a look at exactly that and a yes; what is shown is what leaves.

use crate::support::case::Case;
use crate::support::load::{IIMPACT, json, texts, trial};
use crate::support::people::{eligible, stranger};
use prescreener::interview::{Disclosure, Section};
use prescreener::json::Json;
use prescreener::json::visible::hides;
use prescreener::referral::qr;
use prescreener::referral::sealing::{Entropy, PrivateKey, Unopened, generate};
use prescreener::referral::{Before, Carried, HandOff, Handed, News, Receiver, complete, describe, read, referral};
use prescreener::texts::Texts;
use prescreener::trial::{Policy, Share, Trial, is_receiver};

const ID: &str = "0b6f0a6e-3c6e-4a7e-9d5c-2f1f0a9f7c11";
/// As long an address as sites have.
const ADDRESS: &str = "https://recruitment.university-hospital.example/studies/myositis/receive.html";

fn entropy(byte: u8) -> Entropy {
    Entropy::from([byte; 32])
}

fn begun(trial: &Trial, result: &Json, to: Receiver) -> Option<HandOff> {
    HandOff::new(trial.clone(), texts("en"), result.clone(), ID, to, None)
}

fn sealed_for() -> (PrivateKey, Receiver) {
    let (private, public) = generate(entropy(7));
    let (address, page) = (ADDRESS.to_owned(), "clinic.example".to_owned());
    (private, Receiver { key: Some(public), address, page, ..Receiver::default() })
}

fn handed(trial: &Trial, person: &Case<'_>, share: Share, to: Receiver) -> Handed {
    let mut way = begun(trial, &person.result(), to).unwrap();
    way.choose(Some(share.id()));
    way.agree(entropy(9)).unwrap().clone()
}

fn told(sections: &[Section]) -> String {
    let mut told = String::new();
    for section in sections {
        told += &format!("# {}\n", section.heading);
        for item in &section.items {
            told += &format!("- {}\n", item.title);
            told.extend(item.text.iter().map(|text| format!("    {text}\n")));
        }
    }
    told
}

/// The one who receives it opens exactly what was agreed to, whichever way it came.
#[test]
fn what_leaves_is_what_was_agreed_to() {
    let trial = trial(IIMPACT);
    let (private, to) = sealed_for();
    for person in [eligible(&trial), stranger(&trial)] {
        for share in Share::ALL {
            let agreed = referral(&trial, &person.result(), share, ID).unwrap();
            let plain = handed(&trial, &person, share, Receiver { key: None, ..to.clone() });
            assert_eq!(plain.link, None, "no address holds what anyone can read");
            assert!(plain.letters.starts_with("#referral="), "{}", plain.letters);
            assert_eq!((plain.id.as_str(), plain.shares, &plain.sealed), (ID, share.id(), &None));
            assert_eq!(json(plain.referral.as_deref().unwrap()), agreed);
            let carried = json(&read(&plain.letters).unwrap().text(None).unwrap());
            assert_eq!(complete(&trial, &carried), agreed);
            assert_eq!(carried == agreed, share != Share::Answers, "letters leave out what follows from the answers");

            let sealed = handed(&trial, &person, share, to.clone());
            assert_eq!(sealed.referral, None, "nobody on the way may read it");
            assert_eq!(sealed.link.as_ref(), Some(&sealed.letters));
            assert!(sealed.letters.starts_with(&format!("{ADDRESS}#sealed=")), "{}", sealed.letters);
            for letters in [&sealed.letters, sealed.sealed.as_ref().unwrap()] {
                let opened = json(&read(letters).unwrap().text(Some(&private)).unwrap());
                assert_eq!(complete(&trial, &opened), agreed);
            }
        }
    }
}

#[test]
fn nothing_leaves_before_a_look_and_a_yes() {
    let trial = trial(IIMPACT);
    let mut way = begun(&trial, &eligible(&trial).result(), Receiver::default()).unwrap();
    assert_eq!((way.at(), way.handed()), ("choose", None));
    assert_eq!(way.agree(entropy(1)), None, "nothing was looked at");
    for none in [None, Some(""), Some("everything")] {
        way.choose(none);
        assert!(way.stopped() && way.at() == "choose");
        assert!(way.screen().choices.unwrap().problem.is_some());
    }
    way.choose(Some("verdict"));
    assert_eq!((way.at(), way.stopped(), way.handed()), ("preview", false, None));
    assert!(way.back());
    let choices = way.screen().choices.unwrap().choices;
    let chosen: Vec<&str> = choices.iter().filter(|choice| choice.chosen).map(|choice| choice.id.as_str()).collect();
    assert_eq!((way.at(), chosen), ("choose", vec!["verdict"]));
    assert!(!way.back(), "from there on it goes to the result");
    way.choose(Some("open"));
    way.agree(entropy(1)).unwrap();
    assert_eq!(way.at(), "ready");
    assert_eq!(way.agree(entropy(2)), None, "it was agreed to once");
    way.choose(Some("answers"));
    assert_eq!(way.handed().unwrap().shares, "open", "and nothing more is added to it");
    assert!(!way.back());
}

#[test]
fn where_nobody_took_it_the_ways_come_first() {
    let trial = trial(IIMPACT);
    let (_, to) = sealed_for();
    let mut way = begun(&trial, &eligible(&trial).result(), to).unwrap();
    way.choose(Some("verdict"));
    way.agree(entropy(1)).unwrap();
    let ways = |way: &HandOff| way.screen().ways.iter().map(|way| way.id).collect::<Vec<_>>();
    let heard = |is: &str| {
        let mut way = way.clone();
        way.hear(News { is: is.to_owned(), number: "500".to_owned() });
        assert_eq!(ways(&way), ["file", "paper", "copy"]);
        let screen = way.screen();
        (screen.heading, screen.lead[0].clone(), screen.ways_first, way.live())
    };
    assert!(!way.screen().ways_first && !way.screen().lead[0].contains("did not say"));
    let (heading, lead, first, live) = heard("untaken");
    assert!(lead.contains("This page did not say that it took it") && first && live.is_empty(), "{heading} {live}");
    // Where nobody takes anything, there is no page that could have said so.
    let (_, lead, first, live) = heard("nobody");
    assert!(!lead.contains("page") && first && live.is_empty(), "{lead}");
    for is in ["refused", "failed"] {
        let (heading, lead, first, live) = heard(is);
        assert_eq!(heading, "Handing it on did not work");
        assert!(first && !lead.contains("also") && live.contains("could not be handed on"), "{lead} {live}");
    }
    for (is, wanted) in [
        ("waiting", "It is being handed on"),
        ("late", "It is being handed on"),
        ("taken", "It is handed on"),
        ("kept", "It is kept for the study team"),
        ("queued", "It is kept for the study team"),
    ] {
        let (heading, _, first, live) = heard(is);
        assert_eq!((heading.as_str(), first), (wanted, false), "{is}: {live}");
    }
}

/// The same result again, or a part of what was handed on, is no other referral; more of it is.
#[test]
fn the_same_again_keeps_its_number() {
    let trial = trial(IIMPACT);
    let result = eligible(&trial).result();
    let earlier = "7c1c7bd0-5f0e-4d2f-8f43-0d6f6b6f2a11";
    let news = News { is: "refused".to_owned(), number: "500".to_owned() };
    let before = Before { id: earlier.to_owned(), shares: Share::Open, news };
    assert_eq!(Before::read(&before.json()), Some(before.clone()));
    for (share, number) in [(Share::Verdict, earlier), (Share::Open, earlier), (Share::Answers, ID)] {
        let to = Receiver::default();
        let mut way = HandOff::new(trial.clone(), texts("en"), result.clone(), ID, to, Some(before.clone())).unwrap();
        let told = "You agreed to hand this on (number 7c1c7bd0-5f0e-4d2f-8f43-0d6f6b6f2a11). It could not be handed on \
            this way: the answer was an error (500).";
        assert_eq!(way.screen().lead[0], told);
        way.hear_of_before(earlier, News { is: "taken".to_owned(), number: String::new() });
        assert!(way.screen().lead[0].starts_with("You handed this on"), "{}", way.screen().lead[0]);
        way.choose(Some(share.id()));
        assert!(way.screen().letters.unwrap().1.contains(number), "it is the one that was looked at");
        assert_eq!(way.agree(entropy(1)).unwrap().id, number);
    }
}

#[test]
fn the_policy_bounds_the_choice() {
    let offered = |most, not_eligible, changes: &str| {
        let mut trial = trial(IIMPACT);
        trial.referral = Some(Policy { most, not_eligible, ..Policy::default() });
        let way = begun(&trial, &eligible(&trial).with(changes).result(), Receiver::default());
        way.map(|mut way| {
            let ids =
                way.screen().choices.map(|all| all.choices.into_iter().map(|choice| choice.id).collect::<Vec<_>>());
            way.choose(Some("answers"));
            (ids.unwrap_or_default().join(" "), way.at())
        })
    };
    let ruled_out = "dmso_reaction=true";
    assert_eq!(offered(Share::Answers, false, ""), Some(("verdict open answers".to_owned(), "preview")));
    assert_eq!(offered(Share::Open, false, ""), Some(("verdict open".to_owned(), "choose")));
    assert_eq!(offered(Share::Verdict, false, ""), Some((String::new(), "preview")), "one choice is none");
    assert_eq!(offered(Share::Answers, false, ruled_out), None);
    assert_eq!(offered(Share::Verdict, true, ruled_out), Some((String::new(), "preview")));
}

/// Each part of a referral shows up in its words: change it, and they change.
#[test]
fn every_field_is_shown_in_words() {
    let trial = trial(IIMPACT);
    let person = eligible(&trial).with("heliotrope=null; muscle_biopsy=null");
    for (texts, share) in ["en", "es"].into_iter().map(texts).zip([Share::Answers, Share::Open]) {
        let whole = referral(&trial, &person.result(), share, ID).unwrap();
        let before = told(&describe(&trial, &texts, &whole));
        let mut places = Vec::new();
        leaves(&whole, &mut Vec::new(), &mut places);
        assert!(places.len() > 30, "{}", places.len());
        // What form it has, and how much it shares, are shown by the page around; whether it is exact, nobody can change.
        let shown = |place: &&Vec<String>| {
            !["schema", "shares", "result.schema", "result.exact"].contains(&place.join(".").as_str())
        };
        for place in places.iter().filter(shown) {
            let mut other = whole.clone();
            change(&mut other, place, "something else");
            assert_ne!(told(&describe(&trial, &texts, &other)), before, "{place:?} is not shown");
        }
    }
}

/// The places of all single values.
fn leaves(json: &Json, at: &mut Vec<String>, found: &mut Vec<Vec<String>>) {
    let below: Vec<(String, &Json)> = match json {
        Json::Object(entries) => entries.iter().map(|(key, value)| (key.clone(), value)).collect(),
        Json::List(items) => items.iter().enumerate().map(|(place, value)| (place.to_string(), value)).collect(),
        _ => return found.push(at.clone()),
    };
    for (key, value) in below {
        at.push(key);
        leaves(value, at, found);
        at.pop();
    }
}

fn change(json: &mut Json, place: &[String], text: &str) {
    let Some((key, rest)) = place.split_first() else {
        *json = Json::Text(text.to_owned());
        return;
    };
    match json {
        Json::Object(entries) => change(&mut entries.iter_mut().find(|(own, _)| own == key).unwrap().1, rest, text),
        Json::List(items) => change(&mut items[key.parse::<usize>().unwrap()], rest, text),
        other => panic!("{other}"),
    }
}

#[test]
fn a_referral_in_words() {
    let trial = trial(IIMPACT);
    let person = eligible(&trial).with("heliotrope=null");
    let shown = Share::ALL.map(|share| {
        let referral = referral(&trial, &person.result(), share, ID).unwrap();
        format!("== {}\n{}", share.id(), told(&describe(&trial, &texts("en"), &referral)))
    });
    insta::assert_snapshot!(shown.join("\n").replace(&trial.digest, "DIGEST"));
}

/// What is said of a criterion is true of it: of a rule that keeps people out, and where no answer is left that could settle it.
#[test]
fn each_criterion_is_told_as_it_stands() {
    let trial = trial(IIMPACT);
    let person = eligible(&trial).with("onset_age=10; dmso_reaction=false; can_attend_visits=true");
    let whole = referral(&trial, &person.result(), Share::Answers, ID).unwrap();
    let criteria = whole.get("result").unwrap().get("criteria").and_then(Json::as_list).unwrap();
    let sections = describe(&trial, &texts("en"), &whole);
    let items = &sections.iter().find(|section| section.id == "criteria").unwrap().items;
    let mut judged = Vec::new();
    for (one, item) in criteria.iter().zip(items) {
        let said = item.text.join(" ");
        let text = |key: &str| one.get(key).and_then(Json::as_text).unwrap();
        let open = one.get("open").and_then(Json::as_list).map(<[Json]>::is_empty);
        assert_eq!(said.contains("no answer can settle it"), open == Some(true), "{said}");
        assert!(!said.contains("Answers can settle it"), "{said}");
        if open == Some(true) {
            judged.push(text("id"));
        }
        if text("kind") == "exclusion" && open.is_none() {
            assert!(said.contains("the person out") && !said.contains("It fits"), "{said}");
        }
    }
    for id in ["A01", "E01", "E03"] {
        assert!(judged.contains(&id), "{id}: {judged:?}");
    }
    let language = sections[0].items.iter().find(|item| item.title == "Language of the questions").unwrap();
    assert_eq!(language.text, ["English"]);
}

#[test]
fn who_gets_it_is_said_before_the_yes() {
    let trial = trial(IIMPACT);
    let result = eligible(&trial).result();
    let (_, sealed) = sealed_for();
    let lead = |to: Receiver| {
        let mut way = begun(&trial, &result, to).unwrap();
        way.choose(Some("verdict"));
        way.screen().lead.join(" ")
    };
    let key = sealed.key.as_ref().unwrap().id().to_string();
    let told = lead(sealed.clone());
    assert!(told.contains("clinic.example") && told.contains(&key) && told.contains(ADDRESS), "{told}");
    assert!(told.contains("It is locked"), "{told}");
    let open = Receiver { key: None, ..sealed };
    let told = lead(Receiver { form: true, ..open.clone() });
    assert!(told.contains("form on this page (clinic.example)") && told.contains("It is not locked"), "{told}");
    // What the page knows already is not promised to wait.
    for (disclosure, known) in [
        (Disclosure::Verdict, "This page (clinic.example) knows your result already."),
        (Disclosure::Answers, "This page (clinic.example) knows your result and your answers already."),
    ] {
        let told = lead(Receiver { told: disclosure, ..open.clone() });
        assert!(told.contains(known) && !told.contains("this page gets it:"), "{told}");
    }
    // A tablet that passes nothing on promises no page, and names the ways that there are.
    for prints in [false, true] {
        let told = lead(Receiver { nobody: true, prints, ..open.clone() });
        assert!(!told.contains("this page") && told.contains("you see a code"), "{told}");
        assert_eq!(told.contains("You can print it"), prints, "{told}");
    }
}

/// Sealed, behind a long address, for people who were asked everything.
#[test]
fn codes_hold_a_referral_with_every_answer() {
    let trial = trial(IIMPACT);
    let (_, to) = sealed_for();
    for person in [eligible(&trial), stranger(&trial)] {
        for share in Share::ALL {
            for to in [to.clone(), Receiver::default()] {
                let link = handed(&trial, &person, share, to).letters;
                let modules = qr::modules(&link).unwrap_or_else(|| panic!("{} letters, {}", link.len(), share.id()));
                let side = modules.len().isqrt();
                assert!(side * side == modules.len() && side <= 145, "{side}");
            }
        }
    }
}

#[test]
fn letters_that_are_none_are_told() {
    let trial = trial(IIMPACT);
    let (private, to) = sealed_for();
    let sealed = handed(&trial, &eligible(&trial), Share::Open, to);
    let plain = handed(&trial, &eligible(&trial), Share::Open, Receiver::default());
    for (given, why) in [
        ("", Unopened::NotSealed),
        ("https://site.example/", Unopened::NotSealed),
        ("#sealed=", Unopened::NotSealed),
        ("#sealed=%20", Unopened::NotSealed),
        ("#referral=%20", Unopened::NotSealed),
        ("#referral=", Unopened::Damaged),
        (plain.letters.get(..plain.letters.len() - 20).unwrap(), Unopened::Damaged),
        (&format!("#sealed={}", "A".repeat(1_000_000)), Unopened::TooLarge),
        (&format!("#referral={}", "A".repeat(1_000_000)), Unopened::TooLarge),
        (&format!("{{{}", "x".repeat(1_000_000)), Unopened::TooLarge),
    ] {
        let short: String = given.chars().take(60).collect();
        assert_eq!(read(given), Err(why), "{short}");
    }
    let other = generate(entropy(8)).0;
    let carried = || read(&sealed.letters).unwrap();
    let id = private.public().id();
    assert_eq!(carried().text(None), Err(Unopened::OtherKey(id)));
    assert_eq!(carried().text(Some(&other)), Err(Unopened::OtherKey(id)));
    assert!(matches!(carried(), Carried::Sealed(_)));
    // Every byte is changed in `tests/exchange/sealing.rs`; these are letters.
    let letters = sealed.sealed.unwrap();
    for place in (0..letters.len()).step_by(29) {
        let mut changed = letters.clone().into_bytes();
        changed[place] = if changed[place] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(changed).unwrap();
        let opened = read(&changed).and_then(|carried| carried.text(Some(&private)));
        assert!(opened.is_err(), "letter {place} was changed and nobody saw it");
    }
}

/// In another language the same is handed on.
#[test]
fn the_language_can_change_on_the_way() {
    let trial = trial(IIMPACT);
    let mut way = begun(&trial, &eligible(&trial).result(), Receiver::default()).unwrap();
    way.choose(Some("open"));
    let english = way.screen();
    let spanish: Texts = texts("es");
    way.speak(spanish);
    let screen = way.screen();
    assert_ne!(screen.heading, english.heading);
    assert_eq!(screen.letters.unwrap().1, english.letters.unwrap().1);
    assert_eq!(way.at(), "preview");
}

/// A stranger's referral cannot make the site's staff read something else than it holds.
#[test]
fn nothing_hides_in_what_is_shown_of_a_referral() {
    let trial = trial(IIMPACT);
    let whole = referral(&trial, &eligible(&trial).result(), Share::Answers, ID).unwrap();
    let texts = texts("en");
    let mut places = Vec::new();
    leaves(&whole, &mut Vec::new(), &mut places);
    for place in &places {
        for text in ["eligible\u{202E}ton", "\u{2067}a\u{2069}", "a\u{200B}b", "\u{1B}[2J"] {
            let mut other = whole.clone();
            change(&mut other, place, text);
            let shown = told(&describe(&trial, &texts, &other));
            let hidden: Vec<char> = shown.chars().filter(|sign| hides(*sign) && *sign != '\n').collect();
            assert!(hidden.is_empty(), "{place:?}: {hidden:?}");
        }
    }
    let mut other = whole.clone();
    change(&mut other, &["id".to_owned()], "R1\u{202E}2");
    let shown = told(&describe(&trial, &texts, &other));
    assert!(shown.contains("R1⟨U+202E⟩2"), "{shown}");
    // Nor in the names of what it says.
    for key in ["scores", "answers", "anchors"] {
        let more = Json::object([("a\u{202E}b", Json::Text("1".to_owned()))]);
        let odd = with_result(&whole, key, more);
        let shown = told(&describe(&trial, &texts, &odd));
        assert!(shown.contains("a⟨U+202E⟩b") && !shown.contains('\u{202E}'), "{key}: {shown}");
    }
}

/// The same with another part of the result.
fn with_result(referral: &Json, key: &str, part: Json) -> Json {
    let Json::Object(entries) = referral else { panic!("no object") };
    let entries = entries.iter().map(|(name, value)| match value {
        Json::Object(result) if name == "result" => {
            let mut result: Vec<(String, Json)> = result.iter().filter(|(own, _)| own != key).cloned().collect();
            result.push((key.to_owned(), part.clone()));
            (name.clone(), Json::Object(result))
        }
        _ => (name.clone(), value.clone()),
    });
    Json::Object(entries.collect())
}

/// A link has to lead to a page of the web, and to the one that is read there.
#[test]
fn only_an_https_address_is_a_receiver() {
    for good in [
        ADDRESS,
        "https://a",
        "https://site.example:8443/r?x=1&y=%20",
        "https://[::1]/r",
        "https://xn--bcher-kva.example/",
    ] {
        assert!(is_receiver(good), "{good}");
    }
    for bad in [
        "",
        "https://",
        "https:///r",
        "https://?x",
        "http://site.example/r",
        "HTTPS://site.example/r",
        "javascript:alert(1)//https://a",
        "data:text/html,x",
        "//site.example/r",
        "receive.html",
        " https://site.example",
        "https://site.example/r ",
        "https://site.example/\n",
        "https://site.example/r#x",
        "https://site.example\\@other.example/",
        "https://site.example@other.example/",
        "https://user:word@other.example/",
        "https://site.example/\u{202E}lmth",
        "https://bücher.example/",
        "https://-a.example\u{0}/",
        "https://.example/<b>",
    ] {
        assert!(!is_receiver(bad), "{bad:?}");
    }
}
