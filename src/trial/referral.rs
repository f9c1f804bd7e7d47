//! What a trial lets people hand on.

use crate::packed::packed;

/// How much of a result is handed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Share {
    #[default]
    /// The verdict and its circumstances: the trial, the day, the language, who answered.
    Verdict,
    /// Also the criteria that are to be confirmed.
    Open,
    /// The whole result, with every criterion, score and answer.
    Answers,
}
packed!(enum Share { 0 Verdict, 1 Open, 2 Answers });

impl Share {
    /// From the least to the most.
    pub const ALL: [Share; 3] = [Share::Verdict, Share::Open, Share::Answers];

    /// The word for it in definitions and referrals.
    pub fn id(self) -> &'static str {
        match self {
            Share::Verdict => "verdict",
            Share::Open => "open",
            Share::Answers => "answers",
        }
    }

    /// Reads such a word.
    pub fn parse(id: &str) -> Option<Share> {
        Share::ALL.into_iter().find(|share| share.id() == id)
    }
}

/// What may be handed on at most, for whom and to whom.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Policy {
    /// The most.
    pub most: Share,
    /// Whether also of people who are ruled out.
    pub not_eligible: bool,
    /// The site's public key; empty where the host page gives one, or none.
    pub site_key: String,
    /// The address of the site's receiving page; empty as the key may be.
    pub receiver: String,
}
packed!(struct Policy { most, not_eligible, site_key, receiver });
