//! `prescreener check`.

use std::path::Path;
use std::process::ExitCode;

use super::{approval, load, recruitment, say};
use crate::answers;
use crate::assessment::{Setting, assess};
use crate::definition::Example;
use crate::finding::Finding;
use crate::trial::Trial;
use crate::value::Date;

pub(super) fn run(path: &Path, on: Option<Date>) -> ExitCode {
    let loaded = match load::load(path, "en") {
        Ok(loaded) => loaded,
        Err(findings) => return refuse(&findings),
    };
    let words = approval::look(path, &loaded, on);
    let (trial, examples) = (loaded.trial, &loaded.definition.examples);
    let wrong: Vec<String> = examples.iter().filter_map(|example| differs(&trial, example)).collect();
    wrong.iter().for_each(say);
    if !wrong.is_empty() {
        say(format!("{} of {} example patients get something else", wrong.len(), examples.len()));
    }
    if !words.findings.is_empty() {
        return refuse(&words.findings);
    }
    if !wrong.is_empty() {
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
    say(format!("{}: {}", path.display(), recruitment::told(&trial)));
    words.notes.iter().for_each(say);
    ExitCode::SUCCESS
}

fn refuse(findings: &[Finding]) -> ExitCode {
    findings.iter().for_each(say);
    say(match findings.len() {
        1 => "1 finding".to_owned(),
        many => format!("{many} findings"),
    });
    ExitCode::FAILURE
}

/// What an example patient gets instead of what they must get.
pub(super) fn differs(trial: &Trial, example: &Example) -> Option<String> {
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
    let assessment = assess(trial, &answers, &setting);
    let verdict = assessment.verdict;
    let day = |day: Option<Date>| day.map_or(String::new(), |day| format!(" from {day}"));
    if verdict.id() != example.verdict || verdict.eligible_from() != example.eligible_from {
        let (got, due) = (day(verdict.eligible_from()), day(example.eligible_from));
        return Some(format!(
            "{place}: `{}` gets {}{got}, expected {}{due}",
            example.id,
            verdict.id(),
            example.verdict
        ));
    }
    example.statuses.iter().find_map(|(criterion, due)| {
        let found = trial.criteria.iter().position(|known| known.id == *criterion);
        let got =
            found.and_then(|place| assessment.statuses.get(place)).map_or("no such criterion", |status| status.id());
        (got != due).then(|| format!("{place}: `{}`: {criterion} gets {got}, expected {due}", example.id))
    })
}
