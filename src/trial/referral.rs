//! What a trial lets people hand on.

use super::Trial;
use crate::value::packed::packed;

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

impl Policy {
    /// Returns the most that a person with this verdict may share, or `None` where they may share nothing.
    pub fn limit(&self, verdict: &str) -> Option<Share> {
        (self.not_eligible || verdict != "not_eligible").then_some(self.most)
    }
}

impl Trial {
    /// Returns the most that a person with this verdict may share, or `None` where they may share nothing.
    pub fn share_limit(&self, verdict: &str) -> Option<Share> {
        self.referral.as_ref()?.limit(verdict)
    }
}

/// How many letters write a public key: 32 bytes in base64url, without padding.
const KEY: usize = 43;

/// The public keys of small order: whatever secret meets one, the same comes out, and anybody can open what is sealed for it.
///
/// On X25519's curve and its twist these are the points 0, 1, -1 and two of order 8 (RFC 7748, section 6.1, asks to refuse what
/// they lead to). A key is 255 bits of a coordinate that may be written above the field's prime, and a bit that does not count:
/// seven spellings, each with that bit and without.
const OF_SMALL_ORDER: [&str; 14] = [
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAIA",
    "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAIA",
    "7P_______________________________________38",
    "7P________________________________________8",
    "7f_______________________________________38",
    "7f________________________________________8",
    "7v_______________________________________38",
    "7v________________________________________8",
    "4Ot6fDtBuK4WVuP68Z_EatoJjeucMrH9hmIFFl9JuAA",
    "4Ot6fDtBuK4WVuP68Z_EatoJjeucMrH9hmIFFl9JuIA",
    "X5yVvKNQjCSx0LFVnIPvWwREXMRYHI6G2CJO3dCfEVc",
    "X5yVvKNQjCSx0LFVnIPvWwREXMRYHI6G2CJO3dCfEdc",
];

/// What is wrong with a text as a site's public key; nothing, if it is one.
pub fn key_fault(text: &str) -> Option<&'static str> {
    let letter = |letter: u8| letter.is_ascii_alphanumeric() || letter == b'-' || letter == b'_';
    // The last letter writes four bits.
    let last = text.bytes().last().is_some_and(|last| b"AEIMQUYcgkosw048".contains(&last));
    if text.len() != KEY || !text.bytes().all(letter) || !last {
        Some("expected a public key as `prescreener keygen` prints it, 43 letters")
    } else if OF_SMALL_ORDER.contains(&text) {
        Some(
            "anybody could open what is sealed for this key (a point of small order); take the one that `prescreener keygen` printed",
        )
    } else {
        None
    }
}

/// Whether it is the https address of a page, behind which a referral can stand: no name or password, no `#`, nothing that an
/// address has to write otherwise.
pub fn is_receiver(address: &str) -> bool {
    let Some(rest) = address.strip_prefix("https://") else { return false };
    let plain = |byte: u8| byte.is_ascii_graphic() && !b"\"#<>\\^`{|}".contains(&byte);
    let host = rest.split(['/', '?']).next().unwrap_or_default();
    let part = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte);
    let begins = host.bytes().next().is_some_and(|first| first.is_ascii_alphanumeric() || first == b'[');
    begins && host.bytes().all(part) && rest.bytes().all(plain)
}
