//! What JavaScript sees: the widget's module has the element's inside; the author's compiles definitions and screens without a
//! screen; the one for referrals shows, seals and opens them.

use wasm_bindgen::prelude::wasm_bindgen;

#[cfg(feature = "author")]
mod author;
mod convert;
#[cfg(feature = "referral")]
mod referral;
#[cfg(feature = "author")]
mod screener;
#[cfg(feature = "referral")]
mod sites;

#[cfg(feature = "widget")]
mod widget;

#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// Asks for a new instance, with new memory, at the next call into the module.
#[wasm_bindgen]
pub fn forget() {
    wasm_bindgen::handler::schedule_reinit();
}

/// The engine's version.
#[wasm_bindgen]
#[must_use]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
