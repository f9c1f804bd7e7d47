//! When a question is asked, as `enableWhen`: as far as FHIR can tell.

use super::form::Form;
use super::parts::{Object, YES_NO_CODES, coding, number_type, options_system};
use crate::definition::rule::{self, Comparison, Expr, Inclusion, Kind, Names};
use crate::json::Json;
use crate::trial::program::Slot;
use crate::trial::{Question, QuestionKind};

/// Tests of answers: all must hold, or one of them.
#[derive(Clone)]
pub(super) struct When {
    pub all: bool,
    pub tests: Vec<Test>,
}

/// A test of an answer.
#[derive(Clone)]
pub(super) struct Test {
    /// The linkId of the question.
    pub of: String,
    operator: &'static str,
    kind: &'static str,
    value: Json,
}

impl Test {
    /// The question has no answer.
    pub(super) fn unanswered(of: &str) -> Test {
        Test { of: of.to_owned(), operator: "exists", kind: "answerBoolean", value: Json::Bool(false) }
    }

    pub(super) fn json(&self) -> Json {
        let test = Object::default().text("question", &self.of).text("operator", self.operator);
        test.with(self.kind, self.value.clone()).json()
    }
}

/// When a slot is asked.
pub(super) struct Asked<'a> {
    /// What `enableWhen` can say; none if it is asked always.
    pub when: Option<When>,
    /// The rule that it cannot say.
    pub unsaid: Option<&'a str>,
}

/// When a slot is asked. What cannot be expressed leaves the question open more often, never less often.
pub(super) fn asked<'a>(form: &'a Form<'a>, slot: Slot) -> Asked<'a> {
    let option = form.trial().slots.get(slot).and_then(|asked| asked.option);
    let chosen = option.and_then(|(of, option)| {
        let of = form.trial().questions.get(of)?;
        Some(is(form, of, of.id.clone(), of.kind.options().get(option)?))
    });
    let rule = form.defined(slot).and_then(|question| question.ask_when.as_ref());
    let said = rule.and_then(|rule| Rules { form, option }.when(&rule::parse(&rule.text).ok()?, true));
    let parts: Vec<When> = chosen.clone().map(one).into_iter().chain(said.clone()).collect();
    let (joined, lost) = match together(true, parts) {
        Some(when) => (when, rule.is_some() && said.is_none()),
        None => (When { all: true, tests: chosen.into_iter().collect() }, true),
    };
    let unsaid = rule.filter(|_| lost).map(|rule| rule.text.as_str());
    Asked { when: (!joined.tests.is_empty()).then_some(joined), unsaid }
}

fn one(test: Test) -> When {
    When { all: true, tests: vec![test] }
}

/// Several conditions as one; none if it would take both *all* and *any*.
fn together(all: bool, parts: Vec<When>) -> Option<When> {
    if let [only] = parts.as_slice() {
        return Some(only.clone());
    }
    let flat = parts.iter().all(|part| part.all == all || part.tests.len() <= 1);
    flat.then(|| When { all, tests: parts.into_iter().flat_map(|part| part.tests).collect() })
}

/// The answer is this option.
fn is(form: &Form<'_>, question: &Question, key: String, option: &str) -> Test {
    let value = coding(&options_system(form.trial(), question), option).json();
    Test { of: key, operator: "=", kind: "answerCoding", value }
}

/// Rules, for the option at hand.
struct Rules<'a> {
    form: &'a Form<'a>,
    option: Option<(usize, usize)>,
}

impl Rules<'_> {
    /// When a rule is true, or when it is false; none if `enableWhen` cannot tell.
    fn when(&self, rule: &Expr, truth: bool) -> Option<When> {
        match &rule.kind {
            Kind::Name(name) => self.name(name, truth),
            Kind::Not(inner) => self.when(inner, !truth),
            Kind::Count { least, most, of } => self.count(*least, *most, of, truth),
            Kind::Is(question, names) => self.is(question, names, truth),
            Kind::Includes(question, inclusion, names) if truth => self.includes(question, *inclusion, names),
            Kind::Compare(comparison, a, b) => self.compare(*comparison, a, b, truth),
            _ => None,
        }
    }

    fn name(&self, name: &str, truth: bool) -> Option<When> {
        if let Some(value) = self.form.definition().values.iter().find(|value| value.id == name) {
            return self.when(&rule::parse(&value.rule.text).ok()?, truth);
        }
        let (key, question) = self.question(name)?;
        let code = if truth { "Y" } else { "N" };
        let value = coding(YES_NO_CODES, code).json();
        let test = Test { of: key, operator: "=", kind: "answerCoding", value };
        let said = (question.kind == QuestionKind::YesNo).then(|| one(test))?;
        let Some(implied) = self.form.definition().implied(name) else { return Some(said) };
        together(!truth, vec![said, self.when(&rule::parse(&implied.when.text).ok()?, truth)?])
    }

    fn count(&self, least: usize, most: usize, of: &[Expr], truth: bool) -> Option<When> {
        let all = least == of.len();
        let any = least == 1 && most == of.len();
        let none = most == 0;
        let parts = |truth| of.iter().map(|part| self.when(part, truth)).collect::<Option<Vec<When>>>();
        match (truth, all, any, none) {
            (true, true, ..) => together(true, parts(true)?),
            (true, _, true, _) => together(false, parts(true)?),
            (true, _, _, true) => together(true, parts(false)?),
            (false, true, ..) => together(false, parts(false)?),
            (false, _, true, _) => together(true, parts(false)?),
            (false, _, _, true) => together(false, parts(true)?),
            _ => None,
        }
    }

    /// One of these options, or one of the others: each by name, as FHIR does not say what `!=` means without an answer.
    fn is(&self, of: &Expr, names: &Names, truth: bool) -> Option<When> {
        let (key, question) = self.asked(of)?;
        let QuestionKind::One { options } = &question.kind else { return None };
        let named = self.options(names)?;
        let wanted = options.iter().filter(|option| named.contains(&option.as_str()) == truth);
        let tests = wanted.map(|option| is(self.form, question, key.clone(), option)).collect();
        Some(When { all: false, tests })
    }

    fn includes(&self, of: &Expr, inclusion: Inclusion, names: &Names) -> Option<When> {
        let (key, question) = self.asked(of)?;
        let tests =
            self.options(names)?.into_iter().map(|option| is(self.form, question, key.clone(), option)).collect();
        match inclusion {
            Inclusion::Any => Some(When { all: false, tests }),
            Inclusion::All => Some(When { all: true, tests }),
            Inclusion::Neither => None,
        }
    }

    fn compare(&self, comparison: Comparison, a: &Expr, b: &Expr, truth: bool) -> Option<When> {
        let (of, to, comparison) = match (&a.kind, &b.kind) {
            (Kind::Name(_), _) => (a, b, comparison),
            _ => (b, a, mirrored(comparison)),
        };
        let (key, question) = self.asked(of)?;
        let (kind, value) = match (&question.kind, &to.kind) {
            (QuestionKind::Number { least, most, decimals, .. }, Kind::Amount(low, high, _)) if low == high => {
                match number_type(*least, *most, *decimals) {
                    "integer" if low.whole().is_some() => ("answerInteger", Json::Number(*low)),
                    "decimal" => ("answerDecimal", Json::Number(*low)),
                    _ => return None,
                }
            }
            _ => return None,
        };
        let operator = operator(comparison, truth)?;
        Some(one(Test { of: key, operator, kind, value }))
    }

    /// The question that a part of a rule names.
    fn asked(&self, of: &Expr) -> Option<(String, &Question)> {
        if let Kind::Name(name) = &of.kind { self.question(name) } else { None }
    }

    /// A question by its name, with the key under which it is answered here.
    fn question(&self, name: &str) -> Option<(String, &Question)> {
        let trial = self.form.trial();
        let place = trial.questions.iter().position(|question| question.id == name)?;
        let own = |asked: &&crate::trial::Asked| {
            asked.question == place && (asked.option.is_none() || asked.option == self.option)
        };
        Some((trial.slots.iter().find(own)?.key.clone(), trial.questions.get(place)?))
    }

    fn options<'a>(&'a self, names: &'a Names) -> Option<Vec<&'a str>> {
        match names {
            Names::Options(spots) => Some(spots.iter().map(|spot| spot.name.as_str()).collect()),
            Names::List(spot) => {
                Some(self.form.definition().list(&spot.name)?.options.iter().map(String::as_str).collect())
            }
        }
    }
}

/// The comparison with its sides changed.
fn mirrored(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Less => Comparison::More,
        Comparison::AtMost => Comparison::AtLeast,
        Comparison::More => Comparison::Less,
        Comparison::AtLeast => Comparison::AtMost,
        same => same,
    }
}

fn operator(comparison: Comparison, truth: bool) -> Option<&'static str> {
    match (comparison, truth) {
        (Comparison::Equal, true) | (Comparison::Unequal, false) => Some("="),
        (Comparison::Less, true) | (Comparison::AtLeast, false) => Some("<"),
        (Comparison::AtMost, true) | (Comparison::More, false) => Some("<="),
        (Comparison::More, true) | (Comparison::AtMost, false) => Some(">"),
        (Comparison::AtLeast, true) | (Comparison::Less, false) => Some(">="),
        _ => None,
    }
}
