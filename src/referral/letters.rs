//! A referral in letters: in a link, in a code, on paper.
//!
//! | letters | what |
//! |---|---|
//! | `#sealed=` and base64url, behind the address of the receiving page if there is one | what [`crate::referral::sealing`] made of the referral's JSON |
//! | `#referral=` and base64url, behind no address | the referral's JSON, deflated (RFC 1951) |
//!
//! A browser sends no fragment anywhere, but writes it into its history, with the rest of the address and before any script can take
//! it out. What anyone can read is therefore never put behind an address; it is scanned or pasted into the receiving page.

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

use crate::referral::sealing::{self, LONGEST, PrivateKey, Unopened};

const SEALED: &str = "#sealed=";
const PLAIN: &str = "#referral=";
/// How the mark of what is sealed, `ps`, begins in base64url.
const MARK: &str = "cHM";
/// How hard to try to make a text shorter, of 10.
const EFFORT: u8 = 9;

/// What letters carry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Carried {
    /// Something sealed, as [`crate::referral::sealing::seal`] gives it.
    Sealed(Vec<u8>),
    /// A text that anyone can read.
    Plain(String),
}

impl Carried {
    /// The text, for the holder of this key.
    ///
    /// # Errors
    ///
    /// Fails with the reason why it cannot be opened; without a key, nothing sealed can.
    pub fn text(self, key: Option<&PrivateKey>) -> Result<String, Unopened> {
        let bytes = match (self, key) {
            (Carried::Plain(text), _) => return Ok(text),
            (Carried::Sealed(sealed), Some(key)) => sealing::open(key, &sealed)?,
            (Carried::Sealed(sealed), None) => return Err(Unopened::OtherKey(sealing::key_of(&sealed)?)),
        };
        String::from_utf8(bytes).map_err(|_| Unopened::Damaged)
    }
}

/// Writes what is carried: what is sealed behind the address of a receiving page, what is plain alone.
pub fn write(receiver: &str, carried: &Carried) -> String {
    match carried {
        Carried::Sealed(sealed) => receiver.to_owned() + SEALED + &sealing::to_text(sealed),
        Carried::Plain(text) => PLAIN.to_owned() + &sealing::to_text(&compress_to_vec(text.as_bytes(), EFFORT)),
    }
}

/// Reads a link, also one that holds a plain referral, the letters of a code, sealed letters alone, or a referral's JSON as it stands in a file.
///
/// ```
/// use prescreener::referral::{Carried, read, write};
/// let carried = Carried::Plain("{}".to_owned());
/// assert_eq!(read(&write("https://site.example/receive.html", &carried)), Ok(carried));
/// ```
///
/// # Errors
///
/// Fails for anything else, with the reason.
pub fn read(given: &str) -> Result<Carried, Unopened> {
    let given = given.trim();
    if given.starts_with('{') {
        return if given.len() > LONGEST { Err(Unopened::TooLarge) } else { Ok(Carried::Plain(given.to_owned())) };
    }
    if let Some((_, letters)) = given.rsplit_once(PLAIN) {
        let bytes = bytes(letters, true)?;
        let text = decompress_to_vec_with_limit(&bytes, LONGEST).map_err(|_| Unopened::Damaged)?;
        return String::from_utf8(text).map(Carried::Plain).map_err(|_| Unopened::Damaged);
    }
    let letters = given.rsplit_once(SEALED).map_or(given, |(_, letters)| letters);
    let sealed = bytes(letters, letters.starts_with(MARK))?;
    sealing::key_of(&sealed)?;
    Ok(Carried::Sealed(sealed))
}

/// The bytes behind letters. Where they are `known` to be ours and hold no other letter, what cannot be bytes was cut short.
fn bytes(letters: &str, known: bool) -> Result<Vec<u8>, Unopened> {
    let letter = |letter: u8| letter.is_ascii_alphanumeric() || letter == b'-' || letter == b'_';
    sealing::from_text(letters).map_err(|why| match why {
        Unopened::NotSealed if known && letters.bytes().all(letter) => Unopened::Damaged,
        why => why,
    })
}
