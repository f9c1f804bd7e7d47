//! The site's keys.

use std::convert::Infallible;
use std::fmt;

use hpke::kem::X25519HkdfSha256;
use hpke::rand_core::{TryCryptoRng, TryRng};
use hpke::{Deserializable, Kem, Serializable};
use sha2::{Digest, Sha256};

use base64ct::{Base64UrlUnpadded, Encoding};

use crate::trial::key_fault;

/// The length of a key's id in bytes.
pub const KEY_ID: usize = 8;

/// Returns the bytes of a key as it is written, ignoring surrounding whitespace.
fn read(text: &str) -> Option<Vec<u8>> {
    Base64UrlUnpadded::decode_vec(text.trim()).ok()
}

/// The id of a key pair: the first bytes of the SHA-256 of the public key.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct KeyId(pub(super) [u8; KEY_ID]);

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The key that a site publishes, so that others can seal for it: 32 bytes, written in base64url.
#[derive(Clone, PartialEq, Eq)]
pub struct PublicKey(pub(super) <X25519HkdfSha256 as Kem>::PublicKey);

impl PublicKey {
    /// Reads a key as it is written. Returns `None` for any other text, and for keys of small order, which yield no
    /// secret ([`key_fault`] states which of the two applies).
    pub fn parse(text: &str) -> Option<PublicKey> {
        if key_fault(text.trim()).is_some() {
            return None;
        }
        let key = <X25519HkdfSha256 as Kem>::PublicKey::from_bytes(&read(text)?).ok()?;
        Some(PublicKey(key))
    }

    /// Returns its id.
    pub fn id(&self) -> KeyId {
        let hash = Sha256::digest(self.0.to_bytes());
        let mut id = [0; KEY_ID];
        id.iter_mut().zip(hash).for_each(|(target, byte)| *target = byte);
        KeyId(id)
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&Base64UrlUnpadded::encode_string(&self.0.to_bytes()))
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The key that a site keeps to itself: 32 bytes, written in base64url.
#[derive(Clone)]
pub struct PrivateKey(pub(super) <X25519HkdfSha256 as Kem>::PrivateKey);

impl PrivateKey {
    /// Reads a key as it is written. Returns `None` for any other text.
    pub fn parse(text: &str) -> Option<PrivateKey> {
        let key = <X25519HkdfSha256 as Kem>::PrivateKey::from_bytes(&read(text)?).ok()?;
        Some(PrivateKey(key))
    }

    /// Returns the key as it is written. Anyone who reads it can open everything that was sealed for the site.
    pub fn secret(&self) -> String {
        Base64UrlUnpadded::encode_string(&self.0.to_bytes())
    }

    /// Returns the public key that belongs to it.
    pub fn public(&self) -> PublicKey {
        PublicKey(X25519HkdfSha256::sk_to_pk(&self.0))
    }
}

/// Shows only the id, never the key.
impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PrivateKey({})", self.public().id())
    }
}

/// Creates a new pair of keys.
///
/// ```
/// use prescreener::referral::sealing::{Entropy, PrivateKey, PublicKey, generate};
/// // From the system's source of randomness, and never twice.
/// let (private, public) = generate(Entropy::from([1; 32]));
/// // Both are kept as text.
/// assert_eq!(PublicKey::parse(&public.to_string()), Some(public.clone()));
/// assert_eq!(PrivateKey::parse(&private.secret()).unwrap().public(), public);
/// ```
pub fn generate(entropy: Entropy) -> (PrivateKey, PublicKey) {
    let (private, public) = X25519HkdfSha256::derive_keypair(&entropy.0);
    (PrivateKey(private), PublicKey(public))
}

/// 32 unguessable bytes, for one use. Nothing here has a source of randomness of its own.
pub struct Entropy(pub(super) [u8; 32]);

impl From<[u8; 32]> for Entropy {
    fn from(bytes: [u8; 32]) -> Entropy {
        Entropy(bytes)
    }
}

/// Yields those bytes once and all together, which is all that sealing asks for. A request for more, for fewer or for a
/// second time yields zeros, because the interface cannot refuse; [`Source::spent`] then returns true, and nothing made
/// with them may be used.
pub(super) struct Source {
    bytes: Option<Entropy>,
    spent: bool,
}

impl Source {
    pub fn new(entropy: Entropy) -> Source {
        Source { bytes: Some(entropy), spent: false }
    }

    /// Returns whether more was requested than it has.
    pub fn spent(&self) -> bool {
        self.spent
    }
}

impl TryRng for Source {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        self.spent = true;
        Ok(0)
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        self.spent = true;
        Ok(0)
    }

    fn try_fill_bytes(&mut self, target: &mut [u8]) -> Result<(), Infallible> {
        match self.bytes.take() {
            Some(Entropy(bytes)) if bytes.len() == target.len() => target.copy_from_slice(&bytes),
            _ => {
                target.fill(0);
                self.spent = true;
            }
        }
        Ok(())
    }
}

impl TryCryptoRng for Source {}

#[cfg(test)]
mod tests {
    use hpke::rand_core::TryRng;

    use super::{Entropy, Source};

    #[test]
    fn its_bytes_are_yielded_once_and_only_all_together() {
        let source = || Source::new(Entropy([7; 32]));
        let filled = |source: &mut Source, length: usize| {
            let mut bytes = vec![9; length];
            let Ok(()) = source.try_fill_bytes(&mut bytes);
            bytes
        };
        let mut once = source();
        assert_eq!((filled(&mut once, 32), once.spent()), (vec![7; 32], false));
        assert_eq!((filled(&mut once, 32), once.spent()), (vec![0; 32], true));
        for length in [0, 1, 31, 33, 64] {
            let mut other = source();
            assert_eq!((filled(&mut other, length), other.spent()), (vec![0; length], true), "{length}");
            assert_eq!(filled(&mut other, 32), [0; 32], "what was refused once stays so");
        }
        let (mut small, mut large) = (source(), source());
        assert_eq!((small.try_next_u32(), large.try_next_u64()), (Ok(0), Ok(0)));
        assert!(small.spent() && large.spent());
    }
}
