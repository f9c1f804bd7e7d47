//! Reads people from standard input, one after another. A person who cannot be accepted gets a rejection instead of a
//! result, and the others are processed.
//!
//! A person is a JSON value. It begins a line, and can continue on the lines below, as JSON is laid out for reading
//! ([`continues`]). So a fault in one person does not hide where the next begins.

use std::io::{self, BufRead, Write};
use std::process::ExitCode;

use super::streams::{self, LONGEST, StopReason};
use super::{rejection, say};
use crate::answers::Rejection;
use crate::json::Json;

/// Converts a person's JSON.
type PersonFn<'a> = &'a dyn Fn(&Json) -> Result<Json, Vec<Rejection>>;

/// Converts each person on standard input and writes one line per person.
pub(super) fn each(convert: PersonFn<'_>) -> ExitCode {
    if let Err(why) = streams::ensure_open() {
        say(why);
        return ExitCode::FAILURE;
    }
    let mut people = People { convert, output: io::stdout().lock(), all: 0, rejected: 0 };
    match people.read(&mut io::stdin().lock()) {
        Ok(()) if people.rejected == 0 => ExitCode::SUCCESS,
        Ok(()) => {
            rejection::say_count(people.rejected, people.all);
            ExitCode::FAILURE
        }
        Err(stopped) => stopped.exit_code(),
    }
}

struct People<'a, W> {
    convert: PersonFn<'a>,
    output: W,
    all: usize,
    rejected: usize,
}

impl<W: Write> People<'_, W> {
    fn read(&mut self, input: &mut impl BufRead) -> Result<(), StopReason> {
        let (mut text, mut line, mut number) = (Text::default(), Line::default(), 0_usize);
        while line.read(input).map_err(StopReason::Unread)? {
            number = number.saturating_add(1);
            if number == 1 {
                line.bytes = streams::without_bom(&line.bytes).to_vec();
            }
            if !text.is_empty() && !continues(&line, &text) {
                self.process(&text).map_err(StopReason::Unwritten)?;
                text.clear();
            }
            // A blank line belongs to the text above if something is open there; otherwise it is skipped.
            if text.depth > 0 || line.first().is_some() || line.is_too_long() {
                text.add(&line, number);
            }
        }
        if text.is_empty() { Ok(()) } else { self.process(&text).map_err(StopReason::Unwritten) }
    }

    /// Converts the values of a text, usually one person.
    fn process(&mut self, &Text { ref bytes, first, .. }: &Text) -> io::Result<()> {
        if streams::without_end(bytes).len() > LONGEST {
            return self.write(first, Err(rejection::too_long()));
        }
        let text = bytes.trim_ascii_end();
        let mut values = serde_json::Deserializer::from_slice(text).into_iter::<Json>();
        let mut start = values.byte_offset();
        while let Some(value) = values.next() {
            let above = lines_above(text, start);
            start = values.byte_offset();
            let converted =
                value.map_err(|error| rejection::not_json(&error, first, above)).and_then(|json| self.converted(&json));
            self.write(first.saturating_add(above), converted)?;
        }
        Ok(())
    }

    fn converted(&self, json: &Json) -> Result<Json, Vec<Rejection>> {
        rejection::rejected_before(json).map_or_else(|| (self.convert)(json), Err)
    }

    fn write(&mut self, line: usize, converted: Result<Json, Vec<Rejection>>) -> io::Result<()> {
        self.all = self.all.saturating_add(1);
        let written = converted.unwrap_or_else(|reasons| {
            self.rejected = self.rejected.saturating_add(1);
            say(rejection::messages(line, &reasons));
            rejection::to_json(line, &reasons)
        });
        streams::write(&mut self.output, &format!("{written}\n"))
    }
}

/// Returns whether a line belongs to the text above: if it closes something there, or if something is open there and
/// the line is indented. A line that begins an object and is indented no deeper than the start of the text is still the
/// next person, as nested objects are indented deeper.
fn continues(line: &Line, text: &Text) -> bool {
    let indent = line.indent();
    match line.first() {
        None => !line.is_too_long(),
        Some(b'}' | b']') => true,
        Some(b',' | b':') => indent > 0,
        Some(_) if text.depth <= 0 || indent == 0 => false,
        Some(first) => indent > text.indent || first != b'{',
    }
}

/// A line, without the bytes beyond the limit.
#[derive(Default)]
struct Line {
    bytes: Vec<u8>,
    /// How many more brackets the whole line opens than it closes.
    depth: i64,
}

impl Line {
    fn read(&mut self, input: &mut impl BufRead) -> io::Result<bool> {
        self.bytes.clear();
        let (mut depth, mut quoted, mut escaped) = (0_i64, false, false);
        let found = streams::read_line_seen(input, &mut self.bytes, 0, |seen| {
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
        found
    }

    fn indent(&self) -> usize {
        self.bytes.iter().take_while(|byte| byte.is_ascii_whitespace()).count()
    }

    /// Returns the first byte after the indentation.
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
    /// The number of the first line, and its indentation.
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

    /// Adds a line. If the text is too long already, nothing more is kept.
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

/// Returns how many lines end before the first visible character at or after a position.
fn lines_above(text: &[u8], position: usize) -> usize {
    let (before, rest) = text.split_at_checked(position).unwrap_or_default();
    let space = rest.iter().take_while(|byte| byte.is_ascii_whitespace());
    before.iter().chain(space).filter(|byte| **byte == b'\n').count()
}
