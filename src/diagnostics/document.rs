//! A file of a definition or of its messages.

use crate::json::Json;

/// A parsed file and where it came from.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Its path: for the trial as it was opened, for an instrument as the trial includes it.
    pub path: String,
    /// Its content.
    pub content: Json,
}
