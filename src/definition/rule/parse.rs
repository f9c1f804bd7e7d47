//! Parses a rule by recursive descent, with one function for each level of precedence.

use super::RuleError;
use super::parser::{Parser, Read};
use super::syntax::{Arithmetic, Comparison, Expr, Inclusion, Kind, Names, Quantifier};
use super::token::{self, tokens};

/// How many words and marks a rule may have: enough for any author, and safe for any stack.
const LENGTH: usize = 1000;

/// Parses a rule into its syntax tree.
///
/// ```
/// let rule = prescreener::definition::rule::parse("age >= 18 and not smoker");
/// assert!(rule.is_ok());
/// let error = prescreener::definition::rule::parse("age >= ").unwrap_err();
/// assert_eq!((error.column, error.message.as_str()), (8, "expected an amount, a name or `(` at the end of the rule"));
/// ```
///
/// # Errors
///
/// Returns an error if the rule cannot be parsed: the first column that does not fit, and what was expected there.
pub fn parse(rule: &str) -> Result<Expr, RuleError> {
    let tokens = tokens(rule)?;
    if let Some(excess) = tokens.get(LENGTH) {
        return Err(RuleError::syntax(
            excess.column,
            format!("more than {LENGTH} words and marks; give a part a name under `values`"),
        ));
    }
    let mut parser = Parser { tokens: &tokens, position: 0, depth: 0 };
    let expr = parser.condition()?;
    match parser.peek().kind {
        token::Kind::End => Ok(expr),
        _ => Err(parser.expected("the end of the rule, `and` or `or`")),
    }
}

impl<'a> Parser<'a> {
    fn condition(&mut self) -> Read {
        let column = self.peek().column;
        self.nested(|parser| {
            if parser.take(&["if"]) { parser.choice(column) } else { parser.chain("or", |_| 1, Self::conjunction) }
        })
    }

    fn choice(&mut self, column: usize) -> Read {
        let test = self.condition()?;
        self.need("then")?;
        let then = self.condition()?;
        self.need("else")?;
        let otherwise = self.condition()?;
        Ok(Expr { column, kind: Kind::If(test.into(), then.into(), otherwise.into()) })
    }

    /// Parses parts joined by one word; `least` computes from their number how many must hold.
    fn chain(&mut self, word: &str, least: fn(usize) -> usize, part: fn(&mut Self) -> Read) -> Read {
        let first = part(self)?;
        if !self.ahead(&[word]) {
            return Ok(first);
        }
        let column = first.column;
        let mut of = vec![first];
        while self.take(&[word]) {
            of.push(part(self)?);
        }
        Ok(Expr { column, kind: Kind::Count { least: least(of.len()), most: of.len(), of } })
    }

    fn conjunction(&mut self) -> Read {
        self.chain("and", |count| count, Self::negation)
    }

    fn negation(&mut self) -> Read {
        let column = self.peek().column;
        // A loop, so that a long series of `not` cannot exhaust the stack.
        let mut negated = false;
        while self.take(&["not"]) {
            negated = !negated;
        }
        let inner = self.relation()?;
        Ok(if negated { Expr { column, kind: Kind::Not(inner.into()) } } else { inner })
    }

    fn relation(&mut self) -> Read {
        let left = self.sum()?;
        let column = left.column;
        if let Some(comparison) = comparison(self.peek().text) {
            self.next();
            let right = self.sum()?;
            return Ok(Expr { column, kind: Kind::Compare(comparison, left.into(), right.into()) });
        }
        if self.take(&["is"]) {
            let negated = self.take(&["not"]);
            let names =
                if self.take(&["one", "of"]) { self.names()? } else { Names::Options(vec![self.name("an option")?]) };
            let is = Expr { column, kind: Kind::Is(left.into(), names) };
            return Ok(if negated { Expr { column, kind: Kind::Not(is.into()) } } else { is });
        }
        if self.take(&["includes"]) {
            return self.inclusion(left);
        }
        if self.take(&["at", "least"]) {
            let (duration, day) = self.window()?;
            return Ok(Expr { column, kind: Kind::LongBefore(left.into(), duration, day.into()) });
        }
        if self.take(&["within"]) {
            let (duration, day) = self.window()?;
            return Ok(Expr { column, kind: Kind::ShortlyBefore(left.into(), duration, day.into()) });
        }
        Ok(left)
    }

    fn inclusion(&mut self, left: Expr) -> Read {
        let column = left.column;
        let words = [("any", Inclusion::Any), ("all", Inclusion::All), ("none", Inclusion::Neither)];
        for (word, inclusion) in words {
            if self.take(&[word, "of"]) {
                return Ok(Expr { column, kind: Kind::Includes(left.into(), inclusion, self.names()?) });
            }
        }
        let option = Names::Options(vec![self.name("an option, `any of`, `all of` or `none of`")?]);
        Ok(Expr { column, kind: Kind::Includes(left.into(), Inclusion::All, option) })
    }

    pub(super) fn sum(&mut self) -> Read {
        self.operations(&[("+", Arithmetic::Plus), ("-", Arithmetic::Minus)], Self::product)
    }

    fn product(&mut self) -> Read {
        self.operations(&[("*", Arithmetic::Times), ("/", Arithmetic::Over)], Self::primary)
    }

    fn operations(&mut self, marks: &[(&str, Arithmetic)], part: fn(&mut Self) -> Read) -> Read {
        let mut left = part(self)?;
        while let Some((_, arithmetic)) = marks.iter().find(|(mark, _)| self.peek().text == *mark) {
            self.next();
            let right = part(self)?;
            left = Expr { column: left.column, kind: Kind::Arithmetic(*arithmetic, left.into(), right.into()) };
        }
        Ok(left)
    }

    fn primary(&mut self) -> Read {
        let token = self.peek();
        let column = token.column;
        match token.kind {
            token::Kind::Figure => self.figure(),
            token::Kind::Mark if token.text == "(" => {
                self.next();
                let inner = self.condition()?;
                self.need(")")?;
                Ok(inner)
            }
            token::Kind::Word => self.word(column),
            _ => Err(self.expected("an amount, a name or `(`")),
        }
    }

    fn word(&mut self, column: usize) -> Read {
        let kind = if self.take(&["true"]) {
            Kind::Fixed(true)
        } else if self.take(&["false"]) {
            Kind::Fixed(false)
        } else if self.take(&["undecided"]) {
            Kind::Undecided
        } else if self.take(&["years", "from"]) {
            let from = self.nested(Self::sum)?;
            self.need("to")?;
            Kind::Years(from.into(), self.nested(Self::sum)?.into())
        } else if let Some(each) = self.each() {
            self.for_each(each)?
        } else if let Some(kind) = self.quantity()? {
            kind
        } else {
            Kind::Name(self.name("an amount, a name or `(`")?.name)
        };
        Ok(Expr { column, kind })
    }

    fn each(&mut self) -> Option<Quantifier> {
        let words = [("total", Quantifier::Total), ("any", Quantifier::Any), ("all", Quantifier::All)];
        words.into_iter().find_map(|(word, each)| self.take(&[word, "for", "each"]).then_some(each))
    }

    fn for_each(&mut self, each: Quantifier) -> Result<Kind, RuleError> {
        let question = self.name("a question")?;
        let list = if self.take(&["in"]) { Some(self.name("a list")?) } else { None };
        self.need("of")?;
        self.need("(")?;
        let body = self.condition()?.into();
        self.need(")")?;
        Ok(Kind::ForEach { each, question, list, body })
    }

    fn quantity(&mut self) -> Result<Option<Kind>, RuleError> {
        for (word, least, most) in [("any", 1, usize::MAX), ("all", usize::MAX, usize::MAX), ("none", 0, 0)] {
            if self.take(&[word, "of"]) {
                return self.parts(least, most).map(Some);
            }
        }
        for (words, at_least, at_most) in
            [(&["at", "least"][..], true, false), (&["at", "most"][..], false, true), (&["exactly"][..], true, true)]
        {
            if self.take(words) {
                let figure = self.next();
                let count = figure.text.parse::<usize>();
                let count = count.map_err(|_| RuleError::syntax(figure.column, "expected a whole number"))?;
                self.need("of")?;
                return self
                    .parts(if at_least { count } else { 0 }, if at_most { count } else { usize::MAX })
                    .map(Some);
            }
        }
        Ok(None)
    }

    /// Parses the parts of a count; `usize::MAX` stands for all of them.
    fn parts(&mut self, least: usize, most: usize) -> Result<Kind, RuleError> {
        let open = self.peek().column;
        self.need("(")?;
        let mut of = vec![self.condition()?];
        while self.take(&[","]) {
            of.push(self.condition()?);
        }
        self.need(")")?;
        let fits = |count: usize| count == usize::MAX || count <= of.len();
        if !fits(least) || !fits(most) {
            return Err(RuleError::syntax(open, format!("only {} parts are listed", of.len())));
        }
        Ok(Kind::Count { least: least.min(of.len()), most: most.min(of.len()), of })
    }

    fn names(&mut self) -> Result<Names, RuleError> {
        if !self.take(&["("]) {
            return Ok(Names::List(self.name("`(` or the name of a list")?));
        }
        let mut options = vec![self.name("an option")?];
        while self.take(&[","]) {
            options.push(self.name("an option")?);
        }
        self.need(")")?;
        Ok(Names::Options(options))
    }
}

fn comparison(mark: &str) -> Option<Comparison> {
    Some(match mark {
        "=" => Comparison::Equal,
        "!=" => Comparison::Unequal,
        "<" => Comparison::Less,
        "<=" => Comparison::AtMost,
        ">" => Comparison::More,
        ">=" => Comparison::AtLeast,
        _ => return None,
    })
}
