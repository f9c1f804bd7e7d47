//! Units of measure.

use std::fmt;

/// A product of named units with integer exponents, such as `mg`, `U/L` or `%`.
///
/// Units are never converted: a rule that mixes `mg` and `g` is an error, not a factor of a thousand.
///
/// ```
/// use prescreener::value::Unit;
/// let (dose, weight) = (Unit::parse("mg/day").unwrap(), Unit::parse("kg").unwrap());
/// assert_eq!(dose.over(&weight).to_string(), "mg/day/kg");
/// assert!(dose.over(&dose).is_bare());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Unit(Vec<(String, i32)>);

impl Unit {
    /// Reads a unit such as `mg`, `mg/day` or `%`. Returns `None` for other text.
    pub fn parse(text: &str) -> Option<Unit> {
        let mut unit = Unit::default();
        for (position, name) in text.split('/').enumerate() {
            let known = name == "%" || (!name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric()));
            if !known {
                return None;
            }
            unit = unit.with(name, if position == 0 { 1 } else { -1 });
        }
        Some(unit)
    }

    /// Multiplies by a power of a named unit. Keeps the names sorted and drops those with exponent zero, so that equal
    /// units compare equal.
    fn with(mut self, name: &str, exponent: i32) -> Unit {
        let position = self.0.partition_point(|(known, _)| known.as_str() < name);
        let sum = match self.0.get(position) {
            Some((known, sum)) if known == name => sum.saturating_add(exponent),
            _ => {
                self.0.insert(position, (name.to_owned(), 0));
                exponent
            }
        };
        if sum == 0 {
            self.0.remove(position);
        } else if let Some(entry) = self.0.get_mut(position) {
            entry.1 = sum;
        }
        self
    }

    /// Returns the unit of a product.
    #[must_use]
    pub fn times(&self, other: &Unit) -> Unit {
        other.0.iter().fold(self.clone(), |unit, (name, exponent)| unit.with(name, *exponent))
    }

    /// Returns the unit of a quotient.
    #[must_use]
    pub fn over(&self, other: &Unit) -> Unit {
        other.0.iter().fold(self.clone(), |unit, (name, exponent)| unit.with(name, exponent.saturating_neg()))
    }

    /// Returns whether no unit is left, as in mg divided by mg.
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
