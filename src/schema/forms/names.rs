//! The values of `schema` keys, and groups of the keys of a result.

/// The `schema` of a trial.
pub const TRIAL_SCHEMA: &str = "prescreener/trial/1";
/// The `schema` of an instrument.
pub const INSTRUMENT_SCHEMA: &str = "prescreener/instrument/1";
/// The `schema` of a catalogue.
pub const TEXTS_SCHEMA: &str = "prescreener/texts/1";
/// The `schema` of a result.
pub const RESULT_SCHEMA: &str = "prescreener/result/1";
/// The `schema` of a referral.
pub const REFERRAL_SCHEMA: &str = "prescreener/referral/1";
/// The `schema` of a rejection.
pub const REJECTION_SCHEMA: &str = "prescreener/rejection/1";
/// The keys of a result that every referral holds.
pub const ALWAYS_SHARED: [&str; 9] =
    ["schema", "trial", "engine", "assessed_on", "language", "audience", "anchors", "verdict", "eligible_from"];
/// The further keys that a referral holds if it shares the open points.
pub const OPENLY_SHARED: [&str; 2] = ["criteria", "to_confirm"];
/// The keys of a result that follow from the others.
pub const DERIVED: [&str; 4] = ["conflicts", "criteria", "to_confirm", "scores"];
/// The `schema` of a key file.
pub const KEY_SCHEMA: &str = "prescreener/key/1";
