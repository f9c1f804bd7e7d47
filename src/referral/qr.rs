//! QR codes (ISO/IEC 18004), for screens and paper.

use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};

/// The largest version, of 145 by 145 modules. It holds 1,952 bytes, enough for a referral with every answer, and can
/// still be read from a tablet's screen.
const LARGEST: u8 = 32;

/// Returns the modules of a text's code, a square, row by row, 1 for dark; `None` if the text is too long.
///
/// A text that leaves room gets more error correction, not a larger code.
///
/// ```
/// use prescreener::referral::qr::modules;
/// // The smallest code has 21 by 21 modules, and its finder pattern begins with seven dark ones.
/// let code = modules("#referral=").unwrap();
/// assert_eq!(code.len(), 21 * 21);
/// assert_eq!(&code[..8], [1, 1, 1, 1, 1, 1, 1, 0]);
/// assert_eq!(modules(&"x".repeat(2000)), None);
/// ```
pub fn modules(text: &str) -> Option<Vec<u8>> {
    let segments = QrSegment::make_segments(text);
    let code =
        QrCode::encode_segments_advanced(&segments, QrCodeEcc::Low, Version::MIN, Version::new(LARGEST), None, true)
            .ok()?;
    let side = code.size();
    let row = |y: i32| (0..side).map(move |x| (x, y));
    Some((0..side).flat_map(row).map(|(x, y)| code.get_module(x, y).into()).collect())
}
