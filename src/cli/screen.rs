//! `prescreener screen`: lines of answers to lines of results, all cores, memory flat in the number of lines.

use std::io::{self, BufRead};
use std::iter;
use std::process::ExitCode;

use rayon::prelude::*;

use super::streams::{self, LONGEST, StopReason};
use super::{approval, load, recruitment, rejection, report, say};
use crate::answers::{self, Rejection};
use crate::engine::{Setting, assess};
use crate::json::{Json, Writer};
use crate::result;
use crate::trial::Audience;
use crate::trial::Trial;

/// How many lines are worked on in a row.
const LINES: usize = 64;
/// How many such pieces are worked on at once.
const PIECES: usize = 64;
/// With more bytes than these at hand, no further line is read before they are worked on.
const BYTES: usize = 4 * LONGEST;

pub(super) fn run(arguments: &super::Screen) -> ExitCode {
    let trial = match load::load(&arguments.trial, "en") {
        Ok(loaded) => loaded.trial,
        Err(findings) => {
            report::tell(&findings);
            return ExitCode::FAILURE;
        }
    };
    let setting = match setting(&trial, arguments) {
        Ok(setting) => setting,
        Err(reason) => {
            say(reason);
            return ExitCode::FAILURE;
        }
    };
    if let Err(why) = streams::open() {
        say(why);
        return ExitCode::FAILURE;
    }
    // Who screens again what was screened before must get the same.
    recruitment::closed(&trial).iter().for_each(say);
    report::tell(&approval::days(&trial, &arguments.trial, arguments.date));
    match lines(&trial, &setting) {
        Ok((_, 0)) => ExitCode::SUCCESS,
        Ok((all, rejected)) => {
            rejection::count(rejected, all);
            ExitCode::FAILURE
        }
        Err(stopped) => stopped.end(),
    }
}

fn setting(trial: &Trial, arguments: &super::Screen) -> Result<Setting, String> {
    let audience = Audience::parse(&arguments.audience).unwrap_or(Audience::Clinic);
    let mut setting = Setting::new(trial, arguments.date, audience);
    for (anchor, day) in &arguments.anchors {
        setting.fix(trial, anchor, *day).map_err(|reason| reason.to_string())?;
    }
    Ok(setting)
}

/// Screens standard input; gives the number of lines and of those rejected.
fn lines(trial: &Trial, setting: &Setting) -> Result<(usize, usize), StopReason> {
    let (mut from, mut to) = (io::stdin().lock(), io::stdout().lock());
    let mut input = Vec::new();
    let mut pieces: Vec<Batch> = iter::repeat_with(Batch::default).take(PIECES).collect();
    let (mut all, mut rejected) = (0_usize, 0_usize);
    while read(&mut from, &mut input).map_err(StopReason::Unread)? {
        let lines: Vec<&[u8]> = input.split_inclusive(|byte| *byte == b'\n').collect();
        let work = lines.par_chunks(LINES).zip(&mut pieces).enumerate();
        work.for_each(|(place, (lines, piece))| {
            piece.screen(trial, setting, lines, place.saturating_mul(LINES).saturating_add(all));
        });
        for piece in pieces.iter().take(lines.len().div_ceil(LINES)) {
            streams::write(&mut to, &piece.output).map_err(StopReason::Unwritten)?;
            piece.rejected.iter().for_each(say);
            rejected = rejected.saturating_add(piece.rejected.len());
        }
        all = all.saturating_add(lines.len());
    }
    Ok((all, rejected))
}

/// Reads as many lines as are worked on at once; tells whether there were any.
fn read(from: &mut impl BufRead, input: &mut Vec<u8>) -> io::Result<bool> {
    input.clear();
    for _ in 0..PIECES.saturating_mul(LINES) {
        let start = input.len();
        if start > BYTES || !streams::line(from, input, start)? {
            break;
        }
    }
    Ok(!input.is_empty())
}

/// What some lines come to. Used again and again, and so is its memory.
#[derive(Default)]
struct Batch {
    output: String,
    /// For each line that was rejected, all that is wrong with it.
    rejected: Vec<String>,
}

impl Batch {
    /// Screens lines that come after so many.
    fn screen(&mut self, trial: &Trial, setting: &Setting, lines: &[&[u8]], before: usize) {
        self.output.clear();
        self.rejected.clear();
        for (place, line) in lines.iter().enumerate() {
            let number = before.saturating_add(place).saturating_add(1);
            let line = if number == 1 { streams::without_mark(line) } else { line };
            if let Err(reasons) = screen(trial, setting, line, &mut self.output) {
                self.rejected.push(rejection::told(number, &reasons));
                self.output.tree(rejection::in_place(number, &reasons));
            }
            self.output.push('\n');
        }
    }
}

fn screen(trial: &Trial, setting: &Setting, line: &[u8], to: &mut String) -> Result<(), Vec<Rejection>> {
    if streams::without_end(line).len() > LONGEST {
        return Err(rejection::too_long());
    }
    // A line is all there is: its number is told already.
    let json: Json =
        serde_json::from_slice(line.trim_ascii_end()).map_err(|error| rejection::not_json(&error, 1, 0))?;
    if let Some(again) = rejection::again(&json) {
        return Err(again);
    }
    let answers = answers::read(trial, &json, setting.on)?;
    result::write(trial, &answers, setting, &assess(trial, &answers, setting), "en", to);
    Ok(())
}
