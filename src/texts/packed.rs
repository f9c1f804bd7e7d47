//! The message files that a page loads: three for each language, for the questions, the result and the referral.
//!
//! A file consists of lines: a header, then a key, a tab and its text on each line, then a line with a dot. A key
//! begins with a dot for each of its parts that equals that part of the key before. The header names the trial by its
//! digest, so that a cache cannot mix the messages of one version with the rules of another. It ends with the checksum
//! of everything after it, because one wrong letter can invert a question. The dot shows that the file is complete.
//! Reading this format takes less code than reading JSON, and the questions need not wait for the result.

use std::fmt;

use super::Texts;
use crate::value::packed::checksum;

/// One of the three files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The messages of the questions and the check screen.
    Questions,
    /// The messages of the result alone, and the other names by which an option is found.
    Result,
    /// The messages of a referral.
    Referral,
}

/// The error for a file that does not contain the expected messages of this trial.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mismatch;

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("are damaged or cut short, or not those of this version of the trial; compile the definition again")
    }
}

impl std::error::Error for Mismatch {}

const END: &str = "\n.\n";

impl Part {
    fn header(self, digest: &str) -> String {
        let part = match self {
            Part::Questions => " questions ",
            Part::Result => " result ",
            Part::Referral => " referral ",
        };
        "prescreener/words/1 ".to_owned() + digest + part
    }
}

impl Texts {
    /// Packs the messages of one part, for the trial with this digest.
    ///
    /// ```
    /// # use prescreener::{diagnostics::Document, texts::{self, Part, Texts}};
    /// # let content = serde_json::json!({ "schema": "prescreener/texts/1", "texts": { "label.or": "or", "score.x": "X" } });
    /// # let content = serde_json::from_value(content).unwrap();
    /// # let all = texts::read(&[Document { path: "en.json".to_owned(), content }]).unwrap();
    /// let mut loaded = Texts::default();
    /// loaded.add(&all.pack(Part::Questions, "sha256:0"), Part::Questions, "sha256:0").unwrap();
    /// assert_eq!((loaded.find("label.or"), loaded.find("score.x")), (Some("or"), None));
    /// ```
    pub fn pack(&self, part: Part, digest: &str) -> String {
        let mut file = String::new();
        let mut before = "";
        // The messages that are shown when these files are missing are built into the element.
        let packed = self.texts.iter().filter(|(key, _)| !key.starts_with("failure.") && part_of(key) == part);
        for (key, text) in packed {
            let (mut rest, mut previous) = (key.as_str(), before);
            file.push('\n');
            while let Some((own, after)) = rest.split_once('.') {
                let (other, further) = previous.split_once('.').unwrap_or((previous, ""));
                if own != other {
                    break;
                }
                file.push('.');
                (rest, previous) = (after, further);
            }
            // A page shows a line break as a space in any case.
            file.extend([rest, "\t", &text.replace(['\n', '\t'], " ")]);
            before = key;
        }
        file += END;
        part.header(digest) + &checksum(file.as_bytes()).to_string() + &file
    }

    /// Adds the messages of a file. Adding it again changes nothing.
    ///
    /// # Errors
    ///
    /// Returns [`Mismatch`] if the file is not this part for the trial with this digest, or is damaged or cut short.
    pub fn add(&mut self, file: &str, part: Part, digest: &str) -> Result<(), Mismatch> {
        let rest = file.strip_prefix(part.header(digest).as_str()).ok_or(Mismatch)?;
        let (sum, messages) = rest.split_at_checked(rest.find('\n').unwrap_or_default()).unwrap_or_default();
        let lines = messages.strip_suffix(END).filter(|_| checksum(messages.as_bytes()).to_string() == sum);
        let mut before = String::new();
        for line in lines.ok_or(Mismatch)?.split('\n') {
            let Some((own, text)) = line.split_once('\t') else { continue };
            let mut key = String::new();
            let mut parts = before.split('.');
            // An empty part repeats the one of the key before.
            for part in own.split('.') {
                if !key.is_empty() {
                    key.push('.');
                }
                let previous = parts.next().unwrap_or_default();
                key.push_str(if part.is_empty() { previous } else { part });
            }
            if self.find(&key).is_none() {
                self.insert(&key, text);
            }
            before = key;
        }
        self.complete |= part == Part::Result;
        Ok(())
    }
}

/// The first parts, and the last parts, of the keys in the result's file.
const RESULT_FIRST: [&str; 9] =
    ["anchor", "band", "criterion", "reminder", "result", "score", "subgroup", "term", "verdict"];
const RESULT_LAST: [&str; 3] = ["draft", "names", "short"];

fn part_of(key: &str) -> Part {
    if key.starts_with("refer.") {
        return Part::Referral;
    }
    let first = key.split_once('.').is_some_and(|(first, _)| RESULT_FIRST.contains(&first));
    let last = key.rsplit_once('.').is_some_and(|(_, last)| RESULT_LAST.contains(&last));
    if first || last { Part::Result } else { Part::Questions }
}
