//! Seals a referral and draws a code of it, on the page; opens one for the site.

use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use super::convert;
use crate::code;
use crate::finding::Finding;
use crate::sealing::{self, Entropy, PrivateKey, PublicKey};

/// Seals a text for the holder of a public key, and gives letters that a link can hold. `entropy`: 32 bytes from the system's
/// source of randomness, for this one use.
///
/// # Errors
///
/// Throws `{ code, findings }` for a key that is none, another number of bytes, and a text that is too long.
#[wasm_bindgen]
pub fn seal(public_key: &str, text: &str, entropy: &[u8]) -> Result<String, JsValue> {
    let public = PublicKey::parse(public_key).ok_or_else(|| wrong("site-key", "is not the public key of a site"))?;
    let entropy = <[u8; 32]>::try_from(entropy).map_err(|_| wrong("entropy", "expected 32 bytes"))?;
    let sealed = sealing::seal(&public, text.as_bytes(), Entropy::from(entropy));
    sealed.map(|sealed| sealing::to_text(&sealed)).ok_or_else(|| wrong("referral", "is too long to be sealed"))
}

/// Opens what was sealed.
///
/// # Errors
///
/// Throws `{ code, findings }` with the reason.
#[wasm_bindgen]
pub fn open(private_key: &str, sealed: &str) -> Result<String, JsValue> {
    let private = PrivateKey::parse(private_key).ok_or_else(|| wrong("key", "is not a private key"))?;
    let opened = sealing::from_text(sealed).and_then(|sealed| sealing::open(&private, &sealed));
    let opened = opened.map_err(|why| wrong("sealed", &why.to_string()))?;
    String::from_utf8(opened).map_err(|_| wrong("sealed", "is not a text"))
}

/// The name of a public key, which everything sealed for it carries.
///
/// # Errors
///
/// Throws `{ code, findings }` for a key that is none.
#[wasm_bindgen]
pub fn key_id(public_key: &str) -> Result<String, JsValue> {
    let public = PublicKey::parse(public_key).ok_or_else(|| wrong("site-key", "is not the public key of a site"))?;
    Ok(public.id().to_string())
}

/// The QR code of a text, row by row, a byte a module, 1 for dark; it is a square. Nothing for a text that is too long.
#[wasm_bindgen]
#[must_use]
pub fn qr(text: &str) -> Option<Vec<u8>> {
    code::modules(text)
}

fn wrong(place: &str, message: &str) -> JsValue {
    convert::findings(&[Finding::about(place, &message)])
}
