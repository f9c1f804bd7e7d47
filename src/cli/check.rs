//! `prescreener check`.

use std::path::Path;
use std::process::ExitCode;

use super::{load, say};
use crate::answers;
use crate::assessment::{Setting, assess};
use crate::definition::Example;
use crate::trial::Trial;

pub(super) fn run(path: &Path) -> ExitCode {
    let (trial, examples) = match load::load(path) {
        Ok(loaded) => (loaded.trial, loaded.examples),
        Err(findings) => {
            findings.iter().for_each(say);
            say(match findings.len() {
                1 => "1 finding".to_owned(),
                many => format!("{many} findings"),
            });
            return ExitCode::FAILURE;
        }
    };
    let examples = &examples;
    let wrong: Vec<String> = examples.iter().filter_map(|example| differs(&trial, example)).collect();
    wrong.iter().for_each(say);
    if !wrong.is_empty() {
        say(format!("{} of {} example patients get another verdict", wrong.len(), examples.len()));
        return ExitCode::FAILURE;
    }
    say(format!(
        "{}: no findings; {} criteria, {} questions, {} example patients as expected; {}",
        trial.id,
        trial.criteria.len(),
        trial.questions.len(),
        examples.len(),
        trial.digest,
    ));
    ExitCode::SUCCESS
}

/// What an example patient gets instead of what they must get.
fn differs(trial: &Trial, example: &Example) -> Option<String> {
    let place = format!("{}: {}", example.place.file, example.place.path);
    let mut setting = Setting::new(trial, example.on, example.audience);
    for (anchor, day) in &example.anchors {
        if let Err(reason) = setting.fix(trial, anchor, *day) {
            return Some(format!("{place}: {reason}"));
        }
    }
    let answers = match answers::read(trial, &example.answers, example.on) {
        Ok(answers) => answers,
        Err(rejections) => {
            let reasons: Vec<_> = rejections.iter().map(ToString::to_string).collect();
            return Some(format!("{place}: {}", reasons.join("; ")));
        }
    };
    let verdict = assess(trial, &answers, &setting).verdict;
    let same = verdict.id() == example.verdict && verdict.eligible_from() == example.eligible_from;
    let day = |day: Option<crate::value::Date>| day.map_or(String::new(), |day| format!(" from {day}"));
    (!same).then(|| {
        let (got, due) = (day(verdict.eligible_from()), day(example.eligible_from));
        format!("{place}: `{}` gets {}{got}, expected {}{due}", example.id, verdict.id(), example.verdict)
    })
}
