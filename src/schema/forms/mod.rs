//! The forms, by subject.

#[cfg(feature = "author")]
mod answers;
#[cfg(feature = "author")]
mod criteria;
#[cfg(feature = "author")]
mod keys;
mod names;
#[cfg(feature = "author")]
mod questions;
#[cfg(feature = "author")]
mod result;
#[cfg(feature = "author")]
mod scores;
#[cfg(any(feature = "author", feature = "referral"))]
mod sites;
#[cfg(feature = "author")]
mod texts;
#[cfg(feature = "author")]
mod trial;

#[cfg(feature = "author")]
pub use answers::{ANSWER_SET, APPROXIMATE_NUMBER, DECLINED, DESCRIPTION, NUMBER_RANGE, PROMPT, UNKNOWN};
#[cfg(feature = "author")]
pub use criteria::{ANCHOR, CRITERION, EXAMPLE};
#[cfg(feature = "author")]
pub use keys::KEY;
pub use names::{
    ALWAYS_SHARED, DERIVED, INSTRUMENT_SCHEMA, KEY_SCHEMA, OPENLY_SHARED, REFERRAL_SCHEMA, REJECTION_SCHEMA,
    RESULT_SCHEMA, TEXTS_SCHEMA, TRIAL_SCHEMA,
};
#[cfg(feature = "author")]
pub use questions::{
    CODE, CONSISTENT, DATE_FREQUENCY, IMPLIED, LIST, NUMBER_FREQUENCY, QUESTION, QUESTIONS, ROW, TABLE, VALUE,
    YES_FREQUENCIES,
};
#[cfg(feature = "author")]
pub use result::{
    CONFLICT, CRITERION_RESULT, REFERRAL, REFERRALS, REJECTED, REJECTION, RESULT, SCORE_RESULT, TRIAL_NAME,
};
#[cfg(feature = "author")]
pub use scores::{BAND, CASE, COLUMN, ITEM, SCORE, SUBGROUP, SUBGROUPS};
#[cfg(any(feature = "author", feature = "referral"))]
pub use sites::SITE;
#[cfg(feature = "author")]
pub use texts::{CATALOGUE, REVIEW};
#[cfg(feature = "author")]
pub use trial::{APPROVAL, INSTRUMENT, POLICY, RECORD, RECRUITMENT, REGISTRY, SOURCE, TRIAL};
#[cfg(feature = "cli")]
pub use {answers::ANSWERS, published::PUBLISHED};

#[cfg(feature = "cli")]
mod published;
