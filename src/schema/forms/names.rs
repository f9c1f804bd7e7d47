//! What a `schema` says, and which keys of a result go where.

/// What a trial's `schema` says.
pub const TRIAL_SCHEMA: &str = "prescreener/trial/1";
/// What an instrument's `schema` says.
pub const INSTRUMENT_SCHEMA: &str = "prescreener/instrument/1";
/// What a catalogue's `schema` says.
pub const TEXTS_SCHEMA: &str = "prescreener/texts/1";
/// What a result's `schema` says.
pub const RESULT_SCHEMA: &str = "prescreener/result/1";
/// What a referral's `schema` says.
pub const REFERRAL_SCHEMA: &str = "prescreener/referral/1";
/// What the `schema` of a rejection says.
pub const REJECTION_SCHEMA: &str = "prescreener/rejection/1";
/// What every referral holds of a result.
pub const ALWAYS_SHARED: [&str; 9] =
    ["schema", "trial", "engine", "assessed_on", "language", "audience", "anchors", "verdict", "eligible_from"];
/// What one that shares what is open holds besides.
pub const OPENLY_SHARED: [&str; 2] = ["criteria", "to_confirm"];
/// What of a result follows from the rest of it.
pub const DERIVED: [&str; 4] = ["conflicts", "criteria", "to_confirm", "scores"];
/// What a key file's `schema` says.
pub const KEY_SCHEMA: &str = "prescreener/key/1";
