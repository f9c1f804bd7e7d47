//! Which clinics are near a place that somebody types, as far as that can be known without a map.
//!
//! What [`near`] promises; `tests/exchange/sites.rs` holds it to that:
//!
//! - Every clinic is listed exactly once, those of the country that was chosen before all others.
//! - A clinic's town is recognised with a slip or two, as names are in a search of options; then the other clinics follow by
//!   distance from it, and those of which the distance is not known come last.
//! - A postcode puts first the clinics of the country whose own begins most like it.
//! - Where nothing is recognised, or several places are, that is told, and no distance is.
//! - Of what is typed only the beginning is looked at, so that the work is bounded.

use super::{Point, Site};
use crate::interview::find::{FAR, nearest};

/// How many letters of what is typed are looked at.
const LETTERS: usize = 100;
/// Places of one name that are so near to each other are one place.
const SAME_KM: u32 = 30;

/// What is known of the place that was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// Nothing was typed.
    Nothing,
    /// It is the town of a clinic.
    Town {
        /// The town.
        town: String,
        /// Whether it was spelled so.
        exact: bool,
    },
    /// It could be several towns of clinics, which lie apart.
    Several,
    /// It is a postcode, which begins like a clinic's.
    Postcode,
    /// It resembles nothing here.
    Unknown,
}

/// How far a clinic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Far {
    /// It is in the town that was typed.
    There,
    /// So many kilometres from there, at least one.
    Km(u32),
    /// Nobody knows.
    Unknown,
}

/// A clinic in its place in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed {
    /// Its place among all.
    pub site: usize,
    /// How far it is.
    pub far: Far,
    /// How unlike its postcode is.
    unlike: usize,
}

/// All clinics, the nearest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Near {
    /// What is known of the place.
    pub known: Known,
    /// Those of the country that was chosen.
    pub here: Vec<Listed>,
    /// Those of all others.
    pub elsewhere: Vec<Listed>,
}

/// Puts clinics in order for a place that was typed, in a country as the clinics write it.
pub fn near(sites: &[Site], country: &str, typed: &str) -> Near {
    let typed: String = typed.trim().chars().take(LETTERS).collect();
    let (found, far) = towns(sites, country, &typed);
    let first = found.first().and_then(|place| sites.get(*place));
    let likeness = likeness(sites, country, &typed);
    // From where distances count, if that is one place.
    let from = found.iter().find_map(|place| sites.get(*place)?.point());
    let apart = first.is_some_and(|first| found.iter().any(|place| !same(first, sites.get(*place), from)));
    let known = match first {
        _ if typed.is_empty() => Known::Nothing,
        Some(_) if apart => Known::Several,
        Some(first) => Known::Town { town: first.town.clone(), exact: far == 0 },
        None if likeness.iter().any(|like| *like > 0) => Known::Postcode,
        None => Known::Unknown,
    };
    let mut near = Near { known, here: Vec::new(), elsewhere: Vec::new() };
    for (place, site) in sites.iter().enumerate() {
        let km = from.filter(|_| !apart).zip(site.point()).map(|(from, to)| Far::Km(from.km_to(to).max(1)));
        let far = if found.contains(&place) { Far::There } else { km.unwrap_or(Far::Unknown) };
        let like = likeness.get(place).filter(|_| first.is_none()).copied().unwrap_or(0);
        let listed = Listed { site: place, far, unlike: LETTERS.saturating_sub(like) };
        let list = if site.country == country { &mut near.here } else { &mut near.elsewhere };
        let at = list.partition_point(|earlier| (earlier.far, earlier.unlike) <= (far, listed.unlike));
        list.insert(at, listed);
    }
    near
}

/// The clinics of the country in the town that is nearest to what was typed, and how far that is.
fn towns(sites: &[Site], country: &str, typed: &str) -> (Vec<usize>, usize) {
    let typed = without_postcode(typed);
    let (mut found, mut least) = (Vec::new(), FAR);
    for (place, site) in sites.iter().enumerate().filter(|(_, site)| site.country == country) {
        let whole = [&site.town, " ", &site.region].concat();
        let same = [&site.town, &whole].iter().any(|name| name.eq_ignore_ascii_case(&typed));
        let far = if same { 0 } else { nearest(&site.town, &whole, &typed).far };
        if far < least {
            (found, least) = (Vec::new(), far);
        }
        if far == least && far < FAR && !typed.is_empty() {
            found.push(place);
        }
    }
    (found, least)
}

/// The words of a place, without those that are its postcode: words with digits, and beside such the short ones.
fn without_postcode(typed: &str) -> String {
    let digit = |word: &str| word.bytes().any(|sign| sign.is_ascii_digit());
    let mut words = String::new();
    for word in typed.split(' ') {
        if !digit(typed) || !digit(word) && word.chars().count() > 2 {
            words.push_str(if words.is_empty() { "" } else { " " });
            words.push_str(word);
        }
    }
    words
}

/// Whether a clinic is in the same place as the first one.
fn same(first: &Site, other: Option<&Site>, from: Option<Point>) -> bool {
    let Some(other) = other else { return false };
    match from.zip(other.point()) {
        Some((from, to)) => from.km_to(to) <= SAME_KM,
        None => (&first.town, &first.region) == (&other.town, &other.region),
    }
}

/// How many signs of a postcode are those with which a clinic's begins, for each clinic of the country.
fn likeness(sites: &[Site], country: &str, typed: &str) -> Vec<usize> {
    let typed = signs(typed);
    let mut all = Vec::new();
    for site in sites {
        let own = if site.country == country { signs(&site.postcode) } else { Vec::new() };
        all.push(if typed.iter().any(u8::is_ascii_digit) { shared(&typed, &own) } else { 0 });
    }
    all
}

fn signs(postcode: &str) -> Vec<u8> {
    let mut signs = Vec::new();
    for sign in postcode.bytes() {
        if sign.is_ascii_alphanumeric() {
            signs.push(sign.to_ascii_uppercase());
        }
    }
    signs
}

/// The signs with which both begin. Letters at the beginning are the name of an area: they count as a whole.
fn shared(one: &[u8], other: &[u8]) -> usize {
    let mut count = 0_usize;
    let mut digits = false;
    while let (Some(own), Some(others)) = (one.get(count), other.get(count)) {
        if own != others {
            break;
        }
        digits |= own.is_ascii_digit();
        count = count.saturating_add(1);
    }
    let letter = |signs: &[u8]| signs.get(count).is_some_and(u8::is_ascii_alphabetic);
    if !digits && (letter(one) || letter(other)) { 0 } else { count }
}
