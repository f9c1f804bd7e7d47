//! Splits a set of possible values in two.

use crate::trial::QuestionKind;
use crate::value::{Date, Interval, Number, Possible, Truth};

/// The values that an unknown can have within its bounds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Grid {
    /// The number of decimals of its numbers.
    pub decimals: u32,
    /// The exclusive options, which cannot be combined with others, as bits.
    pub exclusive: u64,
}

impl Grid {
    /// Returns the grid of a question's answers.
    pub fn of(kind: &QuestionKind) -> Grid {
        match kind {
            QuestionKind::Number { decimals, .. } => Grid { decimals: *decimals, exclusive: 0 },
            QuestionKind::Several { exclusive, .. } => Grid { decimals: 0, exclusive: *exclusive },
            _ => Grid::default(),
        }
    }
}

/// Returns how costly it is to split a kind of value down to single values.
pub(super) fn cost(value: Possible) -> u8 {
    match value {
        Possible::Truth(_) => 0,
        Possible::One(_) => 1,
        Possible::Several { .. } => 2,
        Possible::Number(_) | Possible::Date(_) | Possible::Distance(_) => 3,
    }
}

/// Returns two disjoint sets that together contain all values of another, or `None` for a single value.
pub(super) fn halves(value: Possible, grid: Grid) -> Option<[Possible; 2]> {
    if value.is_exact() {
        return None;
    }
    match value {
        Possible::Truth(_) => Some([Possible::Truth(Truth::True), Possible::Truth(Truth::False)]),
        Possible::One(options) => {
            let first = lowest(options);
            Some([Possible::One(first), Possible::One(options & !first)])
        }
        Possible::Several { certain, possible } => several(certain, possible, grid.exclusive),
        Possible::Number(interval) => numbers(interval, grid.decimals),
        Possible::Distance(Interval { least, most }) => {
            let middle = least.checked_add(most.checked_sub(least)?.checked_div(2)?)?;
            Some([distances(least, middle), distances(middle.checked_add(1)?, most)])
        }
        Possible::Date(Interval { least, most }) => {
            let middle = least.plus_days(least.days_until(most).checked_div(2)?);
            Some([days(least, middle), days(middle.plus_days(1), most)])
        }
    }
}

/// Returns the single values at both ends of a set.
pub(super) fn ends(value: Possible, grid: Grid) -> [Option<Possible>; 2] {
    let number =
        |steps: Option<i64>| Some(Possible::Number(Interval::exactly(Number::of_steps(steps?, grid.decimals)?)));
    match value {
        Possible::Truth(_) => [Truth::True, Truth::False].map(|truth| Some(Possible::Truth(truth))),
        Possible::One(options) => {
            let last = 63_u32.checked_sub(options.leading_zeros()).and_then(|position| 1_u64.checked_shl(position));
            [Some(Possible::One(lowest(options))), last.map(Possible::One)]
        }
        Possible::Several { certain, possible } => {
            let all = if certain == 0 && possible & !grid.exclusive == 0 {
                lowest(possible)
            } else {
                possible & !grid.exclusive
            };
            [certain, all | certain].map(|set| Some(Possible::Several { certain: set, possible: set }))
        }
        Possible::Number(Interval { least, most }) => {
            [number(least.steps_up(grid.decimals)), number(most.steps_down(grid.decimals))]
        }
        Possible::Date(Interval { least, most }) => [Some(days(least, least)), Some(days(most, most))],
        Possible::Distance(Interval { least, most }) => [Some(distances(least, least)), Some(distances(most, most))],
    }
}

fn distances(least: i64, most: i64) -> Possible {
    Possible::Distance(Interval { least, most })
}

fn days(least: Date, most: Date) -> Possible {
    Possible::Date(Interval { least, most })
}

fn lowest(set: u64) -> u64 {
    set & set.wrapping_neg()
}

/// Splits a set into one with an option and one without it. Exclusive options come first, each without any other; a set
/// in which some option is certain then contains no exclusive option that is merely possible.
fn several(certain: u64, possible: u64, exclusive: u64) -> Option<[Possible; 2]> {
    let open = possible & !certain;
    let exclusive_option = lowest(open & exclusive);
    let (option, with_option) =
        if exclusive_option == 0 { (lowest(open), possible) } else { (exclusive_option, exclusive_option) };
    let with = Possible::Several { certain: certain | option, possible: certain | with_option };
    Some([with, Possible::Several { certain, possible: possible & !option }])
}

fn numbers(Interval { least, most }: Interval<Number>, decimals: u32) -> Option<[Possible; 2]> {
    let (first, last) = (least.steps_up(decimals)?, most.steps_down(decimals)?);
    let number = |steps: i64| Number::of_steps(steps, decimals);
    let middle = first.midpoint(last).min(last.checked_sub(1)?).max(first);
    let half = |a: i64, b: i64| Some(Possible::Number(Interval { least: number(a)?, most: number(b)? }));
    if first >= last {
        // Between its bounds lies one number of the grid, or none, which no answer produces.
        let only = half(first, first)?;
        return Some([only, only]);
    }
    Some([half(first, middle)?, half(middle.checked_add(1)?, last)?])
}

#[cfg(test)]
mod tests {
    use super::{Grid, halves};
    use crate::value::option_set;
    use crate::value::{Date, Interval, Number, Possible, Truth};

    /// Returns all single values in a set, by splitting.
    fn all(value: Possible, grid: Grid) -> Vec<Possible> {
        match halves(value, grid) {
            None => vec![value],
            Some([a, b]) if a == b => all(a, grid),
            Some([a, b]) => [all(a, grid), all(b, grid)].concat(),
        }
    }

    #[test]
    fn splitting_produces_each_single_value_once() {
        let n = |text: &str| Number::parse(text).unwrap();
        let between = |a: &str, b: &str| Possible::Number(Interval { least: n(a), most: n(b) });
        let tenths = Grid { decimals: 1, exclusive: 0 };
        let found = all(between("0.95", "1.31"), tenths);
        assert_eq!(found, ["1", "1.1", "1.2", "1.3"].map(|text| between(text, text)));
        let day = |text: &str| Date::parse(text).unwrap();
        let days = Possible::Date(Interval { least: day("2024-02-27"), most: day("2024-03-02") });
        assert_eq!(all(days, Grid::default()).len(), 5);
        assert_eq!(all(Possible::Truth(Truth::Unknown), Grid::default()).len(), 2);
        assert_eq!(all(Possible::One(option_set::first(3)), Grid::default()).len(), 3);
    }

    #[test]
    fn an_exclusive_option_is_never_combined_with_another() {
        let everything = Possible::Several { certain: 0, possible: 0b111 };
        let mut found = all(everything, Grid { decimals: 0, exclusive: 0b100 });
        found.sort_unstable();
        let set = |set| Possible::Several { certain: set, possible: set };
        assert_eq!(found, [0, 0b01, 0b10, 0b11, 0b100].map(set));
    }
}
