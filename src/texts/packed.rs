//! Words as a page loads them: three files a language, for the questions, for the result, and for handing it on.
//!
//! A file is lines of text: a mark, then a key, a tab and its text on each line, then a line with a dot. A key begins with a dot
//! for each of its parts that is as in the key before. The mark names the trial by its digest, so that a cache cannot mix
//! the words of one version with the rules of another, and ends with the checksum of all behind it: one wrong letter can turn a
//! question round. The dot shows that nothing was cut off. Reading this takes less code than reading JSON, and the questions
//! need not wait for the result.

use std::fmt;

use super::Texts;
use crate::value::packed::checksum;

/// Which of the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What the questions and the check screen say.
    Questions,
    /// What only the result says, and by what other names an option is found.
    Result,
    /// What is said while a result is handed on.
    Referral,
}

/// A file that does not hold these words of this trial.
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
    fn mark(self, digest: &str) -> String {
        let part = match self {
            Part::Questions => " questions ",
            Part::Result => " result ",
            Part::Referral => " referral ",
        };
        "prescreener/words/1 ".to_owned() + digest + part
    }
}

impl Texts {
    /// The words of one part, for the trial with this digest.
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
        // What is said where these files may be missing is built into the element.
        let packed = self.texts.iter().filter(|(key, _)| !key.starts_with("failure.") && part_of(key) == part);
        for (key, text) in packed {
            let (mut rest, mut known) = (key.as_str(), before);
            file.push('\n');
            while let Some((own, behind)) = rest.split_once('.') {
                let (other, further) = known.split_once('.').unwrap_or((known, ""));
                if own != other {
                    break;
                }
                file.push('.');
                (rest, known) = (behind, further);
            }
            // A page shows a line break as a space in any case.
            file.extend([rest, "\t", &text.replace(['\n', '\t'], " ")]);
            before = key;
        }
        file += END;
        part.mark(digest) + &checksum(file.as_bytes()).to_string() + &file
    }

    /// Adds the words of a file, which must be this part, for the trial with this digest. Adding it again changes nothing.
    pub fn add(&mut self, file: &str, part: Part, digest: &str) -> Result<(), Mismatch> {
        let rest = file.strip_prefix(part.mark(digest).as_str()).ok_or(Mismatch)?;
        let (sum, words) = rest.split_at_checked(rest.find('\n').unwrap_or_default()).unwrap_or_default();
        let lines = words.strip_suffix(END).filter(|_| checksum(words.as_bytes()).to_string() == sum);
        let mut before = String::new();
        for line in lines.ok_or(Mismatch)?.split('\n') {
            let Some((own, text)) = line.split_once('\t') else { continue };
            let mut key = String::new();
            let mut parts = before.split('.');
            // A part as before leaves nothing in front of its dot.
            for part in own.split('.') {
                if !key.is_empty() {
                    key.push('.');
                }
                let known = parts.next().unwrap_or_default();
                key.push_str(if part.is_empty() { known } else { part });
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

/// The first parts of the keys in the second file, and the last parts of others.
const FIRST: [&str; 9] = ["anchor", "band", "criterion", "reminder", "result", "score", "subgroup", "term", "verdict"];
const LAST: [&str; 3] = ["draft", "names", "short"];

fn part_of(key: &str) -> Part {
    if key.starts_with("refer.") {
        return Part::Referral;
    }
    let first = key.split_once('.').is_some_and(|(first, _)| FIRST.contains(&first));
    let last = key.rsplit_once('.').is_some_and(|(_, last)| LAST.contains(&last));
    if first || last { Part::Result } else { Part::Questions }
}
