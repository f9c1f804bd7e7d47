//! The binary form of a checked trial, which a page loads without the code that checks definitions.
//!
//! It consists of a header, the packed trial, and the checksum of both in four bytes, the lowest first. The digest of
//! the definition is part of the packed trial, so a result names the definition that was loaded, with every rule packed
//! with it.

use std::fmt;

use super::{Anchor, Trial};
use crate::value::packed::{Packed, Reader, checksum};

/// The first bytes: their kind, and the only engine version that reads them.
const HEADER: &str = concat!("prescreener/compiled/1 ", env!("CARGO_PKG_VERSION"), "\n");

/// The error for bytes that are not a trial compiled for this version of the engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnpackError {
    /// They are of another kind or version.
    Other,
    /// They were cut or changed after they were packed.
    Damaged,
}

impl fmt::Display for UnpackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            UnpackError::Other => {
                concat!(
                    "is not a trial compiled for version ",
                    env!("CARGO_PKG_VERSION"),
                    "; compile the definition again"
                )
            }
            UnpackError::Damaged => {
                "is damaged: its checksum is another; load it again, or compile the definition again"
            }
        })
    }
}

impl std::error::Error for UnpackError {}

impl Trial {
    /// Packs the trial into bytes.
    #[cfg(feature = "author")]
    pub fn pack(&self) -> Vec<u8> {
        let mut packed = self.clone();
        packed.program.toggle_relative();
        let mut bytes = HEADER.as_bytes().to_vec();
        packed.write(&mut bytes);
        let sum = checksum(&bytes);
        bytes.extend(sum.to_le_bytes());
        bytes
    }

    /// Unpacks a trial.
    ///
    /// ```
    /// use prescreener::trial::Trial;
    /// assert!(Trial::unpack(b"not a trial").is_err());
    /// ```
    ///
    /// # Errors
    ///
    /// Returns [`UnpackError`] for bytes of another kind or version, and for bytes that were cut or damaged.
    pub fn unpack(bytes: &[u8]) -> Result<Trial, UnpackError> {
        let rest = bytes.strip_prefix(HEADER.as_bytes()).ok_or(UnpackError::Other)?;
        let (packed, sum) = rest.split_last_chunk().ok_or(UnpackError::Damaged)?;
        let summed = bytes.get(..bytes.len().saturating_sub(sum.len())).unwrap_or_default();
        if checksum(summed) != u32::from_le_bytes(*sum) {
            return Err(UnpackError::Damaged);
        }
        let mut reader = Reader::new(packed);
        let mut trial = Trial::read(&mut reader);
        if !reader.end() {
            return Err(UnpackError::Damaged);
        }
        trial.program.toggle_relative();
        // Forged bytes may refer to nodes or slots that do not exist, even to more than fit into memory.
        let slots = trial.slots.len();
        let follows_earlier = |(index, anchor): (usize, &Anchor)| anchor.from.is_none_or(|from| from < index);
        let sound =
            trial.program.is_sound(slots, trial.anchors.len()) && trial.anchors.iter().enumerate().all(follows_earlier);
        if !sound || trial.answered.iter().any(|(_, slot)| *slot >= slots) {
            return Err(UnpackError::Damaged);
        }
        trial.bound();
        Ok(trial)
    }
}
