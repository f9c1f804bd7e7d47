//! Links between criteria and the items of the registry's record.

use super::{ListItem, Study};
use crate::definition::Criterion;
use crate::trial::Role;

/// The link of a criterion: the index of an item in the study.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Link {
    /// An item with the same text as the criterion.
    Same(usize),
    /// An item with another text.
    Changed(usize),
    /// The item with its number; the criterion has no text.
    Number(usize),
    /// No item.
    Nothing,
}

impl Link {
    /// Returns the item's index.
    pub fn item(self) -> Option<usize> {
        match self {
            Link::Same(item) | Link::Changed(item) | Link::Number(item) => Some(item),
            Link::Nothing => None,
        }
    }
}

/// Returns the link of each criterion: first by equal text, or by number if it has no text; then by similarity of the
/// texts;
/// finally by number.
pub(super) fn links(criteria: &[Criterion], study: &Study) -> Vec<Link> {
    let mut links: Vec<Link> = criteria.iter().map(|one| same(one, study)).collect();
    for step in [alike, numbered] {
        // The items already linked, with the criterion's text: criteria with the same text share one item.
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
    let same = |item: &&(usize, &ListItem)| item.1.text.split_whitespace().eq(words.iter().copied());
    let items: Vec<(usize, &ListItem)> = study.items.iter().enumerate().collect();
    // Among several items with the same text, prefers the one with the criterion's kind and number.
    let mut found: Vec<&(usize, &ListItem)> = items.iter().filter(same).collect();
    found.sort_by_key(|(_, item)| (!of_its_kind(criterion, item), Some(&item.number) != criterion.registry.as_ref()));
    found.first().map_or(Link::Nothing, |(place, _)| Link::Same(*place))
}

/// Returns whether an item can be linked to a criterion of this kind.
pub(super) fn of_its_kind(criterion: &Criterion, item: &ListItem) -> bool {
    item.kind.is_none_or(|kind| kind == criterion.role)
}

fn numbered(criterion: &Criterion, study: &Study, taken: &[usize]) -> Option<usize> {
    let number = criterion.registry.as_ref()?;
    let found = study.items.iter().position(|item| item.number == *number && of_its_kind(criterion, item))?;
    (!taken.contains(&found)).then_some(found)
}

/// Returns the item that shares the most words, if it shares at least half.
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

/// Returns a text's distinct words, sorted.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = text.split(|letter: char| !letter.is_alphanumeric()).map(str::to_lowercase).collect();
    words.sort();
    words.dedup();
    words.retain(|word| !word.is_empty());
    words
}

/// Returns the share of common words, in thousandths.
fn share(one: &[String], other: &[String]) -> usize {
    let shared = one.iter().filter(|word| other.binary_search(word).is_ok()).count();
    let all = one.len().saturating_add(other.len()).max(1);
    shared.saturating_mul(2000).checked_div(all).unwrap_or(0)
}

/// The kinds of criteria and items, with their names.
pub(super) const KINDS: [(Role, &str); 2] = [(Role::Inclusion, "inclusion"), (Role::Exclusion, "exclusion")];
