//! The browser interface: screens as elements, and the exports for JavaScript.

#[cfg(feature = "author")]
pub mod first;
#[cfg(any(feature = "author", all(target_arch = "wasm32", any(feature = "widget", feature = "referral"))))]
mod view;
#[cfg(target_arch = "wasm32")]
mod wasm;
