//! Parses amounts, units, days and durations.

use super::RuleError;
use super::parser::{Parser, RESERVED, Read};
use super::syntax::{Expr, Kind};
use super::token::{self, Token};
use crate::value::{DATE_FORM, Date, Duration, Number};

impl Parser<'_> {
    pub fn window(&mut self) -> Result<(Duration, Expr), RuleError> {
        let figure = self.next();
        let count = figure.text.parse::<u32>().ok().filter(|count| *count <= 10_000);
        let count = count.ok_or_else(|| {
            RuleError::syntax(figure.column, "expected a whole number of days, weeks, months or years")
        })?;
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

    pub fn figure(&mut self) -> Read {
        let token = self.next();
        let column = token.column;
        if token.text.contains('-') {
            let day = Date::parse(token.text);
            let day = day.ok_or_else(|| {
                RuleError::syntax(column, format!("the calendar has no day `{}` ({DATE_FORM})", token.text))
            })?;
            return Ok(Expr { column, kind: Kind::Day(day) });
        }
        let least = number(token)?;
        let most = if self.take(&["to"]) { number(self.next())? } else { least };
        if most < least {
            return Err(RuleError::syntax(column, "the interval's first amount is the greater one"));
        }
        Ok(Expr { column, kind: Kind::Amount(least, most, self.unit()) })
    }

    /// Parses a unit such as `mg`, `%` or `U/L`; a slash belongs to the unit if there is no space around it.
    pub fn unit(&mut self) -> Option<String> {
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
            let (slash, denominator) = (self.peek(), self.peek_at(1));
            let joined = slash.text == "/" && slash.column == end && denominator.column == slash.end;
            if !joined || denominator.kind != token::Kind::Word {
                return Some(unit);
            }
            unit = format!("{unit}/{}", denominator.text);
            end = denominator.end;
            self.take(&["/", denominator.text]);
        }
    }
}

fn number(token: Token<'_>) -> Result<Number, RuleError> {
    let number = Number::parse(token.text);
    number.ok_or_else(|| {
        RuleError::syntax(token.column, format!("`{}` is not an amount with at most six decimals", token.text))
    })
}
