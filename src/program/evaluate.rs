//! Computes a node's set of possible values.

use super::{Inputs, Node, NodeId, Unknown};
use crate::bits;
use crate::value::{Date, Interval, Number, Possible, Truth};

/// The values of the nodes so far. A lookup of the wrong kind gives nothing; the type check leaves none.
pub(super) struct Values<'a>(pub &'a [Possible]);

impl Values<'_> {
    /// The values that a node can have; nothing if they cannot be computed exactly.
    pub fn node(&self, node: &Node, unknown: Option<Unknown>, inputs: &Inputs) -> Option<Possible> {
        Some(match node {
            Node::Constant(value) => *value,
            Node::Answer(_) | Node::Open(..) => *inputs.unknowns.get(unknown?)?,
            Node::Anchor(anchor, from) => self.anchor(*anchor, *from, inputs, unknown?)?,
            Node::Not(part) => Possible::Truth(self.truth(*part)?.negated()),
            Node::Count { least, most, of } => Possible::Truth(self.count(*least, *most, of)?),
            Node::Below(a, b) => Possible::Truth(self.compare(*a, *b, Interval::below, Interval::below)?),
            Node::Same(a, b) => Possible::Truth(self.compare(*a, *b, Interval::equals, Interval::equals)?),
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
                let (from, to) = (self.date(*from)?, self.date(*to)?);
                number(from.most.years_until(to.least).into(), from.least.years_until(to.most).into())
            }
            Node::Band(part, begins) => {
                let sum = self.number(*part)?;
                let class = |number| begins.iter().filter(|begin| **begin <= number).count();
                Possible::One((class(sum.least)..=class(sum.most)).fold(0, |set, place| set | bits::bit(place)))
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

    fn get(&self, place: NodeId) -> Option<Possible> {
        self.0.get(place).copied()
    }

    fn truth(&self, place: NodeId) -> Option<Truth> {
        match self.get(place)? {
            Possible::Truth(truth) => Some(truth),
            _ => None,
        }
    }

    fn number(&self, place: NodeId) -> Option<Interval<Number>> {
        match self.get(place)? {
            Possible::Number(number) => Some(number),
            _ => None,
        }
    }

    fn date(&self, place: NodeId) -> Option<Interval<Date>> {
        match self.get(place)? {
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

    fn compare(
        &self,
        a: NodeId,
        b: NodeId,
        numbers: fn(Interval<Number>, Interval<Number>) -> Truth,
        dates: fn(Interval<Date>, Interval<Date>) -> Truth,
    ) -> Option<Truth> {
        match (self.get(a)?, self.get(b)?) {
            (Possible::Number(a), Possible::Number(b)) => Some(numbers(a, b)),
            (Possible::Date(a), Possible::Date(b)) => Some(dates(a, b)),
            _ => None,
        }
    }

    fn sum(&self, of: &[NodeId]) -> Option<Possible> {
        let (mut least, mut most) = (Number::ZERO, Number::ZERO);
        for part in of {
            let part = self.number(*part)?;
            (least, most) = (least.plus(part.least)?, most.plus(part.most)?);
        }
        Some(number(least, most))
    }

    /// An operation that is monotone in each number reaches its bounds where both numbers are at theirs.
    fn corners(&self, a: NodeId, b: NodeId, operation: fn(Number, Number) -> Option<Number>) -> Option<Possible> {
        let (a, b) = (self.number(a)?, self.number(b)?);
        let first = operation(a.least, b.least)?;
        let rest = [operation(a.least, b.most)?, operation(a.most, b.least)?, operation(a.most, b.most)?];
        let least = rest.iter().copied().fold(first, Number::min);
        Some(number(least, rest.into_iter().fold(first, Number::max)))
    }

    fn quotient(&self, a: NodeId, b: NodeId) -> Option<Possible> {
        let divisor = self.number(b)?;
        let holds_zero = divisor.least <= Number::ZERO && divisor.most >= Number::ZERO;
        if holds_zero { None } else { self.corners(a, b, Number::over) }
    }
}

fn number(least: Number, most: Number) -> Possible {
    Possible::Number(Interval { least, most })
}
