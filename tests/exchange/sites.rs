//! Clinics: how a definition names them, how they are drafted from the registry, and in which order somebody sees them.
//!
//! Every clinic here is made up.

use crate::support::load::{IIMPACT, documents, json, text, texts, trial};
use crate::support::random::Random;
use prescreener::definition::compile::check;
use prescreener::diagnostics::Document;
use prescreener::json::Json;
use prescreener::sites::{Far, Known, Near, Point, Site, Sites, SitesScreen, miles, near, read, write};
use prescreener::trial::Trial;

const MADE_UP: &str = "tests/data/sites/made_up.json";

/// The shipped trial with these sites.
fn with(sites: &str) -> Vec<Document> {
    let mut documents = documents(IIMPACT);
    let Json::Object(entries) = &mut documents[0].content else { panic!("no object") };
    entries.push(("sites".to_owned(), json(sites)));
    documents
}

/// The sites of a definition, as they travel beside the trial.
fn written(documents: &[Document]) -> String {
    write(&check(documents).unwrap().definition.sites)
}

fn made_up() -> Vec<Site> {
    read(&json(&written(&with(&text(MADE_UP))))).unwrap()
}

fn listed(sites: &[Site], near: &Near) -> Vec<String> {
    let name = |place: usize| sites[place].name.replace("Made-up Clinic ", "");
    near.here.iter().map(|one| format!("{} {:?}", name(one.site), one.far)).collect()
}

fn town(name: &str, exact: bool) -> Known {
    Known::Town { town: name.to_owned(), exact }
}

#[test]
fn the_shipped_trial_names_no_clinic_and_says_with_what_to_ask() {
    assert!(!trial(IIMPACT).has_sites);
    assert_eq!(written(&documents(IIMPACT)), "");
    for language in ["en", "es"] {
        assert!(texts(language).get("trial.next").contains("NCT07160205"), "{language}");
    }
}

#[test]
fn clinics_travel_beside_the_trial_and_not_in_it() {
    let documents = with(&text(MADE_UP));
    let checked = Trial::check(&documents).unwrap();
    assert!(checked.has_sites);
    let bytes = checked.pack();
    assert!(Trial::unpack(&bytes).unwrap().has_sites);
    assert!(!String::from_utf8_lossy(&bytes).contains("Made-up"));
    let written = written(&documents);
    assert!(written.contains("Made-up Clinic Twelve") && !written.contains("source"), "{written}");
    let sites = made_up();
    assert_eq!(sites.len(), 12);
    assert_eq!((sites[4].point(), sites[4].postcode.as_str(), sites[4].contact.as_str()), (None, "02139", ""));
    assert!(sites[0].point().is_some());
}

#[test]
fn what_is_wrong_with_a_site_is_told() {
    let good =
        r#"{ "name": "A", "town": "B", "country": "C", "latitude": "1.5", "longitude": -2, "source": ["SEED"] }"#;
    assert!(Trial::check(&with(&format!("[{good}]"))).unwrap().has_sites);
    assert!(!Trial::check(&with("[]")).unwrap().has_sites);
    let cases = [
        ("no list", "{}".to_owned()),
        ("no object", "[1]".to_owned()),
        ("an unknown key", good.replace("\"town\"", "\"city\"")),
        ("no name", good.replace("\"name\": \"A\",", "")),
        ("an empty country", good.replace("\"C\"", "\" \"")),
        ("an empty contact", good.replace("\"town\"", "\"contact\": \"\", \"town\"")),
        ("a number for a postcode", good.replace("\"town\"", "\"postcode\": 2115, \"town\"")),
        ("no longitude", good.replace("\"longitude\": -2,", "")),
        ("no latitude", good.replace("\"latitude\": \"1.5\",", "")),
        ("beyond a pole", good.replace("1.5", "90.000001")),
        ("beyond the antimeridian", good.replace("-2", "-181")),
        ("degrees and minutes", good.replace("1.5", "1° 30'")),
        ("finer than six decimals", good.replace("\"1.5\"", "1.123456789")),
        ("no source", good.replace("[\"SEED\"]", "[]")),
        ("an unknown source", good.replace("\"SEED\"", "\"SEEDS\"")),
        ("listed twice", format!("{good}, {good}")),
    ];
    let told = cases.map(|(title, site)| {
        let sites = if title == "no list" || title == "no object" { site } else { format!("[{site}]") };
        let findings = Trial::check(&with(&sites)).err().unwrap_or_default();
        assert!(!findings.is_empty(), "{title}: nothing was found");
        let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
        format!("# {title}\n{}\n", lines.join("\n"))
    });
    insta::assert_snapshot!(told.join("\n"));
}

/// By other means: the formula with haversines and the library's sines.
fn haversines(one: (f64, f64), other: (f64, f64)) -> f64 {
    let (from, to) = (one.0.to_radians(), other.0.to_radians());
    let half = |angle: f64| (angle / 2.0).sin().powi(2);
    let sum = half(to - from) + from.cos() * to.cos() * half((other.1 - one.1).to_radians());
    2.0 * 6371.0088 * sum.sqrt().min(1.0).asin()
}

#[test]
fn distances_are_those_on_the_globe_and_the_same_both_ways() {
    let mut random = Random::new(3);
    let mut degrees = |most: f64| (random.below(2_000_001) as f64 / 1e6 - 1.0) * most;
    for _ in 0..20_000 {
        let [one, other] = [(); 2].map(|()| (degrees(90.0), degrees(180.0)));
        let [from, to] = [one, other].map(|(latitude, longitude)| Point::new(latitude, longitude).unwrap());
        let (km, known) = (from.km_to(to), haversines(one, other));
        assert!((f64::from(km) - known).abs() <= 0.501, "{one:?} to {other:?}: {km}, not {known}");
        assert_eq!((km, from.km_to(from)), (to.km_to(from), 0));
    }
    let at = |latitude, longitude| Point::new(latitude, longitude).unwrap();
    // Half round the globe, the poles, and across the antimeridian.
    assert_eq!(at(0.0, 0.0).km_to(at(0.0, 180.0)), 20015);
    assert_eq!(at(90.0, 0.0).km_to(at(-90.0, 77.0)), 20015);
    assert_eq!(at(90.0, 10.0).km_to(at(90.0, -170.0)), 0);
    assert_eq!(at(0.0, 179.5).km_to(at(0.0, -179.5)), 111);
    for (latitude, longitude) in [(90.1, 0.0), (0.0, -180.1), (f64::NAN, 0.0), (0.0, f64::INFINITY)] {
        assert_eq!(Point::new(latitude, longitude), None);
    }
    assert_eq!([0, 1, 100, 1609, 20015].map(miles), [0, 1, 62, 1000, 12439]);
}

/// What people may type, and what nobody should.
fn typed(random: &mut Random, sites: &[Site]) -> String {
    let site = random.pick(sites).clone();
    let mut text = match random.below(7) {
        0 => site.town,
        1 => format!("{} {}", site.town, site.region),
        2 => site.postcode,
        3 => format!("{} {}", site.postcode, site.town),
        4 => random.pick(&["", " ", "\u{0}", "🏥🚑", "12", "ß", "؟", "A", "1A", "10115-", "Москва 101000"]).to_string(),
        5 => (0..random.below(60)).map(|_| char::from(32 + random.below(95) as u8)).collect(),
        _ => random.pick(&["x", "9", "é ", "🏥", "a1 ", "(,"]).repeat(10_000),
    };
    if random.percent(30) && !text.is_empty() {
        let place = random.below(text.chars().count());
        text = text.chars().enumerate().filter(|(at, _)| *at != place).map(|(_, letter)| letter).collect();
    }
    text
}

/// The laws of the order: every site once, those of the country first, by distance, with nothing pretended.
#[test]
fn every_clinic_is_listed_once_and_the_nearest_first() {
    let mut random = Random::new(11);
    let all = made_up();
    let mut seen = [0; 5];
    for _ in 0..3_000 {
        let sites: Vec<Site> = (0..1 + random.below(20)).map(|_| random.pick(&all).clone()).collect();
        let country = random.pick(&sites).country.clone();
        let typed = typed(&mut random, &all);
        let near = near(&sites, &country, &typed);
        let mut places: Vec<usize> = near.here.iter().chain(&near.elsewhere).map(|one| one.site).collect();
        places.sort_unstable();
        assert_eq!(places, (0..sites.len()).collect::<Vec<_>>(), "{typed}");
        assert!(near.here.iter().all(|one| sites[one.site].country == country));
        assert!(near.elsewhere.iter().all(|one| sites[one.site].country != country));
        for list in [&near.here, &near.elsewhere] {
            assert!(list.is_sorted_by_key(|one| one.far), "{typed}: {list:?}");
        }
        let told = |far: &Far| near.here.iter().chain(&near.elsewhere).any(|one| one.far == *far);
        let km = near.here.iter().chain(&near.elsewhere).find_map(|one| match one.far {
            Far::Km(km) => Some((sites[one.site].point().unwrap(), km)),
            _ => None,
        });
        match &near.known {
            Known::Town { town, .. } => {
                seen[0] += 1;
                let first = &sites[near.here[0].site];
                assert_eq!((&first.town, near.here[0].far), (town, Far::There), "{typed}");
                if let Some((point, km)) = km {
                    assert_eq!(first.point().unwrap().km_to(point).max(1), km);
                }
            }
            Known::Several => {
                seen[1] += 1;
                assert!(km.is_none() && near.here.iter().filter(|one| one.far == Far::There).count() > 1);
            }
            other => {
                seen[match other {
                    Known::Nothing => 2,
                    Known::Postcode => 3,
                    _ => 4,
                }] += 1;
                assert!(km.is_none() && !told(&Far::There), "{typed}: {near:?}");
            }
        }
    }
    assert!(seen.iter().all(|count| *count > 20), "{seen:?}");
}

#[test]
fn a_town_is_known_with_a_slip_and_told_from_others_of_its_name() {
    let sites = made_up();
    let order = |country: &str, typed: &str| {
        let near = near(&sites, country, typed);
        (near.known.clone(), listed(&sites, &near))
    };
    let (known, list) = order("United States", "boston");
    assert_eq!(known, town("Boston", true));
    assert_eq!(
        list,
        ["One There", "Six There", "Two Km(158)", "Four Km(306)", "Three Km(4076)", "Five Unknown"],
        "the distance of Five is not known"
    );
    assert_eq!(order("United States", "Bostn, Massachusets").1, list);
    assert_eq!(order("United States", "Bostn").0, town("Boston", false));
    assert_eq!(order("Germany", "munchen").0, town("München", true));
    assert_eq!(order("Germany", "10115 Berlin").0, town("Berlin", true));
    let (known, list) = order("United States", "Portland");
    assert_eq!((known, &list[..2]), (Known::Several, &["Two There".to_owned(), "Three There".to_owned()][..]));
    assert!(list[2..].iter().all(|one| one.ends_with("Unknown")), "{list:?}");
    let (known, list) = order("United States", "Portland Oregon");
    assert_eq!((known, list[0].as_str(), list[1].as_str()), (town("Portland", true), "Three There", "Four Km(3925)"));
    // A town whose own place is not known: it comes first, and no distance is told.
    let (known, list) = order("United States", "Nowhere Falls");
    assert_eq!((known, list[0].as_str()), (town("Nowhere Falls", true), "Five There"));
    assert!(list[1..].iter().all(|one| one.ends_with("Unknown")), "{list:?}");
    // A town is looked for in the country that was chosen alone.
    assert_eq!(order("Germany", "Boston").0, Known::Unknown);
    // Who lives near a border sees what is nearer abroad.
    let near = near(&sites, "Germany", "Aachen");
    let first = near.elsewhere[0];
    assert_eq!((sites[first.site].town.as_str(), first.far), ("London", Far::Km(441)));
}

#[test]
fn a_postcode_puts_first_what_begins_most_like_it() {
    let sites = made_up();
    let order = |country: &str, typed: &str| {
        let near = near(&sites, country, typed);
        let towns: Vec<&str> = near.here.iter().map(|one| sites[one.site].town.as_str()).collect();
        (near.known.clone(), towns.join(", "))
    };
    let american = "Boston, Portland, Portland, New York, Nowhere Falls, Boston";
    let list = [
        ("United States", "02139", Known::Postcode, "Nowhere Falls, Boston, Boston, Portland, Portland, New York"),
        ("United States", "02118-1234", Known::Postcode, "Boston, Boston, Nowhere Falls, Portland, Portland, New York"),
        ("United States", "55555", Known::Unknown, american),
        ("United States", "0", Known::Postcode, "Boston, Portland, Nowhere Falls, Boston, Portland, New York"),
        ("Germany", "81667", Known::Postcode, "München, Aachen, Berlin"),
        // Letters name an area as a whole: S is not SW, and G is not GU.
        ("United Kingdom", "sw1v 2bb", Known::Postcode, "London, Glasgow, Sheffield"),
        ("United Kingdom", "S10", Known::Postcode, "Sheffield, Glasgow, London"),
        ("United Kingdom", "GU1 1AA", Known::Unknown, "Glasgow, Sheffield, London"),
        // Only within the country.
        ("Germany", "02115", Known::Unknown, "Aachen, Berlin, München"),
    ];
    for (country, typed, known, towns) in list {
        assert_eq!(order(country, typed), (known, towns.to_owned()), "{typed}");
    }
}

#[test]
fn what_is_not_known_is_not_pretended() {
    let sites = made_up();
    let american: Vec<String> =
        ["One", "Two", "Three", "Four", "Five", "Six"].map(|name| format!("{name} Unknown")).into();
    let letters = "q".repeat(10_000);
    let digits = "7".repeat(10_000);
    let emoji = "🏥".repeat(3_000);
    for typed in ["Timbuktu", "Xyzzy", "🏥", "?", "Москва", &letters, &digits, &emoji, "\u{202e}notsoB\u{0}"] {
        let near = near(&sites, "United States", typed);
        assert_eq!((&near.known, &listed(&sites, &near)), (&Known::Unknown, &american), "{typed}");
    }
    for typed in ["", "  ", "\n"] {
        let near = near(&sites, "United States", typed);
        assert_eq!((&near.known, &listed(&sites, &near)), (&Known::Nothing, &american));
    }
    let none = near(&[], "Germany", "Berlin");
    assert_eq!((none.known, none.here.len(), none.elsewhere.len()), (Known::Unknown, 0, 0));
}

#[test]
fn a_list_that_is_not_one_of_clinics_is_refused_whole() {
    let hostile = ["null", "7", "{}", "[null, 1, \"x\", []]", "[[{}]]"];
    let odd = [
        "[{}]",
        r#"[{ "name": "A", "town": 7, "country": "C" }]"#,
        r#"[{ "name": "A", "town": "B", "country": "C", "latitude": 91, "longitude": 0 }]"#,
        r#"[{ "name": "A", "town": "B", "country": "C", "latitude": "x", "longitude": 1e300 }]"#,
        r#"[{ "name": "A", "town": "B", "country": "C", "street": "D" }]"#,
    ];
    let told = hostile.into_iter().chain(odd).map(|list| {
        let findings = read(&json(list)).unwrap_err();
        format!("# {list}\n{}\n", findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    });
    insta::assert_snapshot!(told.collect::<Vec<_>>().join("\n"));
    let bare = read(&json(r#"[{ "name": "A", "town": "B", "country": "C" }]"#)).unwrap();
    for typed in ["", "x", "1"] {
        let near = near(&bare, "C", typed);
        assert_eq!((near.here.len(), matches!(near.known, Known::Town { .. })), (1, false));
    }
    let mut search = Sites::new("NCT00000001", texts("en"), Vec::new());
    search.keep(Some("18446744073709551616"), "x");
    search.find();
    assert!(search.stopped());
}

/// All that a person reads.
fn told(screen: &SitesScreen) -> String {
    let mut told = format!("# {}\n{}\n", screen.heading, screen.lead.join("\n"));
    for choice in &screen.countries {
        told += &format!("{} {}\n", if choice.chosen { "(x)" } else { "( )" }, choice.label);
    }
    told += &format!("[{}]\n", screen.typed);
    told.extend(screen.problem.iter().map(|problem| format!("! {problem}\n")));
    for section in [&screen.found, &screen.elsewhere].into_iter().flatten() {
        told += &format!("## {}\n{}\n", section.heading, section.lead.join("\n"));
        for item in &section.items {
            told += &format!("- {}\n    {}\n", item.title, item.text.join("\n    "));
        }
    }
    told
}

#[test]
fn the_screen_says_how_sure_the_order_is() {
    let search = |country: Option<&str>, typed: &str, language: &str| {
        let mut search = Sites::new("NCT00000001", texts(language), made_up());
        search.keep(country, typed);
        search.find();
        told(&search.screen())
    };
    let (germany, states) = (Some("0"), Some("2"));
    let screens = [
        told(&Sites::new("NCT00000001", texts("en"), made_up()).screen()),
        search(None, "Boston", "en"),
        search(states, "Boston", "en"),
        search(germany, "Berlni", "es"),
        search(states, "Portland", "en"),
        search(germany, "81667", "en"),
        search(germany, "Atlantis", "en"),
        search(germany, "", "es"),
    ];
    insta::assert_snapshot!(screens.join("\n----\n"));
}

#[test]
fn nothing_is_chosen_beforehand_and_nothing_is_lost_with_the_language() {
    let mut search = Sites::new("NCT00000001", texts("en"), made_up());
    assert!(search.screen().countries.iter().all(|country| !country.chosen));
    assert_eq!(search.screen().found, None);
    search.keep(Some("3"), "Boston");
    search.find();
    assert!(search.stopped() && search.screen().found.is_none(), "there is no fourth country");
    search.keep(Some("2"), "Boston");
    search.find();
    let before = search.screen();
    // Typed, and not yet asked for.
    search.keep(Some("0"), "Berl");
    search.speak(texts("es"));
    let after = search.screen();
    let names = |screen: &SitesScreen| {
        screen.found.iter().flat_map(|found| &found.items).map(|item| item.title.clone()).collect::<Vec<_>>()
    };
    assert_eq!((after.typed.as_str(), names(&after)), ("Berl", names(&before)));
    assert!(after.countries[0].chosen && after.heading != before.heading);
    let german: Vec<Site> = made_up().into_iter().filter(|site| site.country == "Germany").collect();
    let mut one = Sites::new("NCT00000001", texts("en"), german);
    assert_eq!(one.screen().countries, []);
    one.keep(None, "Berlin");
    one.find();
    let screen = one.screen();
    assert!(!one.stopped() && screen.elsewhere.is_none());
    assert_eq!(names(&screen).len(), 3);
}
