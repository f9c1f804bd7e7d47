//! Units of measure.

use std::fmt;

/// A product of named units with whole exponents, such as `mg`, `U/L` or `%`.
///
/// Names are not converted into each other: a rule that mixes `mg` and `g` is an error, not a factor of a thousand.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Unit(Vec<(String, i32)>);

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

    /// The names stay sorted, and none stays with the exponent zero, so that equal units look equal.
    fn with(mut self, name: &str, exponent: i32) -> Unit {
        let place = self.0.partition_point(|(known, _)| known.as_str() < name);
        let sum = match self.0.get(place) {
            Some((known, sum)) if known == name => sum.saturating_add(exponent),
            _ => {
                self.0.insert(place, (name.to_owned(), 0));
                exponent
            }
        };
        if sum == 0 {
            self.0.remove(place);
        } else if let Some(entry) = self.0.get_mut(place) {
            entry.1 = sum;
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
