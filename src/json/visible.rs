//! Text from outside, shown so that nothing in it hides and no message drowns in it.
//!
//! A file, a link or a line of answers comes from anybody. A control of writing direction in it could make `gpj.exe` read
//! `exe.jpg`, a control of the terminal could paint over the line above, and a letter that shows nothing makes two different ids
//! look the same. Such characters are shown by their number, as `⟨U+202E⟩`. What travels on as data is not changed.

/// How many characters of such a text a message quotes.
const QUOTED: usize = 80;

/// Whether a character shows nothing, or changes how others are shown.
///
/// These are the controls but for the tab, the separators of lines and paragraphs, the marks of interlinear annotation, and all
/// that Unicode lets programs leave out (`Default_Ignorable_Code_Point` of Unicode 17), which holds every control of direction.
pub fn hides(character: char) -> bool {
    match character {
        '\t' => false,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{3164}' => true,
        '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' => true,
        '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' => true,
        '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}' => true,
        other => other.is_control(),
    }
}

/// A text with the number of every character that hides.
///
/// ```
/// use prescreener::json::visible::{short, visible};
/// assert_eq!(visible("I05\u{202E}c\u{1B}[2J"), "I05⟨U+202E⟩c⟨U+001B⟩[2J");
/// assert_eq!(short(&"x".repeat(100_000)).chars().count(), 81);
/// ```
pub fn visible(text: &str) -> String {
    shown(text, usize::MAX)
}

/// As much of such a text as a message quotes.
pub fn short(text: &str) -> String {
    shown(text, QUOTED)
}

/// At most so many characters of a text, each to be seen.
pub fn shown(text: &str, most: usize) -> String {
    let mut shown = String::new();
    for (place, character) in text.chars().enumerate() {
        if place == most {
            shown.push('…');
            break;
        }
        if hides(character) {
            shown.push_str(&format!("⟨U+{:04X}⟩", u32::from(character)));
        } else {
            shown.push(character);
        }
    }
    shown
}

/// The same JSON, in which whoever reads it sees what hides: each such character as JSON itself escapes it. Lines stay lines.
///
/// ```
/// use prescreener::json::visible::escaped;
/// assert_eq!(escaped("{\"a\": \"b\u{202E}\u{E0041}\"}\n"), "{\"a\": \"b\\u202e\\udb40\\udc41\"}\n");
/// ```
pub fn escaped(json: &str) -> String {
    let mut escaped = String::new();
    for character in json.chars() {
        if hides(character) && character != '\n' && character != '\r' {
            let mut units = [0; 2];
            escaped.extend(character.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")));
        } else {
            escaped.push(character);
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::{hides, shown};

    /// Every control of direction (UAX #9), and what else shows nothing; letters, marks on them and signs do not hide.
    #[test]
    fn what_hides_is_told_from_what_shows() {
        let directions =
            "\u{61C}\u{200E}\u{200F}\u{202A}\u{202B}\u{202C}\u{202D}\u{202E}\u{2066}\u{2067}\u{2068}\u{2069}";
        let nothing =
            "\0\n\r\u{1B}\u{7F}\u{85}\u{9F}\u{AD}\u{200B}\u{200D}\u{2028}\u{2029}\u{2060}\u{FE0F}\u{FEFF}\u{E0041}";
        assert!(directions.chars().chain(nothing.chars()).all(hides));
        assert!(!"\t aé\u{301}ß¿…⟨ע ق 汉\u{A0}\u{2011}𝒳".chars().any(hides));
    }

    #[test]
    fn what_is_cut_says_so() {
        assert_eq!(shown("abc", 3), "abc");
        assert_eq!(shown("abcd", 3), "abc…");
        assert_eq!(shown("\u{202E}bcd", 1), "⟨U+202E⟩…");
    }
}
