//! The forms that have published schemas.

use super::super::kind::{ANY, Kind, Variation};
use super::{
    ANSWERS, APPROVAL, CATALOGUE, DESCRIPTION, INSTRUMENT, KEY, REFERRALS, REJECTION, RESULT, REVIEW, SITE, TRIAL,
};

/// The name, title and kind of each published form.
pub static PUBLISHED: [(&str, &str, Kind); 12] = [
    ("trial", "Trial definition", Kind::Varied(&TRIAL, Variation::Whole)),
    ("instrument", "Instrument", Kind::Varied(&INSTRUMENT, Variation::Whole)),
    ("texts", "Catalogue of messages", Kind::Varied(&CATALOGUE, Variation::Whole)),
    ("review", "Review of messages", Kind::Object(&REVIEW)),
    ("approval", "Approval by an ethics board", Kind::Object(&APPROVAL)),
    ("sites", "Clinics", Kind::List(&Kind::Object(&SITE), 0, ANY)),
    ("description", "Description of a trial", Kind::Object(&DESCRIPTION)),
    ("answers", "Answers", ANSWERS),
    ("result", "Result", Kind::Object(&RESULT)),
    ("rejection", "Rejection", Kind::Object(&REJECTION)),
    ("referral", "Referral", Kind::Union(&REFERRALS)),
    ("key", "Private key of a site", Kind::Object(&KEY)),
];
