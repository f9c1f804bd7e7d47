//! `prescreener screen`: turns lines of answers into lines of results, on all cores, with memory independent of their
//! number.

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
use crate::trial::{Audience, Trial};

/// The number of lines in a batch, which one thread screens in order.
const BATCH_LINES: usize = 64;
/// The number of batches that are screened at once.
const BATCHES: usize = 64;
/// With more bytes than this, no further line is read before those in memory are screened.
const MAX_BYTES: usize = 4 * LONGEST;

pub(super) fn run(arguments: &super::Screen) -> ExitCode {
    let trial = match load::load(&arguments.trial, "en") {
        Ok(loaded) => loaded.trial,
        Err(findings) => {
            report::show(&findings);
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
    if let Err(why) = streams::ensure_open() {
        say(why);
        return ExitCode::FAILURE;
    }
    // A trial that is closed is screened anyway: screening the same answers again must give the same results.
    recruitment::why_closed(&trial).iter().for_each(say);
    report::show(&approval::days_outside(&trial, &arguments.trial, arguments.date));
    match screen_input(&trial, &setting) {
        Ok((_, 0)) => ExitCode::SUCCESS,
        Ok((all, rejected)) => {
            rejection::say_count(rejected, all);
            ExitCode::FAILURE
        }
        Err(stopped) => stopped.exit_code(),
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

/// Screens standard input. Returns the number of lines, and of those rejected.
fn screen_input(trial: &Trial, setting: &Setting) -> Result<(usize, usize), StopReason> {
    let (mut stdin, mut stdout) = (io::stdin().lock(), io::stdout().lock());
    let mut input = Vec::new();
    let mut batches: Vec<Batch> = iter::repeat_with(Batch::default).take(BATCHES).collect();
    let (mut all, mut rejected) = (0_usize, 0_usize);
    while read(&mut stdin, &mut input).map_err(StopReason::Unread)? {
        let lines: Vec<&[u8]> = input.split_inclusive(|byte| *byte == b'\n').collect();
        let work = lines.par_chunks(BATCH_LINES).zip(&mut batches).enumerate();
        work.for_each(|(index, (lines, batch))| {
            batch.screen(trial, setting, lines, index.saturating_mul(BATCH_LINES).saturating_add(all));
        });
        for batch in batches.iter().take(lines.len().div_ceil(BATCH_LINES)) {
            streams::write(&mut stdout, &batch.output).map_err(StopReason::Unwritten)?;
            batch.rejected.iter().for_each(say);
            rejected = rejected.saturating_add(batch.rejected.len());
        }
        all = all.saturating_add(lines.len());
    }
    Ok((all, rejected))
}

/// Reads as many lines as are screened at once. Returns whether there were any.
fn read(stdin: &mut impl BufRead, input: &mut Vec<u8>) -> io::Result<bool> {
    input.clear();
    for _ in 0..BATCHES.saturating_mul(BATCH_LINES) {
        let start = input.len();
        if start > MAX_BYTES || !streams::read_line(stdin, input, start)? {
            break;
        }
    }
    Ok(!input.is_empty())
}

/// The results of some lines. Batches are reused to save allocations.
#[derive(Default)]
struct Batch {
    output: String,
    /// For each rejected line, its messages.
    rejected: Vec<String>,
}

impl Batch {
    /// Screens lines that follow `before` others.
    fn screen(&mut self, trial: &Trial, setting: &Setting, lines: &[&[u8]], before: usize) {
        self.output.clear();
        self.rejected.clear();
        for (index, line) in lines.iter().enumerate() {
            let number = before.saturating_add(index).saturating_add(1);
            let line = if number == 1 { streams::without_bom(line) } else { line };
            if let Err(reasons) = screen(trial, setting, line, &mut self.output) {
                self.rejected.push(rejection::messages(number, &reasons));
                self.output.tree(rejection::to_json(number, &reasons));
            }
            self.output.push('\n');
        }
    }
}

fn screen(trial: &Trial, setting: &Setting, line: &[u8], output: &mut String) -> Result<(), Vec<Rejection>> {
    if streams::without_end(line).len() > LONGEST {
        return Err(rejection::too_long());
    }
    // The text is a single line, whose number is stated anyway.
    let json: Json =
        serde_json::from_slice(line.trim_ascii_end()).map_err(|error| rejection::not_json(&error, 1, 0))?;
    if let Some(reasons) = rejection::rejected_before(&json) {
        return Err(reasons);
    }
    let answers = answers::read(trial, &json, setting.on)?;
    result::write(trial, &answers, setting, &assess(trial, &answers, setting), "en", output);
    Ok(())
}
