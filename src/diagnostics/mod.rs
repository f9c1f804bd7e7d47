//! Documents as their authors wrote them, and the findings about them.

mod document;
mod fault;
#[cfg(any(feature = "author", feature = "referral"))]
pub(crate) mod fields;
mod finding;
#[cfg(feature = "cli")]
pub mod locate;

pub use document::Document;
pub use fault::{Fault, Severity};
pub use finding::{Finding, Place, all_of, nearest_name, suggestion, suggestion_or_all};
