//! Where in a file the value at a path stands.
//!
//! A tree of JSON has no positions, as nothing but messages needs them. This reads the text once more, for its shape alone.

use std::ops::Range;

/// Deeper than any JSON that is read.
const DEPTH: usize = 200;

/// Where each value of a text stands.
#[derive(Debug)]
pub struct Outline<'a> {
    text: &'a str,
    root: Node,
}

/// A value, in bytes.
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

/// Where a value stands, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ident {
    /// The value.
    pub value: Range<usize>,
    /// Its key, if it is in an object.
    pub key: Option<Range<usize>>,
    /// The `id` of the nearest object around it, or its own.
    pub id: Option<String>,
    /// Whether the value is there. Where it is missing, this is the spot of what it is missing in.
    pub exact: bool,
}

impl<'a> Outline<'a> {
    /// Reads the shape of a text; `None` if it is not JSON.
    pub fn of(text: &'a str) -> Option<Outline<'a>> {
        let mut reader = Reader { text, at: 0 };
        let root = reader.value(0)?;
        reader.space();
        (reader.at == text.len()).then_some(Outline { text, root })
    }

    /// The spot of the value at a path such as `criteria[3].rule`; of a key written twice, the last.
    pub fn find(&self, path: &str) -> Ident {
        let root = Ident { value: self.root.span.clone(), key: None, id: None, exact: path.is_empty() };
        let mut nearest = (path.len(), Ident { id: self.id(&self.root), ..root });
        self.below(&self.root, path, &mut nearest);
        nearest.1
    }

    /// Goes on to what is under a value; `nearest` is the spot that leaves least of the path, with how much that is.
    fn below(&self, node: &Node, rest: &str, nearest: &mut (usize, Ident)) {
        let outer = nearest.1.id.clone();
        let mut visit = |value: &Node, key: Option<Range<usize>>, rest: &str| {
            let left = (rest.len(), rest.is_empty());
            if left.0 <= nearest.0 {
                let id = self.id(value).or_else(|| outer.clone());
                *nearest = (left.0, Ident { value: value.span.clone(), key, id, exact: left.1 });
                self.below(value, rest, nearest);
            }
        };
        match &node.inside {
            Inside::Nothing => {}
            Inside::List(items) => {
                let place = rest.strip_prefix('[').and_then(|rest| rest.split_once(']'));
                let item = place.and_then(|(place, rest)| Some((items.get(place.parse::<usize>().ok()?)?, rest)));
                if let Some((item, rest)) = item {
                    visit(item, None, rest);
                }
            }
            // A key may hold dots and brackets itself.
            Inside::Object(entries) => {
                let rest = rest.strip_prefix('.').unwrap_or(rest);
                for entry in entries {
                    let behind = rest.strip_prefix(entry.key.as_str());
                    if let Some(behind) = behind.filter(|rest| rest.is_empty() || rest.starts_with(['.', '['])) {
                        visit(&entry.value, Some(entry.span.clone()), behind);
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

    /// The bytes of a word, a number or a mark that begins at a column, from 1, of the text that stands at a spot.
    pub fn within(&self, spot: &Ident, column: usize) -> Option<Range<usize>> {
        let quoted = self.text.get(spot.value.clone())?.strip_prefix('"')?.strip_suffix('"')?;
        let letters: Vec<(Range<usize>, char)> = Letters { text: quoted, at: 0 }.collect();
        let behind = letters.get(column.checked_sub(1)?..)?;
        let part = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '.';
        let is_word = behind.first().is_some_and(|(_, letter)| part(*letter));
        let length = behind.iter().take_while(|(_, letter)| is_word && part(*letter)).count().max(1);
        let (first, last) = (behind.first(), behind.get(..length).and_then(<[_]>::last));
        let start = first.map_or(quoted.len(), |(bytes, _)| bytes.start);
        let end = last.map_or(quoted.len().saturating_add(1), |(bytes, _)| bytes.end);
        let from = spot.value.start.saturating_add(1);
        Some(from.saturating_add(start)..from.saturating_add(end))
    }
}

/// The letters of a text in quotes, each with the bytes that write it.
struct Letters<'a> {
    text: &'a str,
    at: usize,
}

impl Letters<'_> {
    /// The number of an escape such as `\u00e9` at a place.
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
                // All letters behind it stand for white space or a control.
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

    /// Takes the next sign if it is this one, with the space before it.
    fn take(&mut self, sign: u8) -> Option<()> {
        self.space();
        (self.peek()? == sign).then(|| self.at = self.at.saturating_add(1))
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
            let sign = self.peek()?;
            self.at = self.at.saturating_add(if sign == b'\\' { 2 } else { 1 });
            if sign == b'"' {
                return Some(start..self.at);
            }
        }
    }
}

/// The line, from 1, of a byte in a text, and where that line begins and ends.
pub fn line(text: &str, at: usize) -> (usize, Range<usize>) {
    let before = text.get(..at).unwrap_or(text);
    let start = before.rfind('\n').map_or(0, |end| end.saturating_add(1));
    let length = text.get(start..).map_or(0, |rest| rest.find('\n').unwrap_or(rest.len()));
    (before.matches('\n').count().saturating_add(1), start..start.saturating_add(length))
}
