//! The fingerprint of a definition.

use sha2::{Digest, Sha256};

use crate::document::Document;

/// The SHA-256 of the documents' canonical JSON (keys sorted, no white space, one line a document, in the order given),
/// as `sha256:` and 64 hexadecimal digits. White space and key order do not change it; any word of the logic does.
pub fn digest(documents: &[Document]) -> String {
    let mut hash = Sha256::new();
    for document in documents {
        hash.update(document.content.canonical().as_bytes());
        hash.update(b"\n");
    }
    let hex: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256:{hex}")
}

#[cfg(test)]
mod tests {
    use super::super::Document;
    use super::digest;

    #[test]
    fn it_is_the_digest_of_the_canonical_text() {
        let document = |text| Document { path: String::new(), content: serde_json::from_str(text).unwrap() };
        // printf '{"a":1,"b":[2]}\n' | sha256sum
        let expected = "sha256:6d55f8ed075daea7dee232cbdaf8e96f0fa6b05ebb9eb082c9304ca0983e4a49";
        let same = digest(&[document(r#"{ "b": [2], "a": 1 }"#)]);
        assert_eq!(same, digest(&[document(r#"{"a":1,"b":[2]}"#)]));
        assert_eq!(same, expected);
    }
}
