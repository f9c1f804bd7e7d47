//! Sets of options as the bits of a number.

/// Returns the set of one option; empty beyond the 64th.
pub fn bit(position: usize) -> u64 {
    u32::try_from(position).ok().and_then(|position| 1_u64.checked_shl(position)).unwrap_or(0)
}

/// Returns the set of the first `count` options.
pub fn first(count: usize) -> u64 {
    (0..count).fold(0, |all, position| all | bit(position))
}

/// Returns the positions of the options in a set, in order.
pub fn places(set: u64) -> impl Iterator<Item = usize> {
    (0..64).filter(move |position| set & bit(*position) != 0)
}

/// Returns the names of the options in a set, in order.
pub fn names<T>(set: u64, options: &[T]) -> impl Iterator<Item = &T> {
    options.iter().enumerate().filter(move |(position, _)| set & bit(*position) != 0).map(|(_, name)| name)
}
