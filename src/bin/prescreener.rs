//! The command line tool for authors and clinics.

use std::process::ExitCode;

fn main() -> ExitCode {
    prescreener::cli::run()
}
