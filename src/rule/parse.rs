//! Reads a rule: recursive descent, one function a level of binding.

use super::RuleError;
use super::syntax::{Arithmetic, Comparison, Each, Expr, Inclusion, Kind, Names, Spot};
use super::token::{self, Token, tokens};
use crate::value::{DATE_FORM, Date, Duration, Number};

/// How deep a rule may nest and how many words and marks it may have: enough for any author, and for any stack.
const DEPTH: usize = 40;
const LENGTH: usize = 1000;

/// Words that cannot name a thing or a unit.
const RESERVED: [&str; 25] = [
    "if", "then", "else", "and", "or", "not", "is", "one", "of", "includes", "any", "all", "none", "at", "least",
    "most", "exactly", "within", "before", "from", "to", "for", "each", "in", "total",
];

/// Reads a rule into its syntax tree.
///
/// Fails at the first place that cannot be read, saying what was expected there.
///
/// ```
/// let rule = prescreener::rule::parse("age >= 18 and not smoker");
/// assert!(rule.is_ok());
/// let error = prescreener::rule::parse("age >= ").unwrap_err();
/// assert_eq!((error.column, error.message.as_str()), (8, "expected an amount, a name or `(` at the end of the rule"));
/// ```
pub fn parse(rule: &str) -> Result<Expr, RuleError> {
    let tokens = tokens(rule)?;
    if let Some(beyond) = tokens.get(LENGTH) {
        return Err(RuleError::at(
            beyond.column,
            format!("more than {LENGTH} words and marks; give a part a name under `values`"),
        ));
    }
    let mut parser = Parser { tokens: &tokens, place: 0, depth: 0 };
    let expr = parser.condition()?;
    match parser.peek().kind {
        token::Kind::End => Ok(expr),
        _ => Err(parser.expected("the end of the rule, `and` or `or`")),
    }
}

struct Parser<'a> {
    tokens: &'a [Token<'a>],
    place: usize,
    depth: usize,
}

type Read = Result<Expr, RuleError>;

impl<'a> Parser<'a> {
    fn peek_at(&self, ahead: usize) -> Token<'a> {
        let end = Token { column: 1, end: 1, kind: token::Kind::End, text: "" };
        let place = self.place.saturating_add(ahead);
        self.tokens.get(place).or(self.tokens.last()).copied().unwrap_or(end)
    }

    fn peek(&self) -> Token<'a> {
        self.peek_at(0)
    }

    fn next(&mut self) -> Token<'a> {
        let token = self.peek();
        self.place = self.place.saturating_add(1);
        token
    }

    fn expected(&self, what: &str) -> RuleError {
        let found = self.peek();
        let place = match found.kind {
            token::Kind::End => "at the end of the rule".to_owned(),
            _ => format!("but found `{}`", found.text),
        };
        RuleError::at(found.column, format!("expected {what} {place}"))
    }

    /// Whether the next tokens are these words.
    fn ahead(&self, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(ahead, word)| self.peek_at(ahead).text == *word)
    }

    /// Takes the next tokens if they are these words.
    fn take(&mut self, words: &[&str]) -> bool {
        let found = self.ahead(words);
        if found {
            self.place = self.place.saturating_add(words.len());
        }
        found
    }

    fn need(&mut self, word: &str) -> Result<(), RuleError> {
        if self.take(&[word]) { Ok(()) } else { Err(self.expected(&format!("`{word}`"))) }
    }

    fn condition(&mut self) -> Read {
        let column = self.peek().column;
        self.nested(|parser| {
            if parser.take(&["if"]) { parser.choice(column) } else { parser.chain("or", |_| 1, Self::conjunction) }
        })
    }

    /// Reads a part that may hold others like itself.
    fn nested(&mut self, read: impl FnOnce(&mut Self) -> Read) -> Read {
        self.depth = self.depth.saturating_add(1);
        if self.depth > DEPTH {
            let message = format!("nested more than {DEPTH} deep; give a part a name under `values`");
            return Err(RuleError::at(self.peek().column, message));
        }
        let expr = read(self);
        self.depth = self.depth.saturating_sub(1);
        expr
    }

    fn choice(&mut self, column: usize) -> Read {
        let test = self.condition()?;
        self.need("then")?;
        let then = self.condition()?;
        self.need("else")?;
        let otherwise = self.condition()?;
        Ok(Expr { column, kind: Kind::If(test.into(), then.into(), otherwise.into()) })
    }

    /// Parts joined by one word, of which a number depending on their count must hold.
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
        // A loop, so that a long row of `not` cannot exhaust the stack.
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

    fn window(&mut self) -> Result<(Duration, Expr), RuleError> {
        let figure = self.next();
        let count = figure.text.parse::<u32>().ok().filter(|count| *count <= 10_000);
        let count = count
            .ok_or_else(|| RuleError::at(figure.column, "expected a whole number of days, weeks, months or years"))?;
        let unit = self.peek();
        let duration = match unit.text {
            "day" | "days" => Duration::Days(count),
            "week" | "weeks" => Duration::Days(count.saturating_mul(7)),
            "month" | "months" => Duration::Months(count),
            "year" | "years" => Duration::Months(count.saturating_mul(12)),
            _ => return Err(self.expected("`days`, `weeks`, `months` or `years`")),
        };
        self.next();
        self.need("before")?;
        Ok((duration, self.sum()?))
    }

    fn sum(&mut self) -> Read {
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

    fn each(&mut self) -> Option<Each> {
        let words = [("total", Each::Total), ("any", Each::Any), ("all", Each::All)];
        words.into_iter().find_map(|(word, each)| self.take(&[word, "for", "each"]).then_some(each))
    }

    fn for_each(&mut self, each: Each) -> Result<Kind, RuleError> {
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
                let count = count.map_err(|_| RuleError::at(figure.column, "expected a whole number"))?;
                self.need("of")?;
                return self
                    .parts(if at_least { count } else { 0 }, if at_most { count } else { usize::MAX })
                    .map(Some);
            }
        }
        Ok(None)
    }

    /// The parts of a count; `usize::MAX` stands for all of them.
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
            return Err(RuleError::at(open, format!("only {} parts are listed", of.len())));
        }
        Ok(Kind::Count { least: least.min(of.len()), most: most.min(of.len()), of })
    }

    fn figure(&mut self) -> Read {
        let token = self.next();
        let column = token.column;
        if token.text.contains('-') {
            let day = Date::parse(token.text);
            let day = day.ok_or_else(|| {
                RuleError::at(column, format!("the calendar has no day `{}` ({DATE_FORM})", token.text))
            })?;
            return Ok(Expr { column, kind: Kind::Day(day) });
        }
        let least = number(token)?;
        let most = if self.take(&["to"]) { number(self.next())? } else { least };
        if most < least {
            return Err(RuleError::at(column, "the interval's first amount is the greater one"));
        }
        Ok(Expr { column, kind: Kind::Amount(least, most, self.unit()) })
    }

    /// A unit such as `mg`, `%` or `U/L`; the slash belongs to it where no space stands around it.
    fn unit(&mut self) -> Option<String> {
        let token = self.peek();
        let is_unit = match token.kind {
            token::Kind::Word => !RESERVED.contains(&token.text),
            _ => token.text == "%",
        };
        if !is_unit {
            return None;
        }
        self.next();
        let mut unit = token.text.to_owned();
        let mut end = token.end;
        loop {
            let (slash, below) = (self.peek(), self.peek_at(1));
            let joined = slash.text == "/" && slash.column == end && below.column == slash.end;
            if !joined || below.kind != token::Kind::Word {
                return Some(unit);
            }
            unit = format!("{unit}/{}", below.text);
            end = below.end;
            self.take(&["/", below.text]);
        }
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

    fn name(&mut self, what: &str) -> Result<Spot, RuleError> {
        let token = self.peek();
        // `none` is reserved, yet a common option.
        let free = token.text == "none" || !RESERVED.contains(&token.text);
        if token.kind != token::Kind::Word || !free {
            return Err(self.expected(what));
        }
        self.next();
        Ok(Spot { name: token.text.to_owned(), column: token.column })
    }
}

fn number(token: Token<'_>) -> Result<Number, RuleError> {
    let number = Number::parse(token.text);
    number.ok_or_else(|| {
        RuleError::at(token.column, format!("`{}` is not an amount with at most six decimals", token.text))
    })
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
