//! Documents as their authors wrote them, and what is wrong with them.

mod document;
#[cfg(any(feature = "author", feature = "referral"))]
pub(crate) mod fields;
mod finding;

pub use document::Document;
pub use finding::{Finding, Place, all_of, suggestion, suggestion_or_all};
