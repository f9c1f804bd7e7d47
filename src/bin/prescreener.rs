//! The command line tool for authors and clinics.

fn main() {}
