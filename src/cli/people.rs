//! People on standard input, one after another: what cannot be taken gets a line in its place, and the rest is done.
//!
//! A person is a JSON value. It begins a line, and may go on over the lines below, as JSON is laid out for reading
//! ([`goes_on`]). So whatever is wrong in one, the next begins where it is seen to begin.

use std::io::{self, BufRead, Write};
use std::process::ExitCode;

use super::streams::{self, LONGEST, StopReason};
use super::{rejection, say};
use crate::answers::Rejection;
use crate::json::Json;

/// What is made of a person.
type PersonFn<'a> = &'a dyn Fn(&Json) -> Result<Json, Vec<Rejection>>;

/// Turns every person of standard input into a line.
pub(super) fn each(turn: PersonFn<'_>) -> ExitCode {
    if let Err(why) = streams::open() {
        say(why);
        return ExitCode::FAILURE;
    }
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
    turn: PersonFn<'a>,
    to: W,
    all: usize,
    rejected: usize,
}

impl<W: Write> People<'_, W> {
    fn read(&mut self, from: &mut impl BufRead) -> Result<(), StopReason> {
        let (mut text, mut line, mut number) = (Text::default(), Line::default(), 0_usize);
        while line.read(from).map_err(StopReason::Unread)? {
            number = number.saturating_add(1);
            if number == 1 {
                line.bytes = streams::without_mark(&line.bytes).to_vec();
            }
            if !text.is_empty() && !goes_on(&line, &text) {
                self.take(&text).map_err(StopReason::Unwritten)?;
                text.clear();
            }
            // What is blank belongs to what is open, or to nobody.
            if text.depth > 0 || line.first().is_some() || line.is_too_long() {
                text.add(&line, number);
            }
        }
        if text.is_empty() { Ok(()) } else { self.take(&text).map_err(StopReason::Unwritten) }
    }

    /// Takes what begins on a line: mostly one person.
    fn take(&mut self, &Text { ref bytes, first, .. }: &Text) -> io::Result<()> {
        if streams::without_end(bytes).len() > LONGEST {
            return self.write(first, Err(rejection::too_long()));
        }
        let text = bytes.trim_ascii_end();
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

/// Whether a line belongs to the text above: it closes something there; or something is open there, and the line is indented.
/// Where it is indented no deeper than the text began, and begins an object, it is the next person all the same, as what is
/// inside stands deeper.
fn goes_on(line: &Line, text: &Text) -> bool {
    let indent = line.indent();
    match line.first() {
        None => !line.is_too_long(),
        Some(b'}' | b']') => true,
        Some(b',' | b':') => indent > 0,
        Some(_) if text.depth <= 0 || indent == 0 => false,
        Some(first) => indent > text.indent || first != b'{',
    }
}

/// A line, as far as it is kept.
#[derive(Default)]
struct Line {
    bytes: Vec<u8>,
    /// How many brackets stay open behind it, of all that it holds.
    depth: i64,
}

impl Line {
    fn read(&mut self, from: &mut impl BufRead) -> io::Result<bool> {
        self.bytes.clear();
        let (mut depth, mut quoted, mut escaped) = (0_i64, false, false);
        let there = streams::line_seen(from, &mut self.bytes, 0, |seen| {
            for byte in seen {
                match byte {
                    _ if escaped => escaped = false,
                    b'\\' => escaped = quoted,
                    b'"' => quoted = !quoted,
                    b'{' | b'[' if !quoted => depth = depth.saturating_add(1),
                    b'}' | b']' if !quoted => depth = depth.saturating_sub(1),
                    _ => {}
                }
            }
        });
        self.depth = depth;
        there
    }

    fn indent(&self) -> usize {
        self.bytes.iter().take_while(|byte| byte.is_ascii_whitespace()).count()
    }

    /// The first sign that shows.
    fn first(&self) -> Option<u8> {
        self.bytes.get(self.indent()).copied()
    }

    fn is_too_long(&self) -> bool {
        streams::without_end(&self.bytes).len() > LONGEST
    }
}

/// Lines that belong together.
#[derive(Default)]
struct Text {
    bytes: Vec<u8>,
    /// The number of the first line, and how deep it is indented.
    first: usize,
    indent: usize,
    /// How many brackets are still open.
    depth: i64,
}

impl Text {
    fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    fn clear(&mut self) {
        self.bytes.clear();
        self.depth = 0;
    }

    /// Of what is too long by now nothing more is kept.
    fn add(&mut self, line: &Line, number: usize) {
        if self.is_empty() {
            (self.first, self.indent) = (number, line.indent());
        }
        if self.bytes.len() <= LONGEST.saturating_add(1) {
            self.bytes.extend_from_slice(&line.bytes);
        }
        self.depth = self.depth.saturating_add(line.depth);
    }
}

/// How many lines end above the first sign that stands from a place on.
fn lines_above(text: &[u8], from: usize) -> usize {
    let (before, rest) = text.split_at_checked(from).unwrap_or_default();
    let room = rest.iter().take_while(|byte| byte.is_ascii_whitespace());
    before.iter().chain(room).filter(|byte| **byte == b'\n').count()
}
