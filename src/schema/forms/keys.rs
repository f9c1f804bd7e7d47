//! The form of a key file.

use super::super::form;
#[cfg(feature = "cli")]
use super::super::kind::{self, Kind};
#[cfg(feature = "cli")]
use super::names::KEY_SCHEMA;

form! {
    /// The file with the private key of a site, as written by `prescreener keygen`. Only the site may read it.
    KEY = "key" {
        /// The form of this file and its version.
        required "schema": Kind::Named(KEY_SCHEMA);
        /// The id of the key pair.
        required "id": Kind::NonBlank;
        /// The public key.
        required "public": kind::KEY;
        /// The private key.
        required "private": kind::KEY;
    }
}
