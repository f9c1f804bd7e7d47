//! A checked trial as bytes, for the page to load without the means to check it.

use std::fmt;

use super::{Anchor, Trial};
use crate::packed::{Packed, Reader};

/// What the bytes begin with: their kind, and the one engine version that reads them.
const MARK: &str = concat!("prescreener/compiled/1 ", env!("CARGO_PKG_VERSION"), "\n");

/// Bytes that are not a trial compiled for this version of the engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unpackable;

impl fmt::Display for Unpackable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("is not a trial compiled for version ")?;
        f.write_str(env!("CARGO_PKG_VERSION"))?;
        f.write_str("; compile the definition again")
    }
}

impl Trial {
    /// The trial as bytes.
    #[cfg(feature = "author")]
    pub fn pack(&self) -> Vec<u8> {
        let mut packed = self.clone();
        packed.program.turn();
        let mut bytes = MARK.as_bytes().to_vec();
        packed.write(&mut bytes);
        bytes
    }

    /// The trial that was packed. Fails for bytes of another kind or version, and for bytes that were cut or damaged.
    pub fn unpack(bytes: &[u8]) -> Result<Trial, Unpackable> {
        let packed = bytes.strip_prefix(MARK.as_bytes()).ok_or(Unpackable)?;
        let mut reader = Reader::new(packed);
        let mut trial = Trial::read(&mut reader);
        if !reader.end() {
            return Err(Unpackable);
        }
        trial.program.turn();
        // What damaged bytes name may not even fit into memory.
        let slots = trial.slots.len();
        let follow = |(place, anchor): (usize, &Anchor)| anchor.from.is_none_or(|from| from < place);
        let sound = trial.program.is_sound(slots, trial.anchors.len()) && trial.anchors.iter().enumerate().all(follow);
        if !sound || trial.answered.iter().any(|(_, slot)| *slot >= slots) {
            return Err(Unpackable);
        }
        trial.bound();
        Ok(trial)
    }
}
