//! People on standard input, one after another: what cannot be taken gets a line in its place, and the rest is done.
//!
//! A person is a JSON value. It begins a line, and may go on over the lines below that are indented or begin with `}` or `]`, as
//! JSON is laid out for reading. So whatever is wrong in one, the next begins where it is seen to begin.

use std::io::{self, BufRead, Write};
use std::process::ExitCode;

use super::streams::{self, LONGEST, Stopped};
use super::{rejection, say};
use crate::answers::Rejection;
use crate::json::Json;

/// What is made of a person.
type Turn<'a> = &'a dyn Fn(&Json) -> Result<Json, Vec<Rejection>>;

/// Turns every person of standard input into a line.
pub(super) fn each(turn: Turn<'_>) -> ExitCode {
    let mut people = People { turn, to: io::stdout().lock(), all: 0, rejected: 0 };
    match people.read(&mut io::stdin().lock()) {
        Ok(()) if people.rejected == 0 => ExitCode::SUCCESS,
        Ok(()) => {
            rejection::count(people.rejected, people.all);
            ExitCode::FAILURE
        }
        Err(stopped) => stopped.end(),
    }
}

struct People<'a, W> {
    turn: Turn<'a>,
    to: W,
    all: usize,
    rejected: usize,
}

impl<W: Write> People<'_, W> {
    fn read(&mut self, from: &mut impl BufRead) -> Result<(), Stopped> {
        let (mut text, mut number) = (Vec::new(), 1_usize);
        loop {
            let lines = next(from, &mut text).map_err(Stopped::Unread)?;
            if lines == 0 {
                return Ok(());
            }
            self.take(&text, number).map_err(Stopped::Unwritten)?;
            number = number.saturating_add(lines);
        }
    }

    /// Takes what begins on a line: mostly one person.
    fn take(&mut self, text: &[u8], first: usize) -> io::Result<()> {
        let text = text.trim_ascii_end();
        if text.len() > LONGEST {
            return self.write(first, Err(rejection::too_long()));
        }
        let mut values = serde_json::Deserializer::from_slice(text).into_iter::<Json>();
        let mut from = values.byte_offset();
        while let Some(value) = values.next() {
            let above = lines_above(text, from);
            from = values.byte_offset();
            let made =
                value.map_err(|error| rejection::not_json(&error, first, above)).and_then(|json| self.turned(&json));
            self.write(first.saturating_add(above), made)?;
        }
        Ok(())
    }

    fn turned(&self, json: &Json) -> Result<Json, Vec<Rejection>> {
        rejection::again(json).map_or_else(|| (self.turn)(json), Err)
    }

    fn write(&mut self, line: usize, made: Result<Json, Vec<Rejection>>) -> io::Result<()> {
        self.all = self.all.saturating_add(1);
        let written = made.unwrap_or_else(|reasons| {
            self.rejected = self.rejected.saturating_add(1);
            say(rejection::told(line, &reasons));
            rejection::in_place(line, &reasons)
        });
        streams::write(&mut self.to, &format!("{written}\n"))
    }
}

/// Reads the next line, and those below that belong to it; gives how many.
fn next(from: &mut impl BufRead, text: &mut Vec<u8>) -> io::Result<usize> {
    text.clear();
    let mut lines = 0_usize;
    while (lines == 0 || goes_on(from.fill_buf()?)) && streams::line(from, text, 0)? {
        lines = lines.saturating_add(1);
    }
    Ok(lines)
}

fn goes_on(line: &[u8]) -> bool {
    line.first().is_some_and(|first| first.is_ascii_whitespace() || matches!(first, b'}' | b']'))
}

/// How many lines end above the first sign that stands from a place on.
fn lines_above(text: &[u8], from: usize) -> usize {
    let (before, rest) = text.split_at_checked(from).unwrap_or_default();
    let room = rest.iter().take_while(|byte| byte.is_ascii_whitespace());
    before.iter().chain(room).filter(|byte| **byte == b'\n').count()
}
