//! The forms themselves.

mod criteria;
mod keys;
mod questions;
mod result;
mod said;
mod scores;
mod sites;
mod texts;
mod trial;

pub use criteria::{ANCHOR, CRITERION, EXAMPLE};
pub use keys::{KEY, KEY_SCHEMA};
pub use questions::{
    BUCKET, CODE, CONSISTENT, IMPLIED, LATELY, LIST, QUESTION, QUESTIONS, ROW, TABLE, VALUE, YES_FREQUENCIES,
};
pub use result::{
    ALWAYS_SHARED, CONFLICT, FOLLOWING, JUDGED, OPENLY_SHARED, REFERRAL, REFERRAL_SCHEMA, REFERRALS, REJECTED,
    REJECTION, REJECTION_SCHEMA, RESULT, RESULT_SCHEMA, SCORED, TRIAL_NAME,
};
pub use said::{ABOUT, ASKED, BETWEEN, DECLINED, DESCRIPTION, SAID, UNKNOWN};
pub use scores::{BAND, CASE, COLUMN, ITEM, SCORE, SUBGROUP, SUBGROUPS};
pub use sites::SITE;
pub use texts::{CATALOGUE, REVIEW, TEXTS_SCHEMA};
pub use trial::{
    APPROVAL, INSTRUMENT, INSTRUMENT_SCHEMA, POLICY, RECORD, RECRUITMENT, REGISTRY, SOURCE, TRIAL, TRIAL_SCHEMA,
};
#[cfg(feature = "cli")]
pub use {published::PUBLISHED, said::ANSWERS};

#[cfg(feature = "cli")]
mod published;
