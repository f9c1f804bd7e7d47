//! A checked trial as bytes, for the page to load without the means to check it.
//!
//! A mark, the packed trial, and the checksum of both in four bytes, the lowest first. The digest of the definition is part of
//! the packed trial: what a result names is what was loaded whole, with every rule that was packed with it.

use std::fmt;

use super::{Anchor, Trial};
use crate::value::packed::{Packed, Reader, checksum};

/// What the bytes begin with: their kind, and the one engine version that reads them.
const MARK: &str = concat!("prescreener/compiled/1 ", env!("CARGO_PKG_VERSION"), "\n");

/// Bytes that are not a trial compiled for this version of the engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unpackable {
    /// They are of another kind or version.
    Other,
    /// They were cut or changed after they were packed.
    Damaged,
}

impl fmt::Display for Unpackable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Unpackable::Other => {
                concat!(
                    "is not a trial compiled for version ",
                    env!("CARGO_PKG_VERSION"),
                    "; compile the definition again"
                )
            }
            Unpackable::Damaged => {
                "is damaged: its checksum is another; load it again, or compile the definition again"
            }
        })
    }
}

impl std::error::Error for Unpackable {}

impl Trial {
    /// The trial as bytes.
    #[cfg(feature = "author")]
    pub fn pack(&self) -> Vec<u8> {
        let mut packed = self.clone();
        packed.program.turn();
        let mut bytes = MARK.as_bytes().to_vec();
        packed.write(&mut bytes);
        let sum = checksum(&bytes);
        bytes.extend(sum.to_le_bytes());
        bytes
    }

    /// The trial that was packed. Fails for bytes of another kind or version, and for bytes that were cut or damaged.
    pub fn unpack(bytes: &[u8]) -> Result<Trial, Unpackable> {
        let rest = bytes.strip_prefix(MARK.as_bytes()).ok_or(Unpackable::Other)?;
        let (packed, sum) = rest.split_last_chunk().ok_or(Unpackable::Damaged)?;
        let summed = bytes.get(..bytes.len().saturating_sub(sum.len())).unwrap_or_default();
        if checksum(summed) != u32::from_le_bytes(*sum) {
            return Err(Unpackable::Damaged);
        }
        let mut reader = Reader::new(packed);
        let mut trial = Trial::read(&mut reader);
        if !reader.end() {
            return Err(Unpackable::Damaged);
        }
        trial.program.turn();
        // What bytes made up on purpose name may not even fit into memory.
        let slots = trial.slots.len();
        let follow = |(place, anchor): (usize, &Anchor)| anchor.from.is_none_or(|from| from < place);
        let sound = trial.program.is_sound(slots, trial.anchors.len()) && trial.anchors.iter().enumerate().all(follow);
        if !sound || trial.answered.iter().any(|(_, slot)| *slot >= slots) {
            return Err(Unpackable::Damaged);
        }
        trial.bound();
        Ok(trial)
    }
}
