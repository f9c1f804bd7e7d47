//! The text of a registry's criteria: its headings, its items, and what belongs to each.
//!
//! A line is never lost: what cannot be told apart becomes an item of its own, with a doubt for the author.

use super::criteria_line::{Heading, Mark, Style, heading, indent, mark, plain};
use crate::trial::Role;

/// One item at the outermost level, with all that is nested in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    /// Which heading it stands under, if that could be told.
    pub kind: Option<Role>,
    /// Its words; a nested item has a line of its own, indented.
    pub text: String,
    /// What the author should look at.
    pub doubt: Option<Doubt>,
}

/// What may not have been understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// A heading that says more than the kind.
    Heading,
    /// A line that leads in the items below it.
    LeadIn,
    /// A text without a mark before it.
    Unmarked,
    /// A number that does not follow the one before.
    Order,
}

impl Doubt {
    /// All of them, in the order in which they are told.
    pub const ALL: [Doubt; 4] = [Doubt::Heading, Doubt::LeadIn, Doubt::Unmarked, Doubt::Order];

    /// Whether it is no item, but a line about other items.
    pub fn is_about_others(self) -> bool {
        matches!(self, Doubt::Heading | Doubt::LeadIn)
    }

    /// What is doubtful, and the mend.
    pub fn told(self) -> &'static str {
        match self {
            Doubt::Heading => {
                "a heading that says more than the kind. Let the words of the items below say it too, then delete it."
            }
            Doubt::LeadIn => "leads in the items below it. Let their words say it too, then delete it.",
            Doubt::Unmarked => {
                "no mark stands before this text. Check that it is one criterion. If you split it, leave the text with \
                 each part."
            }
            Doubt::Order => "its number does not follow the one before. Check where the criterion begins and ends.",
        }
    }
}

/// A nested item is indented this much more, at least.
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

/// What has been read so far.
#[derive(Default)]
struct Reader {
    items: Vec<Item>,
    kind: Option<Role>,
    /// How far the outermost items of this list are indented, and what marks them; none outside of a list.
    top: Option<(usize, Style)>,
    /// What marks the items nested in the one being read.
    inner: Option<Style>,
    /// The number of the item being read.
    number: Option<u32>,
    /// Whether the line before was blank, or there was none.
    blank: bool,
}

impl Reader {
    fn heading(&mut self, line: &str, heading: &Heading<'_>) {
        self.kind = heading.kind;
        if !heading.plain {
            self.begin(line, Some(Doubt::Heading));
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
                self.begin(line, Some(if line.ends_with(':') { Doubt::LeadIn } else { Doubt::Unmarked }));
            }
        }
    }

    /// Whether a marked line is nested in the item being read: by its indent, or because it is marked otherwise.
    fn nests(&self, indent: usize, mark: &Mark<'_>, top: usize, style: Style) -> bool {
        let otherwise = mark.style != style;
        let opened = self.items.last().is_some_and(|item| item.text.ends_with(':'));
        indent >= top.saturating_add(NESTED)
            || otherwise
                && (opened || self.inner == Some(mark.style) || (style, mark.style) == (Style::Number, Style::Letter))
    }

    fn marked(&mut self, indent: usize, mark: &Mark<'_>) {
        let due = self.number.map_or(1, |number| number.saturating_add(1));
        // Below a line that leads in, numbers may begin again.
        let again = self.top.is_none().then_some(1);
        let doubt = mark.number.is_some_and(|number| number != due && Some(number) != again).then_some(Doubt::Order);
        self.number = mark.number;
        let top = self.top.map_or(indent, |(top, _)| top.min(indent));
        self.top = Some((top, mark.style));
        self.begin(mark.rest, doubt);
    }

    fn begin(&mut self, line: &str, doubt: Option<Doubt>) {
        self.inner = None;
        self.items.push(Item { kind: self.kind, text: plain(line), doubt });
    }

    /// Goes on with the line before.
    fn go_on(&mut self, line: &str) {
        match self.items.last_mut() {
            Some(item) => item.text = format!("{} {}", item.text, plain(line)).trim().to_owned(),
            None => self.begin(line, Some(Doubt::Unmarked)),
        }
    }

    /// Goes on with the item on a line of its own.
    fn below(&mut self, indent: usize, line: &str) {
        if let Some(item) = self.items.last_mut() {
            item.text.push_str(&format!("\n{}{}", " ".repeat(indent.min(24)), plain(line)));
        }
    }
}

/// Whether a line without a mark is about the items below it, and does not go on with the item above.
fn leads_in(line: &str, next: &str, (top, style): (usize, Style)) -> bool {
    let below = mark(next.trim()).is_some_and(|mark| mark.style == style);
    line.ends_with(':') && below && indent(next) < top.saturating_add(NESTED)
}
