//! Rough frequencies of a question's answers. They influence only the order of asking.

use super::model::{Question, QuestionKind};
use crate::value::option_set;
use crate::value::packed::packed;
use crate::value::{Date, Duration, Interval, Number, Possible, Truth};

/// The sum of the weights of all of a question's values.
pub const WHOLE: u32 = 1000;

/// The number of parts into which a range without stated frequencies is divided.
const PARTS: i64 = 4;

/// The number of people in a thousand for each answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Frequencies {
    /// Yes.
    Yes(u16),
    /// Each option. Where several may be chosen, each by itself, and 0 for exclusive options.
    Options(Vec<u16>),
    /// Numbers up to and including this one, and above the one before.
    Numbers(Vec<(Number, u16)>),
    /// Days no longer than this before the assessment, and longer than the one before.
    Days(Vec<(Duration, u16)>),
}
packed!(enum Frequencies {
    0 Yes(weight),
    1 Options(weights),
    2 Numbers(cells),
    3 Days(cells),
});

impl Question {
    /// Returns the question's values in cells, each with its weight: how many people in a thousand answer with a value
    /// in it.
    ///
    /// Every value that is valid on that day lies in exactly one cell, and the weights sum to [`WHOLE`]. Where the
    /// definition states nothing, yes is as frequent as no, and each option of a choice as any other. Of `n` options of
    /// which several may be chosen, each is chosen by one person in `n`. Numbers and days are divided into four equal
    /// parts. A person who chooses none of several options chooses an exclusive one, if there is one.
    pub fn shares(&self, on: Date) -> Vec<(Possible, u32)> {
        match (&self.kind, &self.frequencies) {
            (QuestionKind::YesNo, stated) => {
                let yes = if let Some(Frequencies::Yes(yes)) = stated { u32::from(*yes).min(WHOLE) } else { WHOLE / 2 };
                let no = WHOLE.saturating_sub(yes);
                vec![(Possible::Truth(Truth::True), yes), (Possible::Truth(Truth::False), no)]
            }
            (QuestionKind::One { options }, _) => {
                let cell = |position| (Possible::One(option_set::bit(position)), self.share_of(position));
                (0..options.len()).map(cell).collect()
            }
            (QuestionKind::Several { exclusive, .. }, _) => self.sets(*exclusive),
            (QuestionKind::Number { least, most, decimals, .. }, _) => {
                let cells = self.numbers(*least, *most, *decimals);
                cells.unwrap_or_else(|| vec![(self.kind.everything(on), WHOLE)])
            }
            (QuestionKind::Date { earliest }, _) => self.days(*earliest, on),
        }
    }

    /// Returns how many people in a thousand choose an option. Where several may be chosen, each counts by itself, and
    /// 0 for an exclusive option.
    pub fn share_of(&self, option: usize) -> u32 {
        let naming = self.kind.naming();
        match (&self.frequencies, &self.kind) {
            _ if naming & option_set::bit(option) == 0 => 0,
            (Some(Frequencies::Options(shares)), _) => {
                shares.get(option).map_or(0, |share| u32::from(*share).min(WHOLE))
            }
            (_, QuestionKind::Several { .. }) => WHOLE.checked_div(naming.count_ones()).unwrap_or(0),
            _ => even(WHOLE, naming.count_ones()).nth(option).unwrap_or(0),
        }
    }

    /// Returns cells of option sets, by the first option chosen.
    fn sets(&self, exclusive: u64) -> Vec<(Possible, u32)> {
        let mut cells = Vec::new();
        let (mut later, mut rest) = (self.kind.naming(), WHOLE);
        for position in 0..self.kind.options().len() {
            let option = option_set::bit(position);
            if later & option == 0 {
                continue;
            }
            later &= !option;
            let share = rest.saturating_mul(self.share_of(position)).saturating_add(WHOLE / 2) / WHOLE;
            let share = share.min(rest);
            rest = rest.saturating_sub(share);
            cells.push((Possible::Several { certain: option, possible: option | later }, share));
        }
        let exclusive_options =
            (0..self.kind.options().len()).map(option_set::bit).filter(|option| exclusive & option != 0);
        let mut shares = even(rest, exclusive.count_ones());
        cells.extend(
            exclusive_options
                .map(|option| (Possible::Several { certain: option, possible: option }, shares.next().unwrap_or(0))),
        );
        let none = if exclusive == 0 { rest } else { 0 };
        cells.push((Possible::Several { certain: 0, possible: 0 }, none));
        cells
    }

    /// Returns cells of numbers, the least first, or `None` if they are too large to compute.
    fn numbers(&self, least: Number, most: Number, decimals: u32) -> Option<Vec<(Possible, u32)>> {
        let steps = Number::from(10_i64.checked_pow(decimals)?);
        let position = |number: Number| number.minus(least)?.times(steps)?.whole();
        let number = |position: i64| least.plus(Number::from(position).over(steps)?);
        let ends: Option<Vec<_>> = match &self.frequencies {
            Some(Frequencies::Numbers(ends)) => {
                ends.iter().map(|(end, share)| Some((position(*end)?, *share))).collect()
            }
            _ => None,
        };
        let cells = cells(position(most)?, ends).into_iter();
        cells
            .map(|(from, to, share)| {
                Some((Possible::Number(Interval { least: number(from)?, most: number(to)? }), share))
            })
            .collect()
    }

    /// Returns cells of days, the latest first.
    fn days(&self, earliest: Date, on: Date) -> Vec<(Possible, u32)> {
        let ends = match &self.frequencies {
            Some(Frequencies::Days(ends)) => {
                Some(ends.iter().map(|(by, share)| (on.before(*by).days_until(on), *share)).collect())
            }
            _ => None,
        };
        let day = |days_ago: i64| on.plus_days(days_ago.saturating_neg());
        let cells = cells(earliest.days_until(on).max(0), ends).into_iter();
        cells.map(|(from, to, share)| (Possible::Date(Interval { least: day(to), most: day(from) }), share)).collect()
    }
}

/// Divides the positions from 0 to `last` after each end, or into equal parts if there are no ends. The positions after
/// the last end, or the last cell if there are none, take the remaining share.
fn cells(last: i64, ends: Option<Vec<(i64, u16)>>) -> Vec<(i64, i64, u32)> {
    let ends = ends.unwrap_or_else(|| equal_ends(last.saturating_add(1)));
    let mut cells: Vec<(i64, i64, u32)> = Vec::new();
    let (mut from, mut rest) = (0, WHOLE);
    for (end, share) in ends {
        let (end, share) = (end.min(last), u32::from(share).min(rest));
        if from <= end {
            cells.push((from, end, share));
            from = end.saturating_add(1);
            rest = rest.saturating_sub(share);
        }
    }
    if from <= last {
        cells.push((from, last, rest));
    } else if let Some((_, _, share)) = cells.last_mut() {
        *share = share.saturating_add(rest);
    }
    cells
}

/// Returns the ends of all equal parts except the last.
fn equal_ends(count: i64) -> Vec<(i64, u16)> {
    let parts = PARTS.min(count);
    let end = |part: i64| Some((count.saturating_mul(part).checked_div(parts)?.saturating_sub(1), part));
    let shares = even(WHOLE, u32::try_from(parts).unwrap_or(1));
    (1..parts).filter_map(end).zip(shares).map(|((end, _), share)| (end, u16::try_from(share).unwrap_or(0))).collect()
}

/// Divides a number into `parts` that differ by one at most, the greater first.
pub(crate) fn even(number: u32, parts: u32) -> impl Iterator<Item = u32> {
    let (share, remainder) = (number.checked_div(parts).unwrap_or(0), number.checked_rem(parts).unwrap_or(0));
    (0..parts).map(move |part| if part < remainder { share.saturating_add(1) } else { share })
}
