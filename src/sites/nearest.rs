//! Finds the clinics near a typed place, as far as that is possible without a map.
//!
//! [`near`] makes these promises, which `tests/exchange/sites.rs` checks:
//!
//! - Every clinic is listed exactly once, with those of the chosen country before all others.
//! - A clinic's town is recognised despite one or two typing errors, as names are in a search of options. The other
//!   clinics follow by distance from it, and those at an unknown distance come last.
//! - A postcode puts first the clinics of the country whose postcodes share the longest beginning with it.
//! - If nothing is recognised, or several places are, the result states that and gives no distances.
//! - Only the beginning of the typed text is compared, so that the work is bounded.

use super::{Point, Site};
use crate::interview::name_match::{NO_MATCH, nearest};

/// How many characters of the typed text are compared.
const MAX_CHARACTERS: usize = 100;
/// Places of one name at most this far apart are one place.
const SAME_KM: u32 = 30;

/// What the typed place was recognised as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlaceMatch {
    /// Nothing was typed.
    Nothing,
    /// It is the town of a clinic.
    Town {
        /// The town.
        town: String,
        /// Whether it was spelled exactly so.
        exact: bool,
    },
    /// It could be several towns of clinics that lie apart.
    Several,
    /// It is a postcode that begins like a clinic's.
    Postcode,
    /// It resembles no place of a clinic.
    Unknown,
}

/// The distance of a clinic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Distance {
    /// It is in the town that was typed.
    There,
    /// At this many kilometres from there, at least one.
    Km(u32),
    /// It is not known.
    Unknown,
}

/// A clinic in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListedSite {
    /// Its index among all clinics.
    pub site: usize,
    /// Its distance.
    pub far: Distance,
    /// How much its postcode differs.
    difference: usize,
}

/// All clinics, the nearest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NearestSites {
    /// What the typed place was recognised as.
    pub known: PlaceMatch,
    /// The clinics of the chosen country.
    pub here: Vec<ListedSite>,
    /// The clinics of all other countries.
    pub elsewhere: Vec<ListedSite>,
}

/// Sorts clinics for a typed place, in a country as the clinics write it.
///
/// ```
/// use prescreener::sites::{Distance, PlaceMatch, near, read};
/// let sites = r#"[
///     { "name": "Royal Infirmary", "town": "Manchester", "country": "UK", "latitude": "53.46", "longitude": "-2.23" },
///     { "name": "King's College", "town": "London", "country": "UK", "latitude": "51.47", "longitude": "-0.09" }]"#;
/// let sites = read(&serde_json::from_str(sites).unwrap()).unwrap();
/// let nearest = near(&sites, "UK", "Lodnon");
/// assert_eq!(nearest.known, PlaceMatch::Town { town: "London".to_owned(), exact: false });
/// let listed: Vec<(usize, Distance)> = nearest.here.iter().map(|one| (one.site, one.far)).collect();
/// assert_eq!(listed, [(1, Distance::There), (0, Distance::Km(265))]);
/// ```
pub fn near(sites: &[Site], country: &str, typed: &str) -> NearestSites {
    let typed: String = typed.trim().chars().take(MAX_CHARACTERS).collect();
    let (found, name_distance) = towns(sites, country, &typed);
    let first = found.first().and_then(|index| sites.get(*index));
    let likeness = likeness(sites, country, &typed);
    // The point that distances count from, if the matches are one place.
    let from = found.iter().find_map(|index| sites.get(*index)?.point());
    let apart = first.is_some_and(|first| found.iter().any(|index| !same_place(first, sites.get(*index), from)));
    let known = match first {
        _ if typed.is_empty() => PlaceMatch::Nothing,
        Some(_) if apart => PlaceMatch::Several,
        Some(first) => PlaceMatch::Town { town: first.town.clone(), exact: name_distance == 0 },
        None if likeness.iter().any(|like| *like > 0) => PlaceMatch::Postcode,
        None => PlaceMatch::Unknown,
    };
    let mut near = NearestSites { known, here: Vec::new(), elsewhere: Vec::new() };
    for (index, site) in sites.iter().enumerate() {
        let km = from.filter(|_| !apart).zip(site.point()).map(|(from, to)| Distance::Km(from.km_to(to).max(1)));
        let far = if found.contains(&index) { Distance::There } else { km.unwrap_or(Distance::Unknown) };
        let like = likeness.get(index).filter(|_| first.is_none()).copied().unwrap_or(0);
        let listed = ListedSite { site: index, far, difference: MAX_CHARACTERS.saturating_sub(like) };
        let list = if site.country == country { &mut near.here } else { &mut near.elsewhere };
        let at = list.partition_point(|earlier| (earlier.far, earlier.difference) <= (far, listed.difference));
        list.insert(at, listed);
    }
    near
}

/// Returns the clinics of the country in the town that is closest to the typed text, and the town's distance from that
/// text.
fn towns(sites: &[Site], country: &str, typed: &str) -> (Vec<usize>, usize) {
    let typed = without_postcode(typed);
    let (mut found, mut least) = (Vec::new(), NO_MATCH);
    for (index, site) in sites.iter().enumerate().filter(|(_, site)| site.country == country) {
        let with_region = [&site.town, " ", &site.region].concat();
        let same = [&site.town, &with_region].iter().any(|name| name.eq_ignore_ascii_case(&typed));
        let distance = if same { 0 } else { nearest(&site.town, &with_region, &typed).distance };
        if distance < least {
            (found, least) = (Vec::new(), distance);
        }
        if distance == least && distance < NO_MATCH && !typed.is_empty() {
            found.push(index);
        }
    }
    (found, least)
}

/// Returns the words of a place without its postcode, that is, without words with digits and, beside such, short words.
fn without_postcode(typed: &str) -> String {
    let digit = |word: &str| word.bytes().any(|character| character.is_ascii_digit());
    let mut words = String::new();
    for word in typed.split(' ') {
        if !digit(typed) || !digit(word) && word.chars().count() > 2 {
            words.push_str(if words.is_empty() { "" } else { " " });
            words.push_str(word);
        }
    }
    words
}

/// Returns whether a clinic is in the same place as the first one.
fn same_place(first: &Site, other: Option<&Site>, from: Option<Point>) -> bool {
    let Some(other) = other else { return false };
    match from.zip(other.point()) {
        Some((from, to)) => from.km_to(to) <= SAME_KM,
        None => (&first.town, &first.region) == (&other.town, &other.region),
    }
}

/// Returns, for each clinic of the country, how many characters its postcode shares with the beginning of the typed
/// one.
fn likeness(sites: &[Site], country: &str, typed: &str) -> Vec<usize> {
    let typed = characters(typed);
    let mut all = Vec::new();
    for site in sites {
        let own = if site.country == country { characters(&site.postcode) } else { Vec::new() };
        all.push(if typed.iter().any(u8::is_ascii_digit) { shared_prefix(&typed, &own) } else { 0 });
    }
    all
}

fn characters(postcode: &str) -> Vec<u8> {
    let mut characters = Vec::new();
    for character in postcode.bytes() {
        if character.is_ascii_alphanumeric() {
            characters.push(character.to_ascii_uppercase());
        }
    }
    characters
}

/// Returns how many characters both begin with. Leading letters name an area and count only as a whole.
fn shared_prefix(one: &[u8], other: &[u8]) -> usize {
    let mut count = 0_usize;
    let mut digits = false;
    while let (Some(own), Some(others)) = (one.get(count), other.get(count)) {
        if own != others {
            break;
        }
        digits |= own.is_ascii_digit();
        count = count.saturating_add(1);
    }
    let is_letter = |characters: &[u8]| characters.get(count).is_some_and(u8::is_ascii_alphabetic);
    if !digits && (is_letter(one) || is_letter(other)) { 0 } else { count }
}
