//! Compiles a definition to a checked trial: reads every rule, looks up every name, checks every type and unit, and lowers
//! everything to one program.

mod check;
mod consistency;
mod each;
mod expr;
mod names;
mod relations;
mod rules;
mod scope;
mod score;
mod types;

use std::collections::BTreeSet;

use rules::Compiler;

use crate::definition::{self, Definition, Place, digest};
use crate::diagnostics::Document;
use crate::diagnostics::Finding;
use crate::trial::{Anchor, Approval, Criterion, Groups, Question, Score, Trial};

/// A checked trial and the definition that it was compiled from.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The compiled trial.
    pub trial: Trial,
    /// The definition as it was read.
    pub definition: Definition,
}

/// Reads, checks and compiles a definition: the document of the trial, followed by the instruments that it includes.
///
/// # Errors
///
/// Returns every finding about keys, ids, names, types, units, and rules that cannot be computed exactly.
pub fn check(documents: &[Document]) -> Result<Checked, Vec<Finding>> {
    let (checked, findings) = examine(documents);
    if findings.is_empty() { Ok(checked) } else { Err(findings) }
}

/// Does the same as [`check`], but also returns the partial result of a definition with faults, which is useful only
/// for further checks.
pub fn examine(documents: &[Document]) -> (Checked, Vec<Finding>) {
    let (definition, mut findings) = definition::read(documents);
    let (mut trial, more, origins) = compile(&definition, digest(documents));
    findings.extend(more);
    // Nothing more can be reported about an unsound definition.
    if findings.is_empty() {
        findings = check::exactness(&mut trial, &origins);
        findings.extend(check::circular_questions(&definition, &trial));
    }
    let mut seen = BTreeSet::new();
    findings.retain(|finding| seen.insert(finding.clone()));
    (Checked { trial, definition }, findings)
}

impl Trial {
    /// Checks a definition, as [`check`] does, and returns the trial alone.
    ///
    /// # Errors
    ///
    /// Returns the findings of [`check`].
    pub fn check(documents: &[Document]) -> Result<Trial, Vec<Finding>> {
        Ok(check(documents)?.trial)
    }
}

/// Compiles everything in a definition, and returns the trial, the findings, and where each node is written.
fn compile(definition: &Definition, digest: String) -> (Trial, Vec<Finding>, Vec<(Place, usize)>) {
    let mut compiler = Compiler::new(definition);
    check::references(&mut compiler);
    for value in &definition.values {
        let _ = compiler.named(&value.id, 1);
    }
    for implied in &definition.implied {
        let _ = compiler.named(&implied.question, 1);
    }
    let scores: Vec<Score> = definition.scores.iter().filter_map(|score| compiler.score(score)).collect();
    let criterion = |criterion: &definition::Criterion| Criterion {
        id: criterion.id.clone(),
        role: criterion.role,
        strength: criterion.strength,
        judged_by: criterion.judged_by,
        rule: criterion.rule.as_ref().and_then(|rule| compiler.statement(rule)),
    };
    let criteria = definition.criteria.iter().map(criterion).collect();
    compiler.conditions();
    let consistency = definition.consistency.iter().filter_map(|rule| compiler.consistency(rule)).collect();
    let answered = compiler.answered_points();
    let Compiler { slots, program, findings, origins, .. } = compiler;
    let trial = Trial {
        id: definition.id.clone(),
        version: definition.version.clone(),
        updated: definition.registry.updated.clone(),
        approval: definition.approval.as_ref().map_or_else(Vec::new, approval),
        recruitment: definition.recruitment,
        referral: definition.referral.clone(),
        has_sites: !definition.sites.is_empty(),
        digest,
        anchors: anchors(definition),
        questions: definition.questions.iter().map(question).collect(),
        slots,
        criteria,
        scores,
        consistency,
        answered,
        program,
        groups: Groups::default(),
        by_key: Vec::new(),
    };
    (trial, findings, origins)
}

fn approval(approval: &definition::Approval) -> Vec<String> {
    let definition::Approval { board, number, on, expires, languages } = approval;
    let languages: Vec<String> = languages.iter().map(|words| words.language.clone()).collect();
    Approval { board, number, on: *on, expires: *expires, languages: &languages }.texts()
}

fn anchors(definition: &Definition) -> Vec<Anchor> {
    let anchor = |anchor: &definition::Anchor| Anchor {
        id: anchor.id.clone(),
        from: anchor.from.as_ref().and_then(|from| definition.anchor(from)),
        days: anchor.days,
    };
    definition.anchors.iter().map(anchor).collect()
}

fn question(question: &definition::Question) -> Question {
    Question {
        id: question.id.clone(),
        kind: question.kind.clone(),
        asked_of: question.asked_of,
        frequencies: question.frequencies.clone(),
        intimacy: question.intimacy,
    }
}
