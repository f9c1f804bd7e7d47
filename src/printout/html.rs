//! Markup. A text becomes markup only through an escape, so that no wording can be mistaken for a tag.

/// A piece of markup.
#[derive(Debug, Clone, Default)]
pub(super) struct Html(String);

impl Html {
    /// The markup as it is written to a file.
    pub(super) fn into_text(self) -> String {
        self.0
    }

    /// Whether nothing is there.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Pieces with a text between each two of them.
    pub(super) fn joined(parts: impl IntoIterator<Item = Html>, between: &str) -> Html {
        let mut all = Html::default();
        for (place, part) in parts.into_iter().enumerate() {
            if place > 0 {
                all.0.push_str(&escaped(between));
            }
            all.0.push_str(&part.0);
        }
        all
    }
}

impl From<&str> for Html {
    fn from(text: &str) -> Html {
        Html(escaped(text))
    }
}

impl From<String> for Html {
    fn from(text: String) -> Html {
        Html(escaped(&text))
    }
}

impl<const N: usize> From<[Html; N]> for Html {
    fn from(parts: [Html; N]) -> Html {
        parts.into_iter().collect()
    }
}

impl FromIterator<Html> for Html {
    fn from_iter<I: IntoIterator<Item = Html>>(parts: I) -> Html {
        Html(parts.into_iter().map(|part| part.0).collect())
    }
}

/// An element.
pub(super) fn tag(name: &str, inner: impl Into<Html>) -> Html {
    tag_with(name, &[], inner)
}

/// An element with attributes.
pub(super) fn tag_with(name: &str, attributes: &[(&str, &str)], inner: impl Into<Html>) -> Html {
    let attributes: String =
        attributes.iter().map(|(key, value)| format!(" {key}={0}{1}{0}", QUOTE, escaped(value))).collect();
    Html(format!("<{name}{attributes}>{}</{name}>{}", inner.into().0, if BLOCKS.contains(&name) { "\n" } else { "" }))
}

/// The whole document.
pub(super) fn document(language: &str, title: &str, style: &str, body: Html) -> String {
    let title = tag("title", title).into_text();
    let language = escaped(language);
    format!(include_str!("frame.html"), language = language, title = title, style = style, body = body.into_text())
}

/// A text inside a style sheet: all but plain letters and digits as code points, so that none can end it.
pub(super) fn style_text(text: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric();
    text.chars().map(|c| if plain(c) { c.to_string() } else { format!("\\{:x} ", u32::from(c)) }).collect()
}

const QUOTE: char = '\u{22}';
/// Elements that stand on a line of their own, so that two versions of a paper can be compared line by line.
const BLOCKS: [&str; 12] = ["h1", "h2", "h3", "h4", "p", "ul", "li", "table", "thead", "tbody", "tr", "section"];

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            QUOTE => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}
