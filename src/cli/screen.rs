//! `prescreener screen`: lines of answers to lines of results, all cores, memory flat in the number of lines.

use std::io::{self, BufRead, Write};
use std::iter;
use std::process::ExitCode;

use rayon::prelude::*;

use super::{approval, load, recruitment, say};
use crate::answers::{self, Rejection};
use crate::assessment::{Setting, assess};
use crate::json::{Json, Writer};
use crate::result;
use crate::trial::Audience;
use crate::trial::Trial;

/// How many lines are worked on in a row.
const LINES: usize = 64;
/// How many such pieces are worked on at once.
const PIECES: usize = 64;

pub(super) fn run(arguments: &super::Screen) -> ExitCode {
    let trial = match load::load(&arguments.trial, "en") {
        Ok(loaded) => loaded.trial,
        Err(findings) => {
            findings.iter().for_each(say);
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
    // Who screens again what was screened before must get the same.
    recruitment::closed(&trial).iter().for_each(say);
    approval::days(&trial, arguments.date).iter().for_each(say);
    match lines(&trial, &setting) {
        Ok((_, 0)) => ExitCode::SUCCESS,
        Ok((all, rejected)) => {
            say(format!("{rejected} of {all} lines were rejected"));
            ExitCode::FAILURE
        }
        // Whoever reads the results has gone away.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            say(format!("cannot go on: {error}"));
            ExitCode::FAILURE
        }
    }
}

fn setting(trial: &Trial, arguments: &super::Screen) -> Result<Setting, String> {
    let audience = Audience::parse(&arguments.audience).unwrap_or(Audience::Clinic);
    let mut setting = Setting::new(trial, arguments.date, audience);
    for (anchor, day) in &arguments.anchors {
        setting.fix(trial, anchor, *day)?;
    }
    Ok(setting)
}

/// Screens standard input; gives the number of lines and of those rejected.
fn lines(trial: &Trial, setting: &Setting) -> io::Result<(usize, usize)> {
    let (mut from, mut to) = (io::stdin().lock(), io::stdout().lock());
    let mut input = Vec::new();
    let mut pieces: Vec<Piece> = iter::repeat_with(Piece::default).take(PIECES).collect();
    let (mut all, mut rejected) = (0_usize, 0_usize);
    while read(&mut from, &mut input)? {
        let lines: Vec<&[u8]> = input.split_inclusive(|byte| *byte == b'\n').collect();
        let work = lines.par_chunks(LINES).zip(&mut pieces).enumerate();
        work.for_each(|(place, (lines, piece))| {
            piece.screen(trial, setting, lines, place.saturating_mul(LINES).saturating_add(all));
        });
        for piece in pieces.iter().take(lines.len().div_ceil(LINES)) {
            to.write_all(piece.output.as_bytes())?;
            piece.rejected.iter().for_each(say);
            rejected = rejected.saturating_add(piece.rejected.len());
        }
        all = all.saturating_add(lines.len());
    }
    to.flush().map(|()| (all, rejected))
}

/// Reads as many lines as are worked on at once; tells whether there were any.
fn read(from: &mut impl BufRead, input: &mut Vec<u8>) -> io::Result<bool> {
    input.clear();
    for _ in 0..PIECES.saturating_mul(LINES) {
        if from.read_until(b'\n', input)? == 0 {
            break;
        }
    }
    Ok(!input.is_empty())
}

/// What some lines come to. Used again and again, and so is its memory.
#[derive(Default)]
struct Piece {
    output: String,
    /// For each line that was rejected, all that is wrong with it.
    rejected: Vec<String>,
}

impl Piece {
    /// Screens lines that come after so many.
    fn screen(&mut self, trial: &Trial, setting: &Setting, lines: &[&[u8]], before: usize) {
        self.output.clear();
        self.rejected.clear();
        for (place, line) in lines.iter().enumerate() {
            if let Err(reasons) = screen(trial, setting, line, &mut self.output) {
                let number = before.saturating_add(place).saturating_add(1);
                let told: Vec<String> = reasons.iter().map(|reason| format!("line {number}: {reason}")).collect();
                self.rejected.push(told.join("\n"));
                self.output.tree(rejected_line(number, &reasons));
            }
            self.output.push('\n');
        }
    }
}

fn screen(trial: &Trial, setting: &Setting, line: &[u8], to: &mut String) -> Result<(), Vec<Rejection>> {
    let json: Json = serde_json::from_slice(line).map_err(|error| {
        // A line is all there is: its number is told already.
        let place = error.to_string().replace(" at line 1 column ", " at column ");
        vec![Rejection { key: String::new(), reason: format!("is not JSON: {place}") }]
    })?;
    let answers = answers::read(trial, &json, setting.on)?;
    result::write(trial, &answers, setting, &assess(trial, &answers, setting), "en", to);
    Ok(())
}

/// Stands in the output where the result would, so that line numbers still agree.
fn rejected_line(line: usize, reasons: &[Rejection]) -> Json {
    let line = Json::Number(i64::try_from(line).unwrap_or(i64::MAX).into());
    let schema = Json::Text("prescreener/rejection/1".to_owned());
    Json::object([
        ("schema", schema),
        ("line", line),
        ("rejected", Json::List(reasons.iter().map(Rejection::to_json).collect())),
    ])
}
