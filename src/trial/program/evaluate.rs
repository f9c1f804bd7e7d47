//! Evaluation: computes a node's set of possible values.

use super::{Inputs, Node, NodeId, Program, Unknown};
use crate::value::option_set;
use crate::value::{Date, Duration, Interval, Number, Possible, Truth};

/// A relation between two numbers or days.
#[derive(Clone, Copy)]
enum Relation {
    Below,
    Same,
}

impl Relation {
    fn of<T: Copy + Ord>(self, a: Interval<T>, b: Interval<T>) -> Truth {
        match self {
            Relation::Below => a.below(b),
            Relation::Same => a.equals(b),
        }
    }
}

/// The values of the nodes so far. A lookup of the wrong kind returns `None`; the type check excludes such lookups.
pub(super) struct Values<'a> {
    pub values: &'a [Possible],
    pub program: &'a Program,
}

impl Values<'_> {
    /// Returns the values that a node can have, or `None` if they cannot be computed exactly.
    pub fn node(&self, node: &Node, unknown: Option<Unknown>, inputs: &Inputs) -> Option<Possible> {
        Some(match node {
            Node::Constant(value) => *value,
            Node::Answer(_) | Node::Open(..) => match *inputs.unknowns.get(unknown?)? {
                Possible::Distance(days) => Possible::Date(Interval {
                    least: inputs.on.least.plus_days(days.least),
                    most: inputs.on.most.plus_days(days.most),
                }),
                value => value,
            },
            Node::Today => Possible::Date(inputs.today),
            Node::Anchor(anchor, from) => self.anchor(*anchor, *from, inputs, unknown?)?,
            Node::Not(part) => Possible::Truth(self.truth(*part)?.negated()),
            Node::Count { least, most, of } => Possible::Truth(self.count(*least, *most, of)?),
            Node::Below(a, b) => Possible::Truth(self.compare(inputs, Relation::Below, *a, *b)?),
            Node::Same(a, b) => Possible::Truth(self.compare(inputs, Relation::Same, *a, *b)?),
            Node::Sum(of) => self.sum(of)?,
            Node::Difference(a, b) => {
                let (a, b) = (self.number(*a)?, self.number(*b)?);
                number(a.least.minus(b.most)?, a.most.minus(b.least)?)
            }
            Node::Product(a, b) => self.corners(*a, *b, Number::times)?,
            Node::Quotient(a, b) => self.quotient(*a, *b)?,
            Node::If(test, then, otherwise) => match self.truth(*test)? {
                Truth::True => self.get(*then)?,
                Truth::False => self.get(*otherwise)?,
                Truth::Unknown => self.get(*then)?.joined(self.get(*otherwise)?)?,
            },
            Node::IsAmong(part, options) => {
                let Possible::One(possible) = self.get(*part)? else { return None };
                Possible::Truth(Truth::of(possible & options != 0, possible & !options != 0))
            }
            Node::IncludesAny(part, options) => {
                let Possible::Several { certain, possible } = self.get(*part)? else { return None };
                Possible::Truth(Truth::of(possible & options != 0, certain & options == 0))
            }
            Node::Earlier(part, by) => {
                let day = self.date(*part)?;
                Possible::Date(Interval { least: day.least.before(*by), most: day.most.before(*by) })
            }
            Node::Years(from, to) => {
                let (first, last) = (self.date(*from)?, self.date(*to)?);
                let (least, most) = (first.most.years_until(last.least), first.least.years_until(last.most));
                if inputs.on.is_exact() {
                    return Some(number(least.into(), most.into()));
                }
                let (from, to) = (self.distance(*from, inputs)?, self.distance(*to, inputs)?);
                // A year has 365 or 366 days.
                let least = least.max(to.least.saturating_sub(from.most).div_euclid(366));
                number(least.into(), most.min(to.most.saturating_sub(from.least).div_euclid(365)).into())
            }
            Node::Band(part, starts) => {
                let sum = self.number(*part)?;
                let class = |number| starts.iter().filter(|start| **start <= number).count();
                Possible::One((class(sum.least)..=class(sum.most)).fold(0, |set, index| set | option_set::bit(index)))
            }
        })
    }

    fn anchor(&self, anchor: usize, from: Option<NodeId>, inputs: &Inputs, unknown: Unknown) -> Option<Possible> {
        if let Some(days) = inputs.fixed.get(anchor).copied().flatten() {
            let Interval { least, most } = inputs.on;
            return Some(Possible::Date(Interval { least: least.plus_days(days), most: most.plus_days(days) }));
        }
        let base = if let Some(from) = from { self.date(from)? } else { inputs.on };
        let Possible::Number(wait) = inputs.unknowns.get(unknown)? else { return None };
        let (least, most) = (wait.least.whole()?, wait.most.whole()?);
        Some(Possible::Date(Interval { least: base.least.plus_days(least), most: base.most.plus_days(most) }))
    }

    fn get(&self, position: NodeId) -> Option<Possible> {
        self.values.get(position).copied()
    }

    fn truth(&self, position: NodeId) -> Option<Truth> {
        match self.get(position)? {
            Possible::Truth(truth) => Some(truth),
            _ => None,
        }
    }

    fn number(&self, position: NodeId) -> Option<Interval<Number>> {
        match self.get(position)? {
            Possible::Number(number) => Some(number),
            _ => None,
        }
    }

    fn date(&self, position: NodeId) -> Option<Interval<Date>> {
        match self.get(position)? {
            Possible::Date(date) => Some(date),
            _ => None,
        }
    }

    fn count(&self, least: usize, most: usize, of: &[NodeId]) -> Option<Truth> {
        let (mut certain, mut possible) = (0_usize, 0_usize);
        for part in of {
            match self.truth(*part)? {
                Truth::True => {
                    certain = certain.saturating_add(1);
                    possible = possible.saturating_add(1);
                }
                Truth::Unknown => possible = possible.saturating_add(1),
                Truth::False => {}
            }
        }
        Some(Truth::of(certain <= most && possible >= least, certain < least || possible > most))
    }

    fn compare(&self, inputs: &Inputs, relation: Relation, a: NodeId, b: NodeId) -> Option<Truth> {
        match (self.get(a)?, self.get(b)?) {
            (Possible::Number(a), Possible::Number(b)) => Some(relation.of(a, b)),
            (Possible::Date(first), Possible::Date(second)) => match relation.of(first, second) {
                // Over several days of assessment, days that move along with the assessment keep their distance.
                Truth::Unknown if !inputs.on.is_exact() => {
                    Some(relation.of(self.distance(a, inputs)?, self.distance(b, inputs)?))
                }
                truth => Some(truth),
            },
            _ => None,
        }
    }

    /// Returns how many days after the assessment a day can be, whichever day the assessment is.
    fn distance(&self, position: NodeId, inputs: &Inputs) -> Option<Interval<i64>> {
        let days = self.date(position)?;
        let (on, plus) = (inputs.on, |a: Interval<i64>, least: i64, most: i64| Interval {
            least: a.least.saturating_add(least),
            most: a.most.saturating_add(most),
        });
        let days_apart = Interval { least: on.most.days_until(days.least), most: on.least.days_until(days.most) };
        Some(match self.program.node(position)? {
            // No answer lies after the assessment.
            Node::Answer(slot) => match inputs.unknowns.get(*slot)? {
                Possible::Distance(days) => *days,
                _ => Interval { least: days_apart.least.min(0), most: days_apart.most.min(0) },
            },
            Node::Anchor(anchor, from) => {
                if let Some(days) = inputs.fixed.get(*anchor).copied().flatten() {
                    return Some(Interval::exactly(days));
                }
                let base = from.map_or(Some(Interval::exactly(0)), |from| self.distance(from, inputs))?;
                let unknown = self.program.unknown(position)?;
                let Possible::Number(wait) = inputs.unknowns.get(unknown)? else { return None };
                plus(base, wait.least.whole()?, wait.most.whole()?)
            }
            Node::If(test, then, otherwise) => match self.truth(*test)? {
                Truth::True => self.distance(*then, inputs)?,
                Truth::False => self.distance(*otherwise, inputs)?,
                Truth::Unknown => self.distance(*then, inputs)?.joined(self.distance(*otherwise, inputs)?),
            },
            Node::Earlier(part, Duration::Days(by)) => {
                let by = i64::from(*by).saturating_neg();
                plus(self.distance(*part, inputs)?, by, by)
            }
            Node::Earlier(part, Duration::Months(by)) => {
                let (years, months) = (i64::from(*by).checked_div(12)?, i64::from(*by).checked_rem(12)?);
                let days = |year: i64, month: i64| {
                    Some(years.checked_mul(year)?.checked_add(months.checked_mul(month)?)?.saturating_neg())
                };
                plus(self.distance(*part, inputs)?, days(366, 31)?, days(365, 28)?)
            }
            _ => days_apart,
        })
    }

    fn sum(&self, of: &[NodeId]) -> Option<Possible> {
        let (mut least, mut most) = (Number::ZERO, Number::ZERO);
        for part in of {
            let part = self.number(*part)?;
            (least, most) = (least.plus(part.least)?, most.plus(part.most)?);
        }
        Some(number(least, most))
    }

    /// Applies an operation that is monotone in each number: it reaches its bounds where both numbers are at theirs.
    fn corners(&self, a: NodeId, b: NodeId, operation: fn(Number, Number) -> Option<Number>) -> Option<Possible> {
        let (a, b) = (self.number(a)?, self.number(b)?);
        let first = operation(a.least, b.least)?;
        let rest = [operation(a.least, b.most)?, operation(a.most, b.least)?, operation(a.most, b.most)?];
        let least = rest.iter().copied().fold(first, Number::min);
        Some(number(least, rest.into_iter().fold(first, Number::max)))
    }

    fn quotient(&self, a: NodeId, b: NodeId) -> Option<Possible> {
        let divisor = self.number(b)?;
        let contains_zero = divisor.least <= Number::ZERO && divisor.most >= Number::ZERO;
        if contains_zero { None } else { self.corners(a, b, Number::over) }
    }
}

fn number(least: Number, most: Number) -> Possible {
    Possible::Number(Interval { least, most })
}
