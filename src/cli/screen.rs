//! `prescreener screen`: lines of answers to lines of results, all cores, memory flat in the number of lines.

use std::io::{self, BufRead, Write};
use std::process::ExitCode;

use rayon::prelude::*;

use super::{load, say};
use crate::answers;
use crate::assessment::{Setting, assess};
use crate::json::Json;
use crate::result::result;
use crate::trial::Audience;
use crate::trial::Trial;

/// How many lines are worked on at once.
const BATCH: usize = 4096;

pub(super) fn run(arguments: &super::Screen) -> ExitCode {
    let trial = match load::load(&arguments.trial) {
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
    let mut input = io::stdin().lock();
    let mut output = io::BufWriter::new(io::stdout().lock());
    let (mut all, mut rejected) = (0_usize, 0_usize);
    loop {
        let batch = read_batch(&mut input)?;
        if batch.is_empty() {
            return output.flush().map(|()| (all, rejected));
        }
        let results: Vec<_> = batch.par_iter().map(|line| screen(trial, setting, line)).collect();
        for result in results {
            all = all.saturating_add(1);
            match result {
                Ok(result) => writeln!(output, "{result}")?,
                Err(reasons) => {
                    rejected = rejected.saturating_add(1);
                    reasons.iter().for_each(|(key, reason)| say(rejection(all, key, reason)));
                    writeln!(output, "{}", rejected_line(all, &reasons))?;
                }
            }
        }
    }
}

fn read_batch(input: &mut impl BufRead) -> io::Result<Vec<Vec<u8>>> {
    let mut batch = Vec::new();
    while batch.len() < BATCH {
        let mut line = Vec::new();
        if input.read_until(b'\n', &mut line)? == 0 {
            break;
        }
        batch.push(line);
    }
    Ok(batch)
}

type Reasons = Vec<(String, String)>;

fn screen(trial: &Trial, setting: &Setting, line: &[u8]) -> Result<Json, Reasons> {
    let json: Json = serde_json::from_slice(line).map_err(|error| {
        // A line is all there is: its number is told already.
        let place = error.to_string().replace(" at line 1 column ", " at column ");
        vec![(String::new(), format!("is not JSON: {place}"))]
    })?;
    let answers = answers::read(trial, &json, setting.on);
    let answers = answers.map_err(|all| all.into_iter().map(|one| (one.key, one.reason)).collect::<Reasons>())?;
    Ok(result(trial, &answers, setting, &assess(trial, &answers, setting), "en"))
}

fn rejection(line: usize, key: &str, reason: &str) -> String {
    if key.is_empty() { format!("line {line}: {reason}") } else { format!("line {line}: `{key}`: {reason}") }
}

/// Stands in the output where the result would, so that line numbers still agree.
fn rejected_line(line: usize, reasons: &Reasons) -> Json {
    let reasons = reasons.iter().map(|(key, reason)| {
        Json::object([("question", Json::Text(key.clone())), ("reason", Json::Text(reason.clone()))])
    });
    let line = Json::Number(i64::try_from(line).unwrap_or(i64::MAX).into());
    let schema = Json::Text("prescreener/rejection/1".to_owned());
    Json::object([("schema", schema), ("line", line), ("rejected", Json::List(reasons.collect()))])
}
