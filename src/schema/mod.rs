//! The description of every form of JSON that the project reads or writes.
//!
//! A [`Form`] is one object of such a form: its keys, in the order in which they are written, and for the command line also
//! the kind of value that each key holds. The readers of definitions, catalogues and clinics take their keys from here, and
//! tests hold the writers and the published types to them. [`json_schema`] makes JSON Schemas from the same tables.
//!
//! The WebAssembly modules contain only the keys of a form.

pub mod forms;
#[cfg(feature = "cli")]
mod kind;
pub mod words;
#[cfg(feature = "cli")]
mod write;

#[cfg(feature = "cli")]
pub mod answers;

#[cfg(feature = "cli")]
pub use kind::{Kind, Variation};
#[cfg(feature = "cli")]
pub use write::json_schema;

/// The key under which a file may name its schema, for its author's editor. It does not affect the meaning of the file.
pub const SCHEMA_KEY: &str = "$schema";

/// One object of a wire form.
#[derive(Debug)]
pub struct Form {
    /// Its keys, in the order in which they are written.
    pub keys: &'static [&'static str],
    /// The name by which a schema refers to it.
    #[cfg(feature = "cli")]
    pub name: &'static str,
    /// What it is.
    #[cfg(feature = "cli")]
    pub about: &'static str,
    /// The fields under its keys, in the order of the keys.
    #[cfg(feature = "cli")]
    pub fields: &'static [Field],
    /// The conditions between its fields, as JSON Schema; empty if there are none.
    #[cfg(feature = "cli")]
    pub also: &'static str,
}

/// A field of a form.
#[cfg(feature = "cli")]
#[derive(Debug)]
pub struct Field {
    /// The key.
    pub key: &'static str,
    /// What it holds.
    pub about: &'static str,
    /// Whether it is required.
    pub required: bool,
    /// The kind of its value.
    pub kind: Kind,
    /// Examples of its value: texts as they are, everything else as JSON.
    pub examples: &'static [&'static str],
}

/// An object whose further keys depend on the word under one key.
#[derive(Debug)]
pub struct Union {
    /// The key that decides.
    pub by: &'static str,
    /// The keys of every such object.
    pub shared: &'static Form,
    /// The further keys for each word. A key that is also shared describes the shared key more precisely.
    pub cases: &'static [(&'static str, &'static Form)],
}

impl Union {
    /// Returns all keys, the shared keys first.
    pub fn keys(&self) -> Vec<&'static str> {
        let mut keys = self.shared.keys.to_vec();
        for key in self.own_keys() {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        keys
    }

    /// Returns the keys of all cases.
    pub fn own_keys(&self) -> impl Iterator<Item = &'static str> {
        self.cases.iter().flat_map(|(_, form)| form.keys.iter().copied())
    }
}

/// Declares a form: its keys, each with a description, whether it is required, its kind and examples.
#[cfg(any(feature = "author", feature = "referral"))]
macro_rules! form {
    (
        $(#[doc = $about:literal])+
        $NAME:ident = $name:literal {
            $( $(#[doc = $description:literal])+ $need:ident $key:literal: $kind:expr $(, $example:literal)*; )*
        }
        $( also $also:literal )?
    ) => {
        $(#[doc = $about])+
        pub static $NAME: $crate::schema::Form = $crate::schema::Form {
            keys: &[$($key),*],
            #[cfg(feature = "cli")]
            name: $name,
            #[cfg(feature = "cli")]
            about: concat!($($about),+),
            #[cfg(feature = "cli")]
            fields: &[$( $crate::schema::Field {
                key: $key,
                about: concat!($($description),+),
                required: $crate::schema::required!($need),
                kind: $kind,
                examples: &[$($example),*],
            } ),*],
            #[cfg(feature = "cli")]
            also: concat!($($also)?),
        };
    };
}
#[cfg(any(feature = "author", feature = "referral"))]
use form;

#[cfg(feature = "cli")]
macro_rules! required {
    (required) => {
        true
    };
    (optional) => {
        false
    };
}
#[cfg(feature = "cli")]
use required;
