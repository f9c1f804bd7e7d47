//! Sets of options as the bits of a number.

/// The set of one option; empty beyond the 64th.
pub fn bit(place: usize) -> u64 {
    u32::try_from(place).ok().and_then(|place| 1_u64.checked_shl(place)).unwrap_or(0)
}

/// The set of the first so many options.
pub fn first(count: usize) -> u64 {
    (0..count).fold(0, |all, place| all | bit(place))
}

/// The places of the options in a set, in order.
pub fn places(set: u64) -> impl Iterator<Item = usize> {
    (0..64).filter(move |place| set & bit(*place) != 0)
}

/// The names of the options in a set, in order.
pub fn names<T>(set: u64, options: &[T]) -> impl Iterator<Item = &T> {
    options.iter().enumerate().filter(move |(place, _)| set & bit(*place) != 0).map(|(_, name)| name)
}
