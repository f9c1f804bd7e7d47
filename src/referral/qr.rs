//! QR codes (ISO/IEC 18004), for a screen or paper.

use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};

/// The largest code, of 145 modules: it holds 1,952 bytes, enough for a referral with every answer, and is still read from a
/// tablet's screen.
const LARGEST: u8 = 32;

/// The modules of the code of a text, row by row, 1 for dark; a square. Nothing for a text that is too long.
///
/// A text that leaves room gets more correction, not a larger code.
pub fn modules(text: &str) -> Option<Vec<u8>> {
    let segments = QrSegment::make_segments(text);
    let code =
        QrCode::encode_segments_advanced(&segments, QrCodeEcc::Low, Version::MIN, Version::new(LARGEST), None, true)
            .ok()?;
    let side = code.size();
    let row = |y: i32| (0..side).map(move |x| (x, y));
    Some((0..side).flat_map(row).map(|(x, y)| code.get_module(x, y).into()).collect())
}
