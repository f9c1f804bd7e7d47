//! Safe display of untrusted text: hidden characters become visible, and long texts are cut.
//!
//! A file, a link or a line of answers may come from an attacker. A bidirectional control in it could make `gpj.exe`
//! read `exe.jpg`, a terminal control could overwrite the line above, and an invisible character makes two different
//! ids look the same. Such characters are displayed as their code point, for example `⟨U+202E⟩`. The data itself is not
//! changed.

/// The greatest number of characters of a text that a message quotes.
const QUOTED: usize = 80;

/// Returns whether a character is invisible or changes how others are displayed.
///
/// These are the control characters except the tab, the line and paragraph separators, the interlinear annotation
/// characters, and all that Unicode lets programs ignore (`Default_Ignorable_Code_Point` of Unicode 17), which includes
/// every bidirectional control.
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

/// Returns a text in which every hidden character is replaced by its code point.
///
/// ```
/// use prescreener::json::visible::{short, visible};
/// assert_eq!(visible("I05\u{202E}c\u{1B}[2J"), "I05⟨U+202E⟩c⟨U+001B⟩[2J");
/// assert_eq!(short(&"x".repeat(100_000)).chars().count(), 81);
/// ```
pub fn visible(text: &str) -> String {
    shown(text, usize::MAX)
}

/// Returns a text as [`visible`] does, cut to the length that a message quotes.
pub fn short(text: &str) -> String {
    shown(text, QUOTED)
}

/// Returns a text as [`visible`] does, cut after `most` characters.
pub fn shown(text: &str, most: usize) -> String {
    let mut shown = String::new();
    for (position, character) in text.chars().enumerate() {
        if position == most {
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

/// Returns the same JSON with every hidden character as a JSON escape, so that readers see it. Line breaks are kept.
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

    /// Tests every bidirectional control (UAX #9) and other invisible characters; letters, their marks and signs are
    /// visible.
    #[test]
    fn hidden_characters_are_recognised() {
        let directions =
            "\u{61C}\u{200E}\u{200F}\u{202A}\u{202B}\u{202C}\u{202D}\u{202E}\u{2066}\u{2067}\u{2068}\u{2069}";
        let invisible =
            "\0\n\r\u{1B}\u{7F}\u{85}\u{9F}\u{AD}\u{200B}\u{200D}\u{2028}\u{2029}\u{2060}\u{FE0F}\u{FEFF}\u{E0041}";
        assert!(directions.chars().chain(invisible.chars()).all(hides));
        assert!(!"\t aé\u{301}ß¿…⟨ע ق 汉\u{A0}\u{2011}𝒳".chars().any(hides));
    }

    #[test]
    fn a_cut_text_ends_with_an_ellipsis() {
        assert_eq!(shown("abc", 3), "abc");
        assert_eq!(shown("abcd", 3), "abc…");
        assert_eq!(shown("\u{202E}bcd", 1), "⟨U+202E⟩…");
    }
}
