//! Steps through the tokens of a rule.

use super::RuleError;
use super::syntax::{Expr, Ident};
use super::token::{self, Token};

/// How deeply a rule may nest: enough for any author, and safe for any stack.
const DEPTH: usize = 40;

/// Words that cannot be names or units.
pub(super) const RESERVED: [&str; 25] = [
    "if", "then", "else", "and", "or", "not", "is", "one", "of", "includes", "any", "all", "none", "at", "least",
    "most", "exactly", "within", "before", "from", "to", "for", "each", "in", "total",
];

/// The tokens of a rule and the position of the next one.
pub(super) struct Parser<'a> {
    pub tokens: &'a [Token<'a>],
    pub position: usize,
    pub depth: usize,
}

pub(super) type Read = Result<Expr, RuleError>;

impl<'a> Parser<'a> {
    pub fn peek_at(&self, ahead: usize) -> Token<'a> {
        let end = Token { column: 1, end: 1, kind: token::Kind::End, text: "" };
        let position = self.position.saturating_add(ahead);
        self.tokens.get(position).or(self.tokens.last()).copied().unwrap_or(end)
    }

    pub fn peek(&self) -> Token<'a> {
        self.peek_at(0)
    }

    pub fn next(&mut self) -> Token<'a> {
        let token = self.peek();
        self.position = self.position.saturating_add(1);
        token
    }

    pub fn expected(&self, what: &str) -> RuleError {
        let found = self.peek();
        let location = match found.kind {
            token::Kind::End => "at the end of the rule".to_owned(),
            _ => format!("but found `{}`", found.text),
        };
        RuleError::syntax(found.column, format!("expected {what} {location}"))
    }

    /// Returns whether the next tokens are these words.
    pub fn ahead(&self, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(ahead, word)| self.peek_at(ahead).text == *word)
    }

    /// Takes the next tokens if they are these words, and returns whether they are.
    pub fn take(&mut self, words: &[&str]) -> bool {
        let found = self.ahead(words);
        if found {
            self.position = self.position.saturating_add(words.len());
        }
        found
    }

    pub fn need(&mut self, word: &str) -> Result<(), RuleError> {
        if self.take(&[word]) { Ok(()) } else { Err(self.expected(&format!("`{word}`"))) }
    }

    /// Parses a part that may contain others of the same kind.
    pub fn nested(&mut self, read: impl FnOnce(&mut Self) -> Read) -> Read {
        self.depth = self.depth.saturating_add(1);
        if self.depth > DEPTH {
            let message = format!("nested more than {DEPTH} deep; give a part a name under `values`");
            return Err(RuleError::syntax(self.peek().column, message));
        }
        let expr = read(self);
        self.depth = self.depth.saturating_sub(1);
        expr
    }

    pub fn name(&mut self, what: &str) -> Result<Ident, RuleError> {
        let token = self.peek();
        // `none` is reserved, but also a common option.
        let allowed = token.text == "none" || !RESERVED.contains(&token.text);
        if token.kind != token::Kind::Word || !allowed {
            return Err(self.expected(what));
        }
        self.next();
        Ok(Ident { name: token.text.to_owned(), column: token.column })
    }
}
