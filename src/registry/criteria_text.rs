//! The text of a registry's criteria: its headings, and its items with their nested lines.
//!
//! No line is lost: an ambiguous line becomes an item of its own, with a note for the author.

use super::criteria_line::{Bullet, Heading, Style, heading, indent, mark, plain};
use crate::trial::Role;

/// One item at the outermost level, with everything nested in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    /// The kind of its heading, if that is clear.
    pub kind: Option<Role>,
    /// Its text; a nested item has an indented line of its own.
    pub text: String,
    /// The ambiguities that the author should review.
    pub doubt: Option<Ambiguity>,
}

/// A line that may have been misread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ambiguity {
    /// A heading that contains more than the kind.
    Heading,
    /// A line that introduces the items below it.
    LeadIn,
    /// A text without a bullet.
    Unmarked,
    /// A number out of sequence.
    Order,
}

impl Ambiguity {
    /// All ambiguities, in the order in which they are reported.
    pub const ALL: [Ambiguity; 4] = [Ambiguity::Heading, Ambiguity::LeadIn, Ambiguity::Unmarked, Ambiguity::Order];

    /// Returns whether this is a line about other items rather than an item.
    pub fn is_about_others(self) -> bool {
        matches!(self, Ambiguity::Heading | Ambiguity::LeadIn)
    }

    /// Returns the ambiguity and the fix in words.
    pub fn told(self) -> &'static str {
        match self {
            Ambiguity::Heading => {
                "a heading that says more than the kind. Let the words of the items below say it too, then delete it."
            }
            Ambiguity::LeadIn => "leads in the items below it. Let their words say it too, then delete it.",
            Ambiguity::Unmarked => {
                "no mark stands before this text. Check that it is one criterion. If you split it, leave the text with \
                 each part."
            }
            Ambiguity::Order => "its number does not follow the one before. Check where the criterion begins and ends.",
        }
    }
}

/// The least additional indentation of a nested item.
const NESTED: usize = 2;

/// Reads the items of a text.
pub(super) fn items(text: &str) -> Vec<Item> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = text.lines().collect();
    let mut reader = Reader::default();
    for (place, line) in lines.iter().enumerate() {
        let content = line.trim();
        if content.is_empty() {
            reader.blank = true;
            continue;
        }
        match heading(content) {
            Some(heading) => reader.heading(content, &heading),
            None => {
                let next = lines.iter().skip(place.saturating_add(1)).find(|line| !line.trim().is_empty());
                reader.line(indent(line), content, next.copied().unwrap_or_default());
            }
        }
        reader.blank = false;
    }
    reader.items
}

/// The state of the reader.
#[derive(Default)]
struct Reader {
    items: Vec<Item>,
    kind: Option<Role>,
    /// The indentation and the bullet of the outermost items of this list; `None` outside a list.
    top: Option<(usize, Style)>,
    /// The bullet of the items nested in the current one.
    inner: Option<Style>,
    /// The number of the current item.
    number: Option<u32>,
    /// Whether the previous line was blank or missing.
    blank: bool,
}

impl Reader {
    fn heading(&mut self, line: &str, heading: &Heading<'_>) {
        self.kind = heading.kind;
        if !heading.plain {
            self.begin(line, Some(Ambiguity::Heading));
        }
        (self.top, self.number) = (None, None);
        self.blank = true;
        if !heading.rest.is_empty() {
            self.line(0, heading.rest, "");
        }
    }

    fn line(&mut self, indent: usize, line: &str, next: &str) {
        match (mark(line), self.top) {
            (Some(mark), Some((top, style))) if self.nests(indent, &mark, top, style) => {
                self.inner = Some(mark.style);
                self.below(indent.saturating_sub(top).max(NESTED), line);
            }
            (Some(mark), _) => self.marked(indent, &mark),
            (None, Some((top, _))) if self.blank && indent >= top.saturating_add(NESTED) => self.below(NESTED, line),
            (None, Some(top)) if !self.blank && !leads_in(line, next, top) => self.go_on(line),
            (None, None) if !self.blank => self.go_on(line),
            (None, _) => {
                self.top = None;
                self.begin(line, Some(if line.ends_with(':') { Ambiguity::LeadIn } else { Ambiguity::Unmarked }));
            }
        }
    }

    /// Returns whether a marked line is nested in the current item: by its indentation, or because its bullet differs.
    fn nests(&self, indent: usize, mark: &Bullet<'_>, top: usize, style: Style) -> bool {
        let otherwise = mark.style != style;
        let opened = self.items.last().is_some_and(|item| item.text.ends_with(':'));
        indent >= top.saturating_add(NESTED)
            || otherwise
                && (opened || self.inner == Some(mark.style) || (style, mark.style) == (Style::Number, Style::Letter))
    }

    fn marked(&mut self, indent: usize, mark: &Bullet<'_>) {
        let due = self.number.map_or(1, |number| number.saturating_add(1));
        // Numbers can restart below an introductory line.
        let again = self.top.is_none().then_some(1);
        let doubt =
            mark.number.is_some_and(|number| number != due && Some(number) != again).then_some(Ambiguity::Order);
        self.number = mark.number;
        let top = self.top.map_or(indent, |(top, _)| top.min(indent));
        self.top = Some((top, mark.style));
        self.begin(mark.rest, doubt);
    }

    fn begin(&mut self, line: &str, doubt: Option<Ambiguity>) {
        self.inner = None;
        self.items.push(Item { kind: self.kind, text: plain(line), doubt });
    }

    /// Continues the previous line.
    fn go_on(&mut self, line: &str) {
        match self.items.last_mut() {
            Some(item) => item.text = format!("{} {}", item.text, plain(line)).trim().to_owned(),
            None => self.begin(line, Some(Ambiguity::Unmarked)),
        }
    }

    /// Continues the item on a line of its own.
    fn below(&mut self, indent: usize, line: &str) {
        if let Some(item) = self.items.last_mut() {
            item.text.push_str(&format!("\n{}{}", " ".repeat(indent.min(24)), plain(line)));
        }
    }
}

/// Returns whether a line without a bullet introduces the items below it instead of continuing the item above.
fn leads_in(line: &str, next: &str, (top, style): (usize, Style)) -> bool {
    let below = mark(next.trim()).is_some_and(|mark| mark.style == style);
    line.ends_with(':') && below && indent(next) < top.saturating_add(NESTED)
}
