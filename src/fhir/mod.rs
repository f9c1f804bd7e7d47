#![doc = include_str!("FHIR.md")]

mod conditions;
mod form;
mod options;
mod parts;
mod person;
mod questionnaire;
mod read;
mod referral;
mod response;
mod value;

pub use form::{BASE, Form};
pub use person::{Circumstances, Person};
pub use questionnaire::questionnaire;
pub use read::read;
pub use referral::referral;

use crate::answers::Answers;
use crate::json::{Json, Writer};
use crate::trial::Trial;

/// Returns the QuestionnaireResponse of a person.
pub fn response(form: &Form<'_>, person: &Person) -> Json {
    response::response(form, person, None)
}

/// Returns answers in the form in which they are read: an object, with `provenance` beside them.
pub fn answers(trial: &Trial, answers: &Answers) -> Json {
    let (mut all, mut from) = (Json::Null, Json::Null);
    answers.write(trial, &mut all);
    from.object(|to| answers.write_provenance(trial, to));
    if let (Json::Object(all), Json::Object(from)) = (&mut all, from) {
        all.extend(from);
    }
    all
}
