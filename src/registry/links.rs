//! Which item of the registry's record stands behind which criterion.

use super::{Listed, Study};
use crate::definition::Criterion;
use crate::trial::Role;

/// What stands behind a criterion: the place of an item in the study.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Link {
    /// An item with the text that the criterion holds.
    Same(usize),
    /// An item with another text.
    Changed(usize),
    /// The item of its number; it holds no text.
    Number(usize),
    /// None that it names.
    Nothing,
}

impl Link {
    /// The item's place.
    pub fn item(self) -> Option<usize> {
        match self {
            Link::Same(item) | Link::Changed(item) | Link::Number(item) => Some(item),
            Link::Nothing => None,
        }
    }
}

/// The link of each criterion: first by equal text, or by number where it holds no text; then by likeness of the texts;
/// last by number.
pub(super) fn links(criteria: &[Criterion], study: &Study) -> Vec<Link> {
    let mut links: Vec<Link> = criteria.iter().map(|one| same(one, study)).collect();
    for step in [alike, numbered] {
        // Items that are spoken for, and by which text: criteria with one text share one item.
        let mut taken: Vec<(usize, Option<&str>)> =
            links.iter().filter_map(|link| Some((link.item()?, None))).collect();
        for (criterion, link) in criteria.iter().zip(&mut links) {
            let Some(text) = criterion.registry_text.as_deref().filter(|_| *link == Link::Nothing) else { continue };
            let others: Vec<usize> = taken.iter().filter(|(_, by)| *by != Some(text)).map(|(item, _)| *item).collect();
            if let Some(item) = step(criterion, study, &others) {
                *link = Link::Changed(item);
                taken.push((item, Some(text)));
            }
        }
    }
    links
}

fn same(criterion: &Criterion, study: &Study) -> Link {
    let Some(text) = &criterion.registry_text else {
        return numbered(criterion, study, &[]).map_or(Link::Nothing, Link::Number);
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    let same = |item: &&(usize, &Listed)| item.1.text.split_whitespace().eq(words.iter().copied());
    let items: Vec<(usize, &Listed)> = study.items.iter().enumerate().collect();
    // Of several with the same text, the one of its kind and number.
    let mut found: Vec<&(usize, &Listed)> = items.iter().filter(same).collect();
    found.sort_by_key(|(_, item)| (!of_its_kind(criterion, item), Some(&item.number) != criterion.registry.as_ref()));
    found.first().map_or(Link::Nothing, |(place, _)| Link::Same(*place))
}

/// Whether an item may stand behind a criterion of this kind.
pub(super) fn of_its_kind(criterion: &Criterion, item: &Listed) -> bool {
    item.kind.is_none_or(|kind| kind == criterion.role)
}

fn numbered(criterion: &Criterion, study: &Study, taken: &[usize]) -> Option<usize> {
    let number = criterion.registry.as_ref()?;
    let found = study.items.iter().position(|item| item.number == *number && of_its_kind(criterion, item))?;
    (!taken.contains(&found)).then_some(found)
}

/// The item that shares the most words, if it shares at least half.
fn alike(criterion: &Criterion, study: &Study, taken: &[usize]) -> Option<usize> {
    let text = criterion.registry_text.as_ref()?;
    let own = words(text);
    let free =
        study.items.iter().enumerate().filter(|(place, item)| of_its_kind(criterion, item) && !taken.contains(place));
    let near = free.map(|(place, item)| {
        (share(&own, &words(&item.text)), Some(&item.number) == criterion.registry.as_ref(), place)
    });
    near.filter(|(share, ..)| *share >= 500).max_by_key(|(share, number, _)| (*share, *number)).map(|(.., place)| place)
}

/// A text's words, sorted, each once.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = text.split(|letter: char| !letter.is_alphanumeric()).map(str::to_lowercase).collect();
    words.sort();
    words.dedup();
    words.retain(|word| !word.is_empty());
    words
}

/// How many of both texts' words they share, in thousandths.
fn share(one: &[String], other: &[String]) -> usize {
    let shared = one.iter().filter(|word| other.binary_search(word).is_ok()).count();
    let all = one.len().saturating_add(other.len()).max(1);
    shared.saturating_mul(2000).checked_div(all).unwrap_or(0)
}

/// The kinds that criteria and items can be of, each with its name.
pub(super) const KINDS: [(Role, &str); 2] = [(Role::Inclusion, "inclusion"), (Role::Exclusion, "exclusion")];
