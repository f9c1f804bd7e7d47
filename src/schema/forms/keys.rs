//! Keys of a site.

use super::super::form;
#[cfg(feature = "cli")]
use super::super::kind::{self, Kind};
#[cfg(feature = "cli")]
use super::names::KEY_SCHEMA;

form! {
    /// The file with the private key of a site, as `prescreener keygen` writes it. Only the site may read it.
    KEY = "key" {
        /// The form of this file and its version.
        required "schema": Kind::Named(KEY_SCHEMA);
        /// The name of the pair.
        required "id": Kind::Said;
        /// The public key.
        required "public": kind::KEY;
        /// The private key.
        required "private": kind::KEY;
    }
}
