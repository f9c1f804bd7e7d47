//! The fingerprint of a definition.

use sha2::{Digest, Sha256};

use crate::diagnostics::Document;
use crate::json::Json;
use crate::schema::SCHEMA_KEY;

/// Returns the SHA-256 of the documents' canonical JSON (keys sorted, no white space, one line per document, in the
/// order given), as `sha256:` and 64 hexadecimal digits. White space and key order do not affect it; every change of
/// the logic does.
///
/// The `$schema` of a document is left out: it only points an editor to the schema and does not affect the meaning
/// of the definition, so a result made before it was added can still be replayed.
pub fn digest(documents: &[Document]) -> String {
    let mut hash = Sha256::new();
    for document in documents {
        hash.update(without_schema(&document.content).canonical().as_bytes());
        hash.update(b"\n");
    }
    hexadecimal(hash)
}

/// Returns a document without its `$schema`, which is only for the author's editor.
fn without_schema(content: &Json) -> Json {
    match content {
        Json::Object(entries) => Json::Object(entries.iter().filter(|(key, _)| key != SCHEMA_KEY).cloned().collect()),
        other => other.clone(),
    }
}

/// Returns the fingerprint of the messages of one language, as `sha256:` and 64 hexadecimal digits.
///
/// It is the SHA-256 of every text in the language's catalogues: the trial's, those of the instruments that it includes,
/// and the widget's own (`www/locales`). The texts are sorted by their keys (by bytes, in UTF-8), and each is written as its
/// key, NUL, the text, and a newline. Nothing else of a catalogue counts, nor which catalogue holds a text: the messages of
/// a compiled trial have the same fingerprint.
pub fn words_digest(catalogues: &[Document]) -> String {
    let mut texts: Vec<(&str, &str)> = Vec::new();
    for catalogue in catalogues {
        let Some(Json::Object(entries)) = catalogue.content.get("texts") else { continue };
        texts.extend(entries.iter().filter_map(|(key, text)| Some((key.as_str(), text.as_text()?))));
    }
    texts.sort_unstable();
    let mut hash = Sha256::new();
    for (key, text) in texts {
        hash.update(format!("{key}\0{text}\n").as_bytes());
    }
    hexadecimal(hash)
}

fn hexadecimal(hash: Sha256) -> String {
    let hex: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256:{hex}")
}

#[cfg(test)]
mod tests {
    use super::{digest, words_digest};
    use crate::diagnostics::Document;

    #[test]
    fn the_digest_is_that_of_the_canonical_text() {
        let document = |text| Document { path: String::new(), content: serde_json::from_str(text).unwrap() };
        // printf '{"a":1,"b":[2]}\n' | sha256sum
        let expected = "sha256:6d55f8ed075daea7dee232cbdaf8e96f0fa6b05ebb9eb082c9304ca0983e4a49";
        let same = digest(&[document(r#"{ "b": [2], "a": 1 }"#)]);
        assert_eq!(same, digest(&[document(r#"{"a":1,"b":[2]}"#)]));
        assert_eq!(same, expected);
        assert_eq!(digest(&[document(r#"{ "$schema": "trial.json", "a": 1, "b": [2] }"#)]), expected);
        // Deeper in a document it is a key like any other.
        assert_ne!(digest(&[document(r#"{ "a": 1, "b": [2], "c": { "$schema": "x" } }"#)]), expected);
        assert_ne!(
            digest(&[document(r#"{ "a": 1, "b": [2], "c": { "$schema": "x" } }"#)]),
            digest(&[document(r#"{ "a": 1, "b": [2], "c": {} }"#)])
        );
    }

    #[test]
    fn texts_are_hashed_in_the_order_of_their_keys_across_catalogues() {
        let document = |text| Document { path: String::new(), content: serde_json::from_str(text).unwrap() };
        // printf 'a\0One\nb\0Two\n' | sha256sum
        let expected = "sha256:4fe92801fc60747c7efa8afc6c59bdcc2ca250e1c54a64ae1ae832fb9b422703";
        let together = [document(r#"{ "language": "en", "texts": { "b": "Two", "a": "One" } }"#)];
        let apart = [document(r#"{ "texts": { "b": "Two" } }"#), document(r#"{ "texts": { "a": "One" } }"#)];
        assert_eq!(words_digest(&together), expected);
        assert_eq!(words_digest(&apart), expected);
    }
}
