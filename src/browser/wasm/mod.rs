//! The exports for JavaScript. The widget's module has the element's inside; the author's compiles definitions, and
//! assesses without a screen; the referral module shows, seals and opens referrals.

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

/// Requests a new instance, with new memory, at the next call into the module.
#[wasm_bindgen]
pub fn forget() {
    wasm_bindgen::handler::schedule_reinit();
}

/// Returns the engine's version.
#[wasm_bindgen]
#[must_use]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
