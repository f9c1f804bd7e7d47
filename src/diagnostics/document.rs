//! A file of a definition, or of its words.

use crate::json::Json;

/// A parsed file and where it came from.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Its path: of the trial as it was opened, of an instrument as the trial includes it.
    pub path: String,
    /// What it holds.
    pub content: Json,
}
