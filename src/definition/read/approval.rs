//! Reads the approval by an ethics board: the messages that it covers, and its first and last day.

use crate::definition::model::{Approval, ApprovedWords};
use crate::diagnostics::Fault;
use crate::diagnostics::fields::Fields;
use crate::json::Json;
use crate::schema::forms::APPROVAL;
use crate::value::Date;

/// The prefix of a fingerprint and the number of digits after it.
const DIGEST_FORM: (&str, usize) = ("sha256:", 64);

/// Reads the approval in a trial's document, if one is recorded.
pub(super) fn approval(trial: &Fields<'_>) -> Option<Approval> {
    let json = trial.get("approval")?;
    let fields = Fields::open(trial.report, &trial.place_of("approval").path, json, &APPROVAL)?;
    let (on, expires) = (fields.day("on"), fields.day("expires"));
    // A day that could not be read is already reported.
    if expires <= on && ![on, expires].contains(&Date::default()) {
        fields.add("expires", Fault::Conflict, "the approval must end after it began");
    }
    Some(Approval {
        board: fields.required_text("board"),
        number: fields.required_text("number"),
        on,
        expires,
        languages: languages(&fields),
    })
}

fn languages(fields: &Fields<'_>) -> Vec<ApprovedWords> {
    let Some(json) = fields.need("languages") else { return Vec::new() };
    let keys: Vec<&str> = match json {
        Json::Object(entries) => entries.iter().map(|(language, _)| language.as_str()).collect(),
        _ => Vec::new(),
    };
    let path = fields.place_of("languages").path;
    let Some(languages) = Fields::keyed(fields.report, &path, json, &keys) else { return Vec::new() };
    if keys.is_empty() {
        fields.add("languages", Fault::WrongCount, "expected at least one language, such as \"en\": \"sha256:…\"");
    }
    let language = |language: &str| {
        let digest = languages.text(language);
        if !is_tag(language) {
            languages.add(
                language,
                Fault::WrongValue,
                format!("`{language}` is not the tag of a language, such as en or es"),
            );
        }
        if languages.get(language).and_then(Json::as_text).is_some_and(|text| !is_digest(text)) {
            languages.add(language, Fault::WrongValue, "expected `sha256:` and 64 hexadecimal digits in lower case");
        }
        ApprovedWords { language: language.to_owned(), digest, place: languages.place_of(language) }
    };
    keys.into_iter().map(language).collect()
}

/// Returns whether a text is a language tag, as used in the names of catalogues: `en`, `pt-BR`.
pub fn is_tag(text: &str) -> bool {
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or_default();
    let letters = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphabetic());
    (2..=3).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_lowercase()) && parts.all(letters)
}

fn is_digest(text: &str) -> bool {
    let digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    text.strip_prefix(DIGEST_FORM.0).is_some_and(|digits| digits.len() == DIGEST_FORM.1 && digits.bytes().all(digit))
}
