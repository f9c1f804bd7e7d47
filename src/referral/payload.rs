//! The payload: a referral as text, in a link, in a code, on paper.
//!
//! | text | contents |
//! |---|---|
//! | `#sealed=` and base64url, after the address of the receiving page if there is one | the referral's JSON, sealed ([`crate::referral::sealing`]) |
//! | `#referral=` and base64url, after no address | the referral's JSON, deflated (RFC 1951) |
//!
//! A browser sends a fragment nowhere, but writes it into its history with the rest of the address, before any script
//! can remove it. A plain payload is therefore never put behind an address; it is scanned or pasted into the receiving
//! page.

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

use crate::referral::sealing::{self, LONGEST, OpenError, PrivateKey};

const SEALED: &str = "#sealed=";
const PLAIN: &str = "#referral=";
/// The beginning of the sealed mark, `ps`, in base64url.
const MARK: &str = "cHM";
/// The compression level, of 10.
const EFFORT: u8 = 9;

/// The contents of a payload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Payload {
    /// A sealed message, as [`crate::referral::sealing::seal`] returns it.
    Sealed(Vec<u8>),
    /// A text that anyone can read.
    Plain(String),
}

impl Payload {
    /// Returns the text, opened with this key if it is sealed.
    ///
    /// # Errors
    ///
    /// Returns the reason if it cannot be opened; without a key, no sealed payload can.
    pub fn text(self, key: Option<&PrivateKey>) -> Result<String, OpenError> {
        let bytes = match (self, key) {
            (Payload::Plain(text), _) => return Ok(text),
            (Payload::Sealed(sealed), Some(key)) => sealing::open(key, &sealed)?,
            (Payload::Sealed(sealed), None) => return Err(OpenError::OtherKey(sealing::key_of(&sealed)?)),
        };
        String::from_utf8(bytes).map_err(|_| OpenError::Damaged)
    }
}

/// Writes a payload: a sealed one after the address of a receiving page, a plain one alone.
pub fn write(receiver: &str, payload: &Payload) -> String {
    match payload {
        Payload::Sealed(sealed) => receiver.to_owned() + SEALED + &sealing::to_text(sealed),
        Payload::Plain(text) => PLAIN.to_owned() + &sealing::to_text(&compress_to_vec(text.as_bytes(), EFFORT)),
    }
}

/// Reads a link, even one that holds a plain referral; the text of a code; sealed base64url alone; or a referral's JSON
/// as it stands in a file.
///
/// ```
/// use prescreener::referral::{Payload, read, write};
/// let plain = Payload::Plain("{}".to_owned());
/// assert_eq!(read(&write("https://site.example/receive.html", &plain)), Ok(plain));
/// ```
///
/// # Errors
///
/// Returns the reason if it is anything else.
pub fn read(given: &str) -> Result<Payload, OpenError> {
    let given = given.trim();
    if given.starts_with('{') {
        return if given.len() > LONGEST { Err(OpenError::TooLarge) } else { Ok(Payload::Plain(given.to_owned())) };
    }
    if let Some((_, encoded)) = given.rsplit_once(PLAIN) {
        let bytes = bytes(encoded, true)?;
        let text = decompress_to_vec_with_limit(&bytes, LONGEST).map_err(|_| OpenError::Damaged)?;
        return String::from_utf8(text).map(Payload::Plain).map_err(|_| OpenError::Damaged);
    }
    let encoded = given.rsplit_once(SEALED).map_or(given, |(_, encoded)| encoded);
    let sealed = bytes(encoded, encoded.starts_with(MARK))?;
    sealing::key_of(&sealed)?;
    Ok(Payload::Sealed(sealed))
}

/// Decodes base64url. If the text is `known` to be ours and holds only characters of that alphabet, but cannot be
/// decoded, it was cut short.
fn bytes(encoded: &str, known: bool) -> Result<Vec<u8>, OpenError> {
    let in_alphabet = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    sealing::from_text(encoded).map_err(|error| match error {
        OpenError::NotSealed if known && encoded.bytes().all(in_alphabet) => OpenError::Damaged,
        other => other,
    })
}
