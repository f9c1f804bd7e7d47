//! Sealing: what only the site can open.
//!
//! HPKE ([RFC 9180](https://www.rfc-editor.org/rfc/rfc9180)), base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256 and
//! ChaCha20-Poly1305. The sender stays anonymous: whoever has the site's public key can seal, and only the private key opens.
//! That a thing opens shows that it is whole, and nothing about who wrote it or whether it is true.
//!
//! # Form
//!
//! | bytes | what |
//! |---|---|
//! | 2 | `ps` |
//! | 1 | the version of this form: 1 |
//! | 8 | which key opens it: the first bytes of the public key's SHA-256 |
//! | 32 | the encapsulated key (`enc`) |
//! | the rest | the ciphertext of the deflated text (RFC 1951), with zeros behind it where its length must tell nothing, and with its tag of 16 bytes |
//!
//! `info` is `prescreener/sealed/1`, and the first eleven bytes are the associated data, so that no byte can change unseen.
//! In a link or a QR code the bytes are written in base64url (RFC 4648, without padding).

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
/// How long a sealed thing can be at most, in bytes. A referral with every answer is a tenth of it.
pub const LARGEST: usize = 16 * 1024;
/// How long a text can be at most, in bytes.
pub const LONGEST: usize = 64 * 1024;
/// How hard to try to make a text shorter, of 10.
const EFFORT: u8 = 9;

/// Why something cannot be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unopened {
    /// It is nothing that was sealed here.
    NotSealed,
    /// It is longer than anything sealed here.
    TooLarge,
    /// It was sealed in a form of this later version.
    Future(u8),
    /// It was sealed for the key with this id.
    OtherKey(KeyId),
    /// It was cut short or changed on the way.
    Damaged,
}

impl Unopened {
    /// The word for it, and the key or version that it names.
    pub fn told(&self) -> (&'static str, String) {
        match self {
            Unopened::NotSealed => ("not_sealed", String::new()),
            Unopened::TooLarge => ("too_large", String::new()),
            Unopened::Future(version) => ("future", version.to_string()),
            Unopened::OtherKey(id) => ("other_key", id.to_string()),
            Unopened::Damaged => ("damaged", String::new()),
        }
    }
}

impl fmt::Display for Unopened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unopened::NotSealed => f.write_str("this is not a sealed referral; copy the whole link or code again"),
            Unopened::TooLarge => write!(f, "this is longer than any sealed referral ({LARGEST} bytes); it is not one"),
            Unopened::Future(version) => {
                write!(
                    f,
                    "this was sealed by a newer version (form {version}; this one opens form {VERSION}); update first"
                )
            }
            Unopened::OtherKey(id) => write!(f, "this was sealed for another key, {id}; open it with that key"),
            Unopened::Damaged => f.write_str("this was cut short or changed on the way; ask for it to be sent again"),
        }
    }
}

impl std::error::Error for Unopened {}

/// Seals a text for the holder of a public key. `entropy` is used once: every sealing needs its own.
///
/// Gives nothing if the text is too long to be opened again, or if the bytes of `entropy` were not enough.
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

/// The same, filled up before it is sealed, so that it has one length for all texts that are at least five bytes shorter than
/// `size`; a longer one takes whole multiples of it.
pub fn seal_padded(public: &PublicKey, text: &[u8], size: usize, entropy: Entropy) -> Option<Vec<u8>> {
    if text.len() > LONGEST {
        return None;
    }
    let mut short = compress_to_vec(text, EFFORT);
    if short.len() > size {
        short = stored(text).filter(|stored| stored.len() < short.len()).unwrap_or(short);
    }
    short.resize(short.len().checked_next_multiple_of(size)?, 0);
    let mut sealed = Vec::from(MARK);
    sealed.push(VERSION);
    sealed.extend(public.id().0);
    let mode = OpModeS::<X25519HkdfSha256>::Base;
    let mut source = Source::new(entropy);
    let (enc, ciphertext) = hpke::single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
        &mode,
        &public.0,
        INFO,
        &short,
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

/// A text as one block that is not compressed (RFC 1951, section 3.2.4): five bytes longer, however little there is to compress.
fn stored(text: &[u8]) -> Option<Vec<u8>> {
    let length = u16::try_from(text.len()).ok()?;
    let ([low, high], [not_low, not_high]) = (length.to_le_bytes(), (!length).to_le_bytes());
    Some([&[1, low, high, not_low, not_high], text].concat())
}

/// Which key opens a sealed thing.
///
/// # Errors
///
/// Fails with what is wrong with it, as far as it can be seen without the key.
pub fn key_of(sealed: &[u8]) -> Result<KeyId, Unopened> {
    if sealed.len() > LARGEST {
        return Err(Unopened::TooLarge);
    }
    let rest = sealed.strip_prefix(&MARK).ok_or(Unopened::NotSealed)?;
    let (version, rest) = rest.split_first().ok_or(Unopened::NotSealed)?;
    match *version {
        VERSION => {}
        0 => return Err(Unopened::NotSealed),
        later => return Err(Unopened::Future(later)),
    }
    let (id, rest) = rest.split_first_chunk::<KEY_ID>().ok_or(Unopened::Damaged)?;
    if rest.len() < ENC + TAG { Err(Unopened::Damaged) } else { Ok(KeyId(*id)) }
}

/// Opens a sealed thing.
///
/// # Errors
///
/// Fails with the reason; nothing of the text is given then.
pub fn open(private: &PrivateKey, sealed: &[u8]) -> Result<Vec<u8>, Unopened> {
    let id = key_of(sealed)?;
    if id != private.public().id() {
        return Err(Unopened::OtherKey(id));
    }
    let (head, rest) = sealed.split_at_checked(HEAD).ok_or(Unopened::Damaged)?;
    let (enc, ciphertext) = rest.split_at_checked(ENC).ok_or(Unopened::Damaged)?;
    let enc = <X25519HkdfSha256 as hpke::Kem>::EncappedKey::from_bytes(enc).map_err(|_| Unopened::Damaged)?;
    let mode = OpModeR::<X25519HkdfSha256>::Base;
    let short = hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
        &mode, &private.0, &enc, INFO, ciphertext, head,
    );
    let short = short.map_err(|_| Unopened::Damaged)?;
    decompress_to_vec_with_limit(&short, LONGEST).map_err(|_| Unopened::Damaged)
}

/// A sealed thing in letters that a link can hold.
pub fn to_text(sealed: &[u8]) -> String {
    Base64UrlUnpadded::encode_string(sealed)
}

/// The sealed thing behind such letters.
///
/// # Errors
///
/// Fails for any other text.
pub fn from_text(text: &str) -> Result<Vec<u8>, Unopened> {
    let text = text.trim();
    // Four letters hold three bytes.
    if text.len() / 4 > LARGEST / 3 {
        return Err(Unopened::TooLarge);
    }
    Base64UrlUnpadded::decode_vec(text).map_err(|_| Unopened::NotSealed)
}
