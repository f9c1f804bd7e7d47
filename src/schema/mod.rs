//! Every form of JSON that the project reads or writes, described once.
//!
//! A [`Form`] is one object of such a form: its keys, in the order in which they are written, and for the command line also what
//! each key holds. The readers of definitions, catalogues and clinics take their keys from here, and tests hold the writers and
//! the published types to it. From the same tables [`json_schema`] makes JSON Schemas.
//!
//! The browser's modules hold no more of a form than its keys.

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

/// The key under which a file may name its schema, for its author's editor. It says nothing of what the file means.
pub const SCHEMA_KEY: &str = "$schema";

/// One object of a wire form.
#[derive(Debug)]
pub struct Form {
    /// Its keys, in the order in which they are written.
    pub keys: &'static [&'static str],
    /// What it is called where a schema refers to it.
    #[cfg(feature = "cli")]
    pub name: &'static str,
    /// What it is.
    #[cfg(feature = "cli")]
    pub about: &'static str,
    /// What its keys hold, in the order of the keys.
    #[cfg(feature = "cli")]
    pub fields: &'static [Field],
    /// What holds between its fields, as JSON Schema; empty for nothing.
    #[cfg(feature = "cli")]
    pub also: &'static str,
}

/// What a key of a form holds.
#[cfg(feature = "cli")]
#[derive(Debug)]
pub struct Field {
    /// The key.
    pub key: &'static str,
    /// What it says.
    pub about: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// What its value is.
    pub kind: Kind,
    /// Values that it may have: texts as they are, all else as JSON.
    pub examples: &'static [&'static str],
}

/// An object whose further keys depend on the word under one of them.
#[derive(Debug)]
pub struct Union {
    /// The key that decides.
    pub by: &'static str,
    /// What every such object has.
    pub shared: &'static Form,
    /// What it has with each word. A key that is also among the shared ones says more of it.
    pub cases: &'static [(&'static str, &'static Form)],
}

impl Union {
    /// Returns all keys, those of every object first.
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

/// Declares a form: its keys, each with what it says, whether it must be there, its kind and examples.
#[cfg(any(feature = "author", feature = "referral"))]
macro_rules! form {
    (
        $(#[doc = $about:literal])+
        $NAME:ident = $name:literal {
            $( $(#[doc = $told:literal])+ $need:ident $key:literal: $kind:expr $(, $example:literal)*; )*
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
                about: concat!($($told),+),
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
