//! Runs the command line tool.

use std::io::Write;
use std::process::{Command, Stdio};

/// The outcome of a run.
pub struct Ended {
    pub out: String,
    pub err: String,
    pub code: Option<i32>,
}

/// Runs the tool in the repository's folder.
pub fn run(arguments: &[&str], input: &[u8]) -> Ended {
    let mut tool = Command::new(env!("CARGO_BIN_EXE_prescreener"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = tool.stdin.take().unwrap();
    let input = input.to_vec();
    // A tool that refuses its arguments reads no input, which is no failure of the test.
    let writer = std::thread::spawn(move || stdin.write_all(&input).is_ok());
    let output = tool.wait_with_output().unwrap();
    writer.join().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ended { out: text(output.stdout), err: text(output.stderr), code: output.status.code() }
}
