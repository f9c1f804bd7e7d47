//! Exact numbers.

use std::cmp::Ordering;
use std::fmt;

use crate::value::packed::packed;

/// The greatest number of decimals in a written number.
pub const DECIMALS: u32 = 6;

const SCALE: i64 = 1_000_000;
const PLACES: usize = DECIMALS as usize;

/// An exact number: a fraction of two integers, in lowest terms.
///
/// Every decimal with up to six places is such a fraction, so 5.5 is 5.5. It is a fraction and not a scaled integer
/// because dose equivalents need division: 3.75 mg times 5, divided by 0.75, is exactly 25 mg.
///
/// ```
/// use prescreener::value::Number;
/// let dose = Number::parse("3.75").unwrap();
/// let five = Number::parse("5").unwrap();
/// let equal = Number::parse("0.75").unwrap();
/// assert_eq!(dose.times(five).unwrap().over(equal).unwrap(), Number::from(25));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Number {
    numerator: i64,
    denominator: i64,
}
packed!(struct Number { numerator, denominator });

impl Number {
    /// Zero.
    pub const ZERO: Number = Number { numerator: 0, denominator: 1 };

    /// Reads a decimal such as `12`, `-0.75` or `5.50`: digits, at most one point, at most six decimals.
    ///
    /// Returns `None` for any other text and for numbers beyond nine trillion.
    pub fn parse(text: &str) -> Option<Number> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
        let plain = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        if !plain(whole) || !plain(part) || part.len() > DECIMALS as usize {
            return None;
        }
        let missing = DECIMALS.checked_sub(u32::try_from(part.len()).ok()?)?;
        let part = part.parse::<i64>().ok()?.checked_mul(10_i64.checked_pow(missing)?)?;
        let scaled = whole.parse::<i64>().ok()?.checked_mul(SCALE)?.checked_add(part)?;
        Number::ratio(if negative { scaled.checked_neg()? } else { scaled }, SCALE)
    }

    /// Returns the decimal nearest to a floating point number from JSON, if it has at most six decimals.
    ///
    /// JSON in JavaScript has no exact decimals. A decimal written with up to six places and fifteen digits comes back
    /// exactly. Returns `None` for a finer number.
    ///
    /// ```
    /// use prescreener::value::Number;
    /// assert_eq!(Number::from_f64(24.9), Number::parse("24.9"));
    /// assert_eq!(Number::from_f64(0.123_456_7), None);
    /// ```
    pub fn from_f64(value: f64) -> Option<Number> {
        let scaled = value * 1e6;
        let nearest = scaled.round();
        let near = (scaled - nearest).abs() <= nearest.abs() * 1e-15 + 1e-9;
        if !near || nearest.abs() > 9e15 {
            return None;
        }
        #[expect(clippy::cast_possible_truncation, reason = "bounded just above")]
        let scaled = nearest as i64;
        Number::ratio(scaled, SCALE)
    }

    fn ratio(numerator: i64, denominator: i64) -> Option<Number> {
        let shared = greatest_common_divisor(numerator, denominator)?;
        let shared = if denominator < 0 { shared.checked_neg()? } else { shared };
        Some(Number { numerator: numerator.checked_div(shared)?, denominator: denominator.checked_div(shared)? })
    }

    /// Returns the sum, or `None` if it is too large to hold exactly.
    pub fn plus(self, other: Number) -> Option<Number> {
        if other.numerator == 0 {
            return Some(self);
        }
        let shared = greatest_common_divisor(self.denominator, other.denominator)?;
        let (own, others) = (self.denominator.checked_div(shared)?, other.denominator.checked_div(shared)?);
        let numerator = self.numerator.checked_mul(others)?.checked_add(other.numerator.checked_mul(own)?)?;
        Number::ratio(numerator, self.denominator.checked_mul(others)?)
    }

    /// Returns the difference, or `None` if it is too large to hold exactly.
    pub fn minus(self, other: Number) -> Option<Number> {
        self.plus(Number { numerator: other.numerator.checked_neg()?, denominator: other.denominator })
    }

    /// Returns the product, or `None` if it is too large to hold exactly.
    pub fn times(self, other: Number) -> Option<Number> {
        // Cancelling crosswise first leaves the product in lowest terms and keeps intermediate results small.
        let (a, b) =
            (Number::ratio(self.numerator, other.denominator)?, Number::ratio(other.numerator, self.denominator)?);
        Some(Number {
            numerator: a.numerator.checked_mul(b.numerator)?,
            denominator: a.denominator.checked_mul(b.denominator)?,
        })
    }

    /// Returns the quotient, or `None` if the divisor is zero or the quotient is too large to hold exactly.
    pub fn over(self, other: Number) -> Option<Number> {
        if other.numerator == 0 {
            None
        } else {
            self.times(Number { numerator: other.denominator, denominator: other.numerator })
        }
    }

    /// Returns the number of steps of the last decimal place from zero to this number, rounded up.
    ///
    /// ```
    /// use prescreener::value::Number;
    /// let number = Number::parse("5.25").unwrap();
    /// assert_eq!((number.steps_up(1), number.steps_down(1)), (Some(53), Some(52)));
    /// assert_eq!(Number::of_steps(53, 1), Number::parse("5.3"));
    /// ```
    pub fn steps_up(self, decimals: u32) -> Option<i64> {
        let (steps, rest) = self.steps(decimals)?;
        if rest == 0 { Some(steps) } else { steps.checked_add(1) }
    }

    /// Returns the number of steps of the last decimal place from zero to this number, rounded down.
    pub fn steps_down(self, decimals: u32) -> Option<i64> {
        self.steps(decimals).map(|(steps, _)| steps)
    }

    /// Returns the number of steps, rounded down, and the remainder.
    fn steps(self, decimals: u32) -> Option<(i64, i64)> {
        let unit = Number::ratio(10_i64.checked_pow(decimals)?, self.denominator)?;
        let scaled = self.numerator.checked_mul(unit.numerator)?;
        Some((scaled.checked_div_euclid(unit.denominator)?, scaled.checked_rem_euclid(unit.denominator)?))
    }

    /// Returns the number that lies this many steps of the last decimal place from zero.
    pub fn of_steps(steps: i64, decimals: u32) -> Option<Number> {
        Number::ratio(steps, 10_i64.checked_pow(decimals)?)
    }

    /// Returns how many decimals it takes to write the number, or `None` if six do not suffice.
    pub fn decimals(self) -> Option<u32> {
        (0..=DECIMALS)
            .find(|places| 10_i64.checked_pow(*places).is_some_and(|p| p.checked_rem(self.denominator) == Some(0)))
    }

    /// Returns the integer, if the number is one.
    pub fn whole(self) -> Option<i64> {
        (self.denominator == 1).then_some(self.numerator)
    }

    /// Returns the nearest floating point number, for JSON only: the engine never computes with it.
    #[expect(clippy::cast_precision_loss, reason = "a courtesy to readers of JSON")]
    pub fn to_f64(self) -> f64 {
        self.numerator as f64 / self.denominator as f64
    }
}

/// Returns the greatest common divisor, zero for two zeros. Returns `None` if it is too large.
fn greatest_common_divisor(a: i64, b: i64) -> Option<i64> {
    let (mut a, mut b) = (a.unsigned_abs(), b.unsigned_abs());
    while let Some(rest) = a.checked_rem(b) {
        (a, b) = (b, rest);
    }
    i64::try_from(a).ok()
}

impl Default for Number {
    fn default() -> Number {
        Number::ZERO
    }
}

impl From<i64> for Number {
    fn from(whole: i64) -> Number {
        Number { numerator: whole, denominator: 1 }
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Number) -> Ordering {
        if self.denominator == other.denominator {
            return self.numerator.cmp(&other.numerator);
        }
        // Two 64-bit factors cannot overflow 128 bits.
        let left = i128::from(self.numerator).wrapping_mul(other.denominator.into());
        let right = i128::from(other.numerator).wrapping_mul(self.denominator.into());
        left.cmp(&right)
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Number) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Writes the decimal. A fraction that no decimal can hold (5 divided by 6) is cut after six places; the cut decimal is
/// only displayed, never computed with.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (numerator, denominator) = (self.numerator.unsigned_abs(), self.denominator.unsigned_abs());
        let mut text = if self.numerator < 0 { "-" } else { "" }.to_owned();
        text.push_str(&numerator.checked_div(denominator).unwrap_or(0).to_string());
        let mut rest = numerator.checked_rem(denominator).unwrap_or(0);
        let mut zeros = 0;
        text.push('.');
        for _ in 0..PLACES {
            // Ten times the rest by repeated addition: 128-bit division needs a lot of code.
            let (mut sum, mut digit) = (0_u64, 0);
            for _ in 0..10 {
                sum = sum.saturating_add(rest);
                if sum >= denominator {
                    sum = sum.saturating_sub(denominator);
                    digit = u8::saturating_add(digit, 1);
                }
            }
            rest = sum;
            zeros = if digit == 0 { usize::saturating_add(zeros, 1) } else { 0 };
            text.push(char::from(b'0'.saturating_add(digit)));
        }
        // Drops trailing zeros, and the point if no decimals follow it.
        let ending = if zeros == PLACES { PLACES.saturating_add(1) } else { zeros };
        f.write_str(text.get(..text.len().saturating_sub(ending)).unwrap_or_default())
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::Number;

    fn n(text: &str) -> Number {
        Number::parse(text).unwrap_or_else(|| panic!("{text}"))
    }

    #[test]
    fn decimals_are_exact() {
        assert_eq!(n("0.1").plus(n("0.2")), Some(n("0.3")));
        assert_eq!(n("5.50"), n("5.5"));
        assert_eq!(n("-0.75").to_string(), "-0.75");
        assert_eq!(n("100").to_string(), "100");
        assert_eq!(n("0").over(n("3")), Some(Number::ZERO));
    }

    #[test]
    fn displayed_decimals_are_cut_and_not_rounded() {
        let parts = [0, 1, 2, 7, 19, 999_999, 1_000_000, 123_456_789, i64::MAX / 3, i64::MAX - 1, i64::MAX];
        for numerator in parts.into_iter().flat_map(|numerator| [numerator, -numerator]) {
            for denominator in parts.into_iter().filter(|denominator| *denominator > 0) {
                let shown = Number::ratio(numerator, denominator).unwrap().to_string();
                let scaled = (i128::from(numerator) * 1_000_000 / i128::from(denominator)).unsigned_abs();
                let part = format!("{:06}", scaled % 1_000_000);
                let whole = format!("{}{}.{part}", if numerator < 0 { "-" } else { "" }, scaled / 1_000_000);
                assert_eq!(shown, whole.trim_end_matches('0').trim_end_matches('.'), "{numerator}/{denominator}");
            }
        }
    }

    #[test]
    fn text_that_is_not_a_decimal_is_refused() {
        for text in ["", "-", ".5", "5.", "1e3", "0x1", "1,5", "+1", "1.1234567", "99999999999999999999", " 1", "--1"] {
            assert_eq!(Number::parse(text), None, "{text}");
        }
    }

    #[test]
    fn fractions_compare_exactly() {
        let third = n("1").over(n("3")).unwrap();
        assert!(n("0.333333") < third && third < n("0.333334"));
        assert_eq!(third.to_string(), "0.333333");
        assert_eq!(third.decimals(), None);
        assert_eq!(n("7.25").decimals(), Some(2));
    }

    #[test]
    fn overflow_and_division_by_zero_return_none() {
        let large = Number::from(i64::MAX);
        assert_eq!(large.plus(n("1")), None);
        assert_eq!(large.times(large), None);
        assert_eq!(n("1").over(Number::ZERO), None);
    }

    #[test]
    fn json_numbers_come_back_as_written() {
        assert_eq!(Number::from_f64(5.499_999), Some(n("5.499999")));
        assert_eq!(Number::from_f64(24.9), Some(n("24.9")));
        assert_eq!(Number::from_f64(0.1 + 0.2), Some(n("0.3")));
        assert_eq!(Number::from_f64(0.123_456_7), None);
        assert_eq!(Number::from_f64(f64::NAN), None);
        assert_eq!(Number::from_f64(1e300), None);
    }
}
