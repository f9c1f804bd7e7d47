//! The command line: arguments, streams, printed protocols.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

#[path = "../support/mod.rs"]
mod support;

mod command_line;
mod protocol;
mod report;
mod streams;
