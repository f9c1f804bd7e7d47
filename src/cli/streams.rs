//! Reads files and standard input and writes standard output, so that none of them makes a command crash or hang.
//!
//! - A file is a regular one, or a pipe that this process inherited: `/dev/stdin`, or the `/dev/fd/63` that a shell
//!   creates for `<(…)`, which ends when its writer does. Folders and devices are refused, and so are named pipes, whose
//!   reader can wait for a writer forever. Of each file, no more is read than its kind can reasonably contain.
//! - Standard input is read one person at a time. A person longer than [`LONGEST`] is not kept, but counted.
//! - Standard output is written in whole lines, each with one call. Its reader can close it at any time, which is not a
//!   failure.

use std::fs::{self, File};
use std::io::{self, BufRead, ErrorKind, Read, Write};
use std::path::Path;
use std::process::ExitCode;

use super::say;

/// How long one person's answers, result or resource can be, in bytes. The largest known is a twentieth of this.
pub(super) const LONGEST: usize = 4 << 20;
/// How many bytes are skipped in search of the end of a line. A longer line counts as endless.
const ENDLESS: usize = 256 << 20;

/// Returns the text of a file of at most `max` bytes.
///
/// # Errors
///
/// Returns the reason if the file cannot be read, is refused, is longer or is not UTF-8.
pub(super) fn read_text(file: &Path, max: u64) -> Result<String, String> {
    let unread = |error: io::Error| format!("cannot be read: {error}");
    let data = fs::metadata(file).map_err(unread)?;
    if data.is_dir() {
        return Err("is a folder; expected a file".to_owned());
    }
    if !(data.is_file() || is_inherited(file) && is_pipe(&data)) {
        return Err("is not a regular file; expected one, or a pipe that ends, as in `<(…)`".to_owned());
    }
    let mut bytes = Vec::new();
    File::open(file).map_err(unread)?.take(max.saturating_add(1)).read_to_end(&mut bytes).map_err(unread)?;
    if u64::try_from(bytes.len()).map_or(true, |length| length > max) {
        return Err(format!("is longer than {max} bytes, the most that is read"));
    }
    String::from_utf8(without_bom(&bytes).to_vec()).map_err(|_| "is not text in UTF-8".to_owned())
}

/// Returns a text without the byte order mark that some editors and spreadsheets write before it.
pub(super) fn without_bom(text: &[u8]) -> &[u8] {
    text.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(text)
}

/// Returns whether a path names a descriptor that this process inherited.
fn is_inherited(file: &Path) -> bool {
    file == Path::new("/dev/stdin") || file.starts_with("/dev/fd") || file.starts_with("/proc/self/fd")
}

#[cfg(unix)]
fn is_pipe(data: &fs::Metadata) -> bool {
    use std::os::unix::fs::FileTypeExt;
    data.file_type().is_fifo() || data.file_type().is_socket()
}

#[cfg(not(unix))]
fn is_pipe(_: &fs::Metadata) -> bool {
    false
}

/// Appends the next line to a buffer. Returns whether there was one. Of the bytes from `start` on, no more than
/// [`LONGEST`] and one are kept.
pub(super) fn read_line(input: &mut impl BufRead, into: &mut Vec<u8>, start: usize) -> io::Result<bool> {
    read_line_seen(input, into, start, |_| {})
}

/// Does the same as [`read_line`], and calls `seen` with every byte of the line, including those that are not kept.
pub(super) fn read_line_seen(
    input: &mut impl BufRead,
    into: &mut Vec<u8>,
    start: usize,
    mut seen: impl FnMut(&[u8]),
) -> io::Result<bool> {
    if input.fill_buf()?.is_empty() {
        return Ok(false);
    }
    let before = into.len();
    let room = LONGEST.saturating_add(1).saturating_sub(before.saturating_sub(start));
    let read = input.by_ref().take(u64::try_from(room).unwrap_or(u64::MAX)).read_until(b'\n', into)?;
    seen(into.get(before..).unwrap_or_default());
    if room == 0 || (read == room && into.last() != Some(&b'\n')) {
        skip_line(input, seen)?;
        into.push(b'\n');
    }
    Ok(true)
}

/// Returns a line without its end. Trailing blanks stay, as they count in its length, and more may have been cut off
/// after them.
pub(super) fn without_end(line: &[u8]) -> &[u8] {
    line.strip_suffix(b"\n").unwrap_or(line)
}

/// Skips the rest of a line.
fn skip_line(input: &mut impl BufRead, mut seen: impl FnMut(&[u8])) -> io::Result<()> {
    let mut skipped = 0_usize;
    while skipped <= ENDLESS {
        let buffer = input.fill_buf()?;
        let end = buffer.iter().position(|byte| *byte == b'\n');
        let length = end.map_or(buffer.len(), |end| end.saturating_add(1));
        seen(buffer.get(..length).unwrap_or_default());
        input.consume(length);
        if end.is_some() || length == 0 {
            return Ok(());
        }
        skipped = skipped.saturating_add(length);
    }
    Err(io::Error::new(ErrorKind::InvalidData, format!("a line of standard input does not end within {ENDLESS} bytes")))
}

/// Prints whole lines of a command that has no other outcome. Returns an error if standard output is closed.
pub(super) fn print(text: &str) -> Result<(), String> {
    ensure_open().and_then(|()| print_if_open(text))
}

/// Prints whole lines of a command whose exit status also reports the outcome. Standard output may be closed by a
/// caller who needs only the status.
pub(super) fn print_if_open(text: &str) -> Result<(), String> {
    match write(&mut io::stdout().lock(), text) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(unwritten(&error)),
        _ => Ok(()),
    }
}

/// Returns an error if standard output is closed.
///
/// If it is closed, Rust's library opens the null device instead before the program begins, for both reading and
/// writing. A shell's `>/dev/null` opens it for writing only, and is intended.
pub(super) fn ensure_open() -> Result<(), String> {
    let is_null = fs::read_link("/proc/self/fd/1").is_ok_and(|file| file == Path::new("/dev/null"));
    let info = fs::read_to_string("/proc/self/fdinfo/1").unwrap_or_default();
    let mode = info.lines().find_map(|line| line.strip_prefix("flags:")?.trim().chars().last());
    if is_null && mode == Some('2') {
        Err("standard output cannot be written: it is closed".to_owned())
    } else {
        Ok(())
    }
}

/// Writes whole lines, and flushes them.
pub(super) fn write(output: &mut impl Write, text: &str) -> io::Result<()> {
    output.write_all(text.as_bytes()).and_then(|()| output.flush())
}

fn unwritten(error: &io::Error) -> String {
    format!("standard output cannot be written: {error}")
}

/// Returns one of two exit codes: the first if the output was printed, otherwise the second, after reporting why.
pub(super) fn exit_code(printed: Result<(), String>, success: ExitCode, failure: ExitCode) -> ExitCode {
    match printed {
        Ok(()) => success,
        Err(why) => {
            say(why);
            failure
        }
    }
}

/// What stopped a command that works line by line.
pub(super) enum StopReason {
    /// Standard input cannot be read.
    Unread(io::Error),
    /// Standard output cannot be written.
    Unwritten(io::Error),
}

impl StopReason {
    /// Reports the reason, and returns the exit code.
    pub fn exit_code(&self) -> ExitCode {
        match self {
            // The reader has closed the pipe.
            StopReason::Unwritten(error) if error.kind() == ErrorKind::BrokenPipe => return ExitCode::SUCCESS,
            StopReason::Unwritten(error) => say(unwritten(error)),
            StopReason::Unread(error) => say(format!("standard input cannot be read on: {error}")),
        }
        ExitCode::FAILURE
    }
}
