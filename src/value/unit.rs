//! Units of measure.

use std::collections::BTreeMap;
use std::fmt;

/// A product of named units with whole exponents, such as `mg`, `U/L` or `%`.
///
/// Names are not converted into each other: a rule that mixes `mg` and `g` is an error, not a factor of a thousand.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Unit(BTreeMap<String, i32>);

impl Unit {
    /// Reads `mg`, `mg/day` or `%`; gives nothing for other text.
    pub fn parse(text: &str) -> Option<Unit> {
        let mut unit = Unit::default();
        for (place, name) in text.split('/').enumerate() {
            let known = name == "%" || (!name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric()));
            if !known {
                return None;
            }
            unit = unit.with(name, if place == 0 { 1 } else { -1 });
        }
        Some(unit)
    }

    fn with(mut self, name: &str, exponent: i32) -> Unit {
        let sum = self.0.get(name).copied().unwrap_or(0).saturating_add(exponent);
        if sum == 0 {
            self.0.remove(name);
        } else {
            self.0.insert(name.to_owned(), sum);
        }
        self
    }

    /// The unit of a product.
    #[must_use]
    pub fn times(&self, other: &Unit) -> Unit {
        other.0.iter().fold(self.clone(), |unit, (name, exponent)| unit.with(name, *exponent))
    }

    /// The unit of a quotient.
    #[must_use]
    pub fn over(&self, other: &Unit) -> Unit {
        other.0.iter().fold(self.clone(), |unit, (name, exponent)| unit.with(name, exponent.saturating_neg()))
    }

    /// Whether nothing is left, as in mg divided by mg.
    pub fn is_bare(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut first = true;
        for (sign, mark) in [(1, "·"), (-1, "/")] {
            for (name, exponent) in self.0.iter().filter(|(_, e)| e.signum() == sign) {
                for _ in 0..exponent.unsigned_abs() {
                    let mark = match (first, sign) {
                        (true, 1) => "",
                        (true, _) => "1/",
                        (false, _) => mark,
                    };
                    write!(f, "{mark}{name}")?;
                    first = false;
                }
            }
        }
        if first { write!(f, "no unit") } else { Ok(()) }
    }
}
