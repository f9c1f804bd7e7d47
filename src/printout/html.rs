//! The HTML document around the markup. Templates escape every text, so that no wording can be mistaken for a tag.

use maud::{Markup, PreEscaped, html};

/// Joins parts with a separator between each two of them.
pub(super) fn joined(parts: impl IntoIterator<Item = Markup>, separator: &str) -> Markup {
    html! {
        @for (index, part) in parts.into_iter().enumerate() {
            @if index > 0 { (separator) }
            (part)
        }
    }
}

/// Returns the whole document.
pub(super) fn document(language: &str, title: &str, style: &str, body: &Markup) -> String {
    let document = html! {
        (PreEscaped("<!doctype html>\n"))
        html lang=(language) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                title { (title) }
                style { (PreEscaped(style)) }
            }
            body { "\n" (body) }
        }
    };
    // Only markup contains tags: texts are escaped, and the style sheet has none.
    BLOCKS
        .iter()
        .map(|name| format!("</{name}>"))
        .fold(document.into_string(), |text, end| text.replace(&end, &format!("{end}\n")))
}

/// Returns a text for a string in a style sheet. All but ASCII letters and digits become code points, so that no
/// character can end the string.
pub(super) fn style_text(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric();
    text.chars().map(|c| if plain(c) { c.to_string() } else { format!("\\{:x} ", u32::from(c)) }).collect()
}

/// Elements that end a line, so that two versions of the document can be compared line by line.
const BLOCKS: [&str; 17] = [
    "html", "head", "title", "style", "body", "h1", "h2", "h3", "h4", "p", "ul", "li", "table", "thead", "tbody", "tr",
    "section",
];
