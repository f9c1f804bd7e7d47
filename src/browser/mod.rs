//! The faces in the browser: screens as elements, and what JavaScript sees.

#[cfg(feature = "author")]
pub mod first;
#[cfg(any(feature = "author", all(target_arch = "wasm32", any(feature = "widget", feature = "referral"))))]
mod view;
#[cfg(target_arch = "wasm32")]
mod wasm;
