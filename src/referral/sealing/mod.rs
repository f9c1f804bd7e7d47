//! Sealing: encrypts a referral so that only the site can open it.
//!
//! HPKE ([RFC 9180](https://www.rfc-editor.org/rfc/rfc9180)), base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256 and
//! ChaCha20-Poly1305. The sender stays anonymous: anyone with the site's public key can seal, and only the private key
//! opens. Opening shows that the message is intact; it shows neither who wrote it nor whether it is true.
//!
//! # Form
//!
//! | bytes | contents |
//! |---|---|
//! | 2 | `ps` |
//! | 1 | the version of this form: 1 |
//! | 8 | the id of the key that opens it: the first bytes of the public key's SHA-256 |
//! | 32 | the encapsulated key (`enc`) |
//! | the rest | the ciphertext of the deflated text (RFC 1951), padded with zeros where its length must reveal nothing, and its tag of 16 bytes |
//!
//! `info` is `prescreener/sealed/1`, and the first eleven bytes are the associated data, so that no byte can change
//! unnoticed. In a link or a QR code the bytes are written in base64url (RFC 4648, without padding).

mod keys;

use std::fmt;

use base64ct::{Base64UrlUnpadded, Encoding};
use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::{Deserializable, OpModeR, OpModeS, Serializable};

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

use keys::Source;
pub use keys::{Entropy, KEY_ID, KeyId, PrivateKey, PublicKey, generate};

const MARK: [u8; 2] = *b"ps";
const VERSION: u8 = 1;
const INFO: &[u8] = b"prescreener/sealed/1";
const HEAD: usize = 3 + KEY_ID;
const ENC: usize = 32;
const TAG: usize = 16;
/// The greatest length of a sealed message in bytes. A referral with every answer is a tenth of it.
pub const LARGEST: usize = 16 * 1024;
/// The greatest length of a text in bytes.
pub const LONGEST: usize = 64 * 1024;
/// The compression level, of 10.
const EFFORT: u8 = 9;

/// Why a sealed message cannot be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenError {
    /// It was not sealed here.
    NotSealed,
    /// It is longer than any message sealed here.
    TooLarge,
    /// It was sealed in the form of this later version.
    Future(u8),
    /// It was sealed for the key with this id.
    OtherKey(KeyId),
    /// It was cut short or changed on the way.
    Damaged,
}

impl OpenError {
    /// Returns its code, and the key or version that it names.
    pub fn code_and_detail(&self) -> (&'static str, String) {
        match self {
            OpenError::NotSealed => ("not_sealed", String::new()),
            OpenError::TooLarge => ("too_large", String::new()),
            OpenError::Future(version) => ("future", version.to_string()),
            OpenError::OtherKey(id) => ("other_key", id.to_string()),
            OpenError::Damaged => ("damaged", String::new()),
        }
    }
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OpenError::NotSealed => f.write_str("this is not a sealed referral; copy the whole link or code again"),
            OpenError::TooLarge => {
                write!(f, "this is longer than any sealed referral ({LARGEST} bytes); it is not one")
            }
            OpenError::Future(version) => {
                write!(
                    f,
                    "this was sealed by a newer version (form {version}; this one opens form {VERSION}); update first"
                )
            }
            OpenError::OtherKey(id) => write!(f, "this was sealed for another key, {id}; open it with that key"),
            OpenError::Damaged => f.write_str("this was cut short or changed on the way; ask for it to be sent again"),
        }
    }
}

impl std::error::Error for OpenError {}

/// Seals a text for the holder of a public key. `entropy` is used once: every sealing needs its own.
///
/// Returns `None` if the text is too long to be opened again, or if the bytes of `entropy` were not enough.
///
/// ```
/// use prescreener::referral::sealing::{Entropy, generate, open, seal};
/// // From the system's source of randomness, and never twice.
/// let (private, public) = generate(Entropy::from([1; 32]));
/// let sealed = seal(&public, b"{}", Entropy::from([2; 32])).unwrap();
/// assert_eq!(open(&private, &sealed).unwrap(), b"{}");
/// ```
pub fn seal(public: &PublicKey, text: &[u8], entropy: Entropy) -> Option<Vec<u8>> {
    seal_padded(public, text, 1, entropy)
}

/// Seals a text as [`seal`] does, padded so that all texts at least five bytes shorter than `size` have the same sealed
/// length; a longer text takes a whole multiple of `size`.
///
/// ```
/// use prescreener::referral::sealing::{Entropy, generate, seal_padded};
/// let (_, public) = generate(Entropy::from([1; 32]));
/// let short = seal_padded(&public, b"no", 100, Entropy::from([2; 32])).unwrap();
/// let long = seal_padded(&public, &[b'x'; 95], 100, Entropy::from([3; 32])).unwrap();
/// assert_eq!(short.len(), long.len());
/// ```
pub fn seal_padded(public: &PublicKey, text: &[u8], size: usize, entropy: Entropy) -> Option<Vec<u8>> {
    if text.len() > LONGEST {
        return None;
    }
    let mut deflated = compress_to_vec(text, EFFORT);
    if deflated.len() > size {
        deflated = stored(text).filter(|stored| stored.len() < deflated.len()).unwrap_or(deflated);
    }
    deflated.resize(deflated.len().checked_next_multiple_of(size)?, 0);
    let mut sealed = Vec::from(MARK);
    sealed.push(VERSION);
    sealed.extend(public.id().0);
    let mode = OpModeS::<X25519HkdfSha256>::Base;
    let mut source = Source::new(entropy);
    let (enc, ciphertext) = hpke::single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
        &mode,
        &public.0,
        INFO,
        &deflated,
        &sealed,
        &mut source,
    )
    .ok()?;
    if source.spent() {
        return None;
    }
    sealed.extend_from_slice(&enc.to_bytes());
    sealed.extend_from_slice(&ciphertext);
    (sealed.len() <= LARGEST).then_some(sealed)
}

/// Returns a text as one block that is not compressed (RFC 1951, section 3.2.4): five bytes longer than the text,
/// whatever it holds.
fn stored(text: &[u8]) -> Option<Vec<u8>> {
    let length = u16::try_from(text.len()).ok()?;
    let ([low, high], [not_low, not_high]) = (length.to_le_bytes(), (!length).to_le_bytes());
    Some([&[1, low, high, not_low, not_high], text].concat())
}

/// Returns the id of the key that opens a sealed message.
///
/// ```
/// use prescreener::referral::sealing::{Entropy, OpenError, generate, key_of, seal};
/// let (_, public) = generate(Entropy::from([1; 32]));
/// let sealed = seal(&public, b"{}", Entropy::from([2; 32])).unwrap();
/// assert_eq!(key_of(&sealed), Ok(public.id()));
/// assert_eq!(key_of(b"{}"), Err(OpenError::NotSealed));
/// ```
///
/// # Errors
///
/// Returns an error if the message is malformed, as far as that can be detected without the key.
pub fn key_of(sealed: &[u8]) -> Result<KeyId, OpenError> {
    if sealed.len() > LARGEST {
        return Err(OpenError::TooLarge);
    }
    let rest = sealed.strip_prefix(&MARK).ok_or(OpenError::NotSealed)?;
    let (version, rest) = rest.split_first().ok_or(OpenError::NotSealed)?;
    match *version {
        VERSION => {}
        0 => return Err(OpenError::NotSealed),
        later => return Err(OpenError::Future(later)),
    }
    let (id, rest) = rest.split_first_chunk::<KEY_ID>().ok_or(OpenError::Damaged)?;
    if rest.len() < ENC + TAG { Err(OpenError::Damaged) } else { Ok(KeyId(*id)) }
}

/// Opens a sealed message.
///
/// # Errors
///
/// Returns the reason if it cannot be opened, and then nothing of the text.
pub fn open(private: &PrivateKey, sealed: &[u8]) -> Result<Vec<u8>, OpenError> {
    let id = key_of(sealed)?;
    if id != private.public().id() {
        return Err(OpenError::OtherKey(id));
    }
    let (head, rest) = sealed.split_at_checked(HEAD).ok_or(OpenError::Damaged)?;
    let (enc, ciphertext) = rest.split_at_checked(ENC).ok_or(OpenError::Damaged)?;
    let enc = <X25519HkdfSha256 as hpke::Kem>::EncappedKey::from_bytes(enc).map_err(|_| OpenError::Damaged)?;
    let mode = OpModeR::<X25519HkdfSha256>::Base;
    let deflated = hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
        &mode, &private.0, &enc, INFO, ciphertext, head,
    );
    let deflated = deflated.map_err(|_| OpenError::Damaged)?;
    decompress_to_vec_with_limit(&deflated, LONGEST).map_err(|_| OpenError::Damaged)
}

/// Encodes a sealed message as text that a link can hold.
///
/// ```
/// use prescreener::referral::sealing::{from_text, to_text};
/// assert_eq!(to_text(b"ps\x01"), "cHMB");
/// assert_eq!(from_text(" cHMB\n").unwrap(), b"ps\x01");
/// ```
pub fn to_text(sealed: &[u8]) -> String {
    Base64UrlUnpadded::encode_string(sealed)
}

/// Decodes a sealed message from such text, ignoring surrounding whitespace.
///
/// # Errors
///
/// Returns an error for any other text.
pub fn from_text(text: &str) -> Result<Vec<u8>, OpenError> {
    let text = text.trim();
    // Four characters hold three bytes.
    if text.len() / 4 > LARGEST / 3 {
        return Err(OpenError::TooLarge);
    }
    Base64UrlUnpadded::decode_vec(text).map_err(|_| OpenError::NotSealed)
}
