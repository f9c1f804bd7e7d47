//! Locates the value at a path in the text of a file.
//!
//! A JSON tree has no positions, because only messages need them. This module reads the text again, only for its structure.

use std::ops::Range;

/// The greatest depth of nesting: deeper than any JSON that is read.
const DEPTH: usize = 200;

/// The spans of all values of a text.
#[derive(Debug)]
pub struct Outline<'a> {
    text: &'a str,
    root: Node,
}

/// A value and its span in bytes.
#[derive(Debug)]
struct Node {
    span: Range<usize>,
    inside: Inside,
}

#[derive(Debug)]
enum Inside {
    Nothing,
    List(Vec<Node>),
    Object(Vec<Entry>),
}

#[derive(Debug)]
struct Entry {
    key: String,
    span: Range<usize>,
    value: Node,
}

/// The spans, in bytes, of a value and its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// The value.
    pub value: Range<usize>,
    /// Its key, if it is in an object.
    pub key: Option<Range<usize>>,
    /// Its own `id`, or that of the nearest object around it.
    pub id: Option<String>,
    /// Whether the value exists. If it is missing, these are the spans of the value that it is missing from.
    pub exact: bool,
}

impl<'a> Outline<'a> {
    /// Reads the structure of a text; returns `None` if it is not JSON.
    pub fn of(text: &'a str) -> Option<Outline<'a>> {
        let mut reader = Reader { text, at: 0 };
        let root = reader.value(0)?;
        reader.space();
        (reader.at == text.len()).then_some(Outline { text, root })
    }

    /// Returns the spans of the value at a path such as `criteria[3].rule`; for a key written twice, those of the last
    /// value.
    pub fn find(&self, path: &str) -> Position {
        let root = Position { value: self.root.span.clone(), key: None, id: None, exact: path.is_empty() };
        let mut nearest = (path.len(), Position { id: self.id(&self.root), ..root });
        self.search(&self.root, path, &mut nearest);
        nearest.1
    }

    /// Searches the values inside a value. `nearest` holds the match that leaves the least of the path, and the length
    /// of that rest.
    fn search(&self, node: &Node, rest: &str, nearest: &mut (usize, Position)) {
        let outer = nearest.1.id.clone();
        let mut visit = |value: &Node, key: Option<Range<usize>>, rest: &str| {
            if rest.len() <= nearest.0 {
                let id = self.id(value).or_else(|| outer.clone());
                *nearest = (rest.len(), Position { value: value.span.clone(), key, id, exact: rest.is_empty() });
                self.search(value, rest, nearest);
            }
        };
        match &node.inside {
            Inside::Nothing => {}
            Inside::List(items) => {
                let index = rest.strip_prefix('[').and_then(|rest| rest.split_once(']'));
                let item = index.and_then(|(index, rest)| Some((items.get(index.parse::<usize>().ok()?)?, rest)));
                if let Some((item, rest)) = item {
                    visit(item, None, rest);
                }
            }
            // A key may itself contain dots and brackets.
            Inside::Object(entries) => {
                let rest = rest.strip_prefix('.').unwrap_or(rest);
                for entry in entries {
                    let after = rest.strip_prefix(entry.key.as_str());
                    if let Some(after) = after.filter(|rest| rest.is_empty() || rest.starts_with(['.', '['])) {
                        visit(&entry.value, Some(entry.span.clone()), after);
                    }
                }
            }
        }
    }

    fn id(&self, node: &Node) -> Option<String> {
        let Inside::Object(entries) = &node.inside else { return None };
        let id = entries.iter().find(|entry| entry.key == "id")?;
        serde_json::from_str(self.text.get(id.value.span.clone())?).ok()
    }

    /// Returns the span of the word, number or mark that begins at a column, counted from 1, of a text value.
    pub fn within(&self, at: &Position, column: usize) -> Option<Range<usize>> {
        let quoted = self.text.get(at.value.clone())?.strip_prefix('"')?.strip_suffix('"')?;
        let letters: Vec<(Range<usize>, char)> = Letters { text: quoted, at: 0 }.collect();
        let following = letters.get(column.checked_sub(1)?..)?;
        let part = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '.';
        let is_word = following.first().is_some_and(|(_, letter)| part(*letter));
        let length = following.iter().take_while(|(_, letter)| is_word && part(*letter)).count().max(1);
        let (first, last) = (following.first(), following.get(..length).and_then(<[_]>::last));
        let start = first.map_or(quoted.len(), |(bytes, _)| bytes.start);
        let end = last.map_or(quoted.len().saturating_add(1), |(bytes, _)| bytes.end);
        let from = at.value.start.saturating_add(1);
        Some(from.saturating_add(start)..from.saturating_add(end))
    }
}

/// Iterates over the letters of a quoted text, each with its span.
struct Letters<'a> {
    text: &'a str,
    at: usize,
}

impl Letters<'_> {
    /// Returns the number of an escape such as `\u00e9` at a position.
    fn unit(&self, at: usize) -> Option<u32> {
        let digits = self.text.get(at..at.checked_add(6)?)?.strip_prefix("\\u")?;
        u32::from_str_radix(digits, 16).ok()
    }
}

impl Iterator for Letters<'_> {
    type Item = (Range<usize>, char);

    fn next(&mut self) -> Option<(Range<usize>, char)> {
        let start = self.at;
        let rest = self.text.get(start..)?;
        let letter = rest.chars().next()?;
        let (letter, length) = match (letter, self.unit(start)) {
            ('\\', Some(high @ 0xD800..0xDC00)) => {
                let low = self.unit(start.saturating_add(6)).filter(|low| (0xDC00..0xE000).contains(low));
                let pair = low.map(|low| [high, low].map(|unit| u16::try_from(unit).unwrap_or_default()));
                let letter = pair.and_then(|pair| char::decode_utf16(pair).next()?.ok());
                (letter.unwrap_or(char::REPLACEMENT_CHARACTER), if letter.is_some() { 12 } else { 6 })
            }
            ('\\', Some(unit)) => (char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER), 6),
            ('\\', None) => {
                // An ASCII letter after the backslash stands for white space or a control character.
                let escaped = rest.chars().nth(1).filter(|letter| !letter.is_ascii_alphabetic());
                (escaped.unwrap_or(' '), 2)
            }
            (plain, _) => (plain, plain.len_utf8()),
        };
        self.at = start.saturating_add(length);
        Some((start..self.at, letter))
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        self.run(|byte| byte.is_ascii_whitespace());
    }

    fn run(&mut self, part: fn(u8) -> bool) {
        while self.peek().is_some_and(part) {
            self.at = self.at.saturating_add(1);
        }
    }

    /// Takes the next byte, and the space before it, if it is this one.
    fn take(&mut self, byte: u8) -> Option<()> {
        self.space();
        (self.peek()? == byte).then(|| self.at = self.at.saturating_add(1))
    }

    fn value(&mut self, depth: usize) -> Option<Node> {
        self.space();
        let start = self.at;
        let inside = match self.peek()? {
            _ if depth > DEPTH => return None,
            b'{' => Inside::Object(self.items(b'}', |reader| reader.entry(depth))?),
            b'[' => Inside::List(self.items(b']', |reader| reader.value(depth.saturating_add(1)))?),
            b'"' => {
                self.quoted()?;
                Inside::Nothing
            }
            _ => {
                self.run(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
                Inside::Nothing
            }
        };
        (self.at > start).then_some(Node { span: start..self.at, inside })
    }

    fn items<T>(&mut self, end: u8, mut item: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        self.at = self.at.saturating_add(1);
        let mut items = Vec::new();
        if self.take(end).is_some() {
            return Some(items);
        }
        loop {
            items.push(item(self)?);
            if self.take(end).is_some() {
                return Some(items);
            }
            self.take(b',')?;
        }
    }

    fn entry(&mut self, depth: usize) -> Option<Entry> {
        self.space();
        let span = self.quoted()?;
        let key = serde_json::from_str(self.text.get(span.clone())?).ok()?;
        self.take(b':')?;
        Some(Entry { key, span, value: self.value(depth.saturating_add(1))? })
    }

    fn quoted(&mut self) -> Option<Range<usize>> {
        let start = self.at;
        self.take(b'"')?;
        loop {
            self.run(|byte| byte != b'"' && byte != b'\\');
            let byte = self.peek()?;
            self.at = self.at.saturating_add(if byte == b'\\' { 2 } else { 1 });
            if byte == b'"' {
                return Some(start..self.at);
            }
        }
    }
}

/// Returns the number, from 1, and the span of the line that holds a byte of a text.
pub fn line(text: &str, at: usize) -> (usize, Range<usize>) {
    let before = text.get(..at).unwrap_or(text);
    let start = before.rfind('\n').map_or(0, |end| end.saturating_add(1));
    let length = text.get(start..).map_or(0, |rest| rest.find('\n').unwrap_or(rest.len()));
    (before.matches('\n').count().saturating_add(1), start..start.saturating_add(length))
}
