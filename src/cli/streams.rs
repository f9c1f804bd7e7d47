//! Files by their names, standard input and standard output, so that none of them brings a command down or holds it up.
//!
//! - A file is a regular one, or a pipe that this process was given: `/dev/stdin`, or the `/dev/fd/63` that a shell makes of
//!   `<(…)`, which ends when its writer does. A folder, a device, or a pipe with a name, at which everybody may wait for ever for
//!   somebody to write, is refused. Of each no more is read than such a file can sensibly hold.
//! - Standard input is read one person at a time; who is longer than [`LONGEST`] is not kept, but counted.
//! - Standard output is written in whole lines, each with one call. Whoever reads it may go away at any time, which is no failure.

use std::fs::{self, File};
use std::io::{self, BufRead, ErrorKind, Read, Write};
use std::path::Path;
use std::process::ExitCode;

use super::say;

/// How long one person's answers, result or resource can be, in bytes. The largest known is a twentieth of it.
pub(super) const LONGEST: usize = 4 << 20;
/// How much is passed over in search of an end of a line, in bytes. What is longer has none.
const ENDLESS: usize = 256 << 20;

/// The text of a file of at most so many bytes.
pub(super) fn text(file: &Path, most: u64) -> Result<String, String> {
    let unread = |error: io::Error| format!("cannot be read: {error}");
    let data = fs::metadata(file).map_err(unread)?;
    if data.is_dir() {
        return Err("is a folder; expected a file".to_owned());
    }
    if !(data.is_file() || given(file) && is_pipe(&data)) {
        return Err("is not a regular file; expected one, or a pipe that ends, as in `<(…)`".to_owned());
    }
    let mut bytes = Vec::new();
    File::open(file).map_err(unread)?.take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(unread)?;
    if u64::try_from(bytes.len()).map_or(true, |length| length > most) {
        return Err(format!("is longer than {most} bytes, the most that is read"));
    }
    String::from_utf8(without_mark(&bytes).to_vec()).map_err(|_| "is not text in UTF-8".to_owned())
}

/// Text without the byte order mark that some editors and spreadsheets write in front of it.
pub(super) fn without_mark(text: &[u8]) -> &[u8] {
    text.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(text)
}

/// Whether it names what this process was given when it began.
fn given(file: &Path) -> bool {
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

/// Reads the next line behind what is there already; tells whether there was one. Of what stands there from `start` on no
/// more than one byte above [`LONGEST`] is kept.
pub(super) fn line(from: &mut impl BufRead, into: &mut Vec<u8>, start: usize) -> io::Result<bool> {
    line_seen(from, into, start, |_| {})
}

/// The same; `seen` is shown every byte of the line, also those that are not kept.
pub(super) fn line_seen(
    from: &mut impl BufRead,
    into: &mut Vec<u8>,
    start: usize,
    mut seen: impl FnMut(&[u8]),
) -> io::Result<bool> {
    if from.fill_buf()?.is_empty() {
        return Ok(false);
    }
    let before = into.len();
    let room = LONGEST.saturating_add(1).saturating_sub(before.saturating_sub(start));
    let read = from.by_ref().take(u64::try_from(room).unwrap_or(u64::MAX)).read_until(b'\n', into)?;
    seen(into.get(before..).unwrap_or_default());
    if room == 0 || (read == room && into.last() != Some(&b'\n')) {
        pass_over(from, seen)?;
        into.push(b'\n');
    }
    Ok(true)
}

/// A line without its end, as it was written: what is too long is so with its blanks, behind which more may have been cut off.
pub(super) fn without_end(line: &[u8]) -> &[u8] {
    line.strip_suffix(b"\n").unwrap_or(line)
}

/// Goes to the end of the line, without keeping it.
fn pass_over(from: &mut impl BufRead, mut seen: impl FnMut(&[u8])) -> io::Result<()> {
    let mut passed = 0_usize;
    while passed <= ENDLESS {
        let buffer = from.fill_buf()?;
        let end = buffer.iter().position(|byte| *byte == b'\n');
        let length = end.map_or(buffer.len(), |end| end.saturating_add(1));
        seen(buffer.get(..length).unwrap_or_default());
        from.consume(length);
        if end.is_some() || length == 0 {
            return Ok(());
        }
        passed = passed.saturating_add(length);
    }
    Err(io::Error::new(ErrorKind::InvalidData, format!("a line of standard input does not end within {ENDLESS} bytes")))
}

/// Prints text that ends with a line, where the text is all that comes of the command.
pub(super) fn print(text: &str) -> Result<(), String> {
    open().and_then(|()| mention(text))
}

/// Prints text that ends with a line, where the exit status tells as well: whoever wants only that may have closed the output.
pub(super) fn mention(text: &str) -> Result<(), String> {
    match write(&mut io::stdout().lock(), text) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(unwritten(&error)),
        _ => Ok(()),
    }
}

/// Whether what is written to standard output goes anywhere.
///
/// Where it is closed, Rust's library has opened the null device in its place before the program begins, for reading and writing
/// both. A shell's `>/dev/null` opens it for writing alone, and is what somebody wants.
pub(super) fn open() -> Result<(), String> {
    let is_null = fs::read_link("/proc/self/fd/1").is_ok_and(|file| file == Path::new("/dev/null"));
    let about = fs::read_to_string("/proc/self/fdinfo/1").unwrap_or_default();
    let mode = about.lines().find_map(|line| line.strip_prefix("flags:")?.trim().chars().last());
    if is_null && mode == Some('2') {
        Err("standard output cannot be written: it is closed".to_owned())
    } else {
        Ok(())
    }
}

/// Writes text that ends with a line, and keeps nothing of it back.
pub(super) fn write(to: &mut impl Write, text: &str) -> io::Result<()> {
    to.write_all(text.as_bytes()).and_then(|()| to.flush())
}

fn unwritten(error: &io::Error) -> String {
    format!("standard output cannot be written: {error}")
}

/// How a command ends that printed what it had to, or could not.
pub(super) fn ended(printed: Result<(), String>, done: ExitCode, failed: ExitCode) -> ExitCode {
    match printed {
        Ok(()) => done,
        Err(why) => {
            say(why);
            failed
        }
    }
}

/// What stopped a command that goes on from line to line.
pub(super) enum StopReason {
    /// Standard input cannot be read.
    Unread(io::Error),
    /// Standard output cannot be written.
    Unwritten(io::Error),
}

impl StopReason {
    /// How the command ends.
    pub fn end(&self) -> ExitCode {
        match self {
            // Whoever reads has gone away.
            StopReason::Unwritten(error) if error.kind() == ErrorKind::BrokenPipe => return ExitCode::SUCCESS,
            StopReason::Unwritten(error) => say(unwritten(error)),
            StopReason::Unread(error) => say(format!("standard input cannot be read on: {error}")),
        }
        ExitCode::FAILURE
    }
}
