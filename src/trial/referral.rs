//! What a trial lets people share in a referral.

use super::Trial;
use crate::value::packed::packed;

/// How much of a result is shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Share {
    #[default]
    /// The verdict and its context: the trial, the day, the language, who answered.
    Verdict,
    /// Also the criteria that must be confirmed.
    Open,
    /// The whole result, with every criterion, score and answer.
    Answers,
}
packed!(enum Share { 0 Verdict, 1 Open, 2 Answers });

impl Share {
    /// All levels, from the least to the most.
    pub const ALL: [Share; 3] = [Share::Verdict, Share::Open, Share::Answers];

    /// Returns the word for it in definitions and referrals.
    pub fn id(self) -> &'static str {
        match self {
            Share::Verdict => "verdict",
            Share::Open => "open",
            Share::Answers => "answers",
        }
    }

    /// Returns the level for this word.
    ///
    /// ```
    /// use prescreener::trial::Share;
    /// assert!(Share::parse("verdict") < Share::parse("answers"));
    /// assert_eq!(Share::parse("everything"), None);
    /// ```
    pub fn parse(id: &str) -> Option<Share> {
        Share::ALL.into_iter().find(|share| share.id() == id)
    }
}

/// The greatest level that may be shared, for which verdicts and with which site.
///
/// ```
/// use prescreener::trial::{Policy, Share};
/// let policy = Policy { most: Share::Open, ..Policy::default() };
/// assert_eq!(policy.limit("potentially_eligible"), Some(Share::Open));
/// assert_eq!(policy.limit("not_eligible"), None);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Policy {
    /// The greatest level that may be shared.
    pub most: Share,
    /// Whether people who are ruled out may share too.
    pub not_eligible: bool,
    /// The site's public key; empty if the host provides one, or if there is none.
    pub site_key: String,
    /// The address of the site's receiving page; may be empty like the key.
    pub receiver: String,
}
packed!(struct Policy { most, not_eligible, site_key, receiver });

impl Policy {
    /// Returns the most that a person with this verdict may share, or `None` if they may share nothing.
    pub fn limit(&self, verdict: &str) -> Option<Share> {
        (self.not_eligible || verdict != "not_eligible").then_some(self.most)
    }
}

impl Trial {
    /// Returns the most that a person with this verdict may share, or `None` if they may share nothing.
    pub fn share_limit(&self, verdict: &str) -> Option<Share> {
        self.referral.as_ref()?.limit(verdict)
    }
}

/// The number of characters of a public key: 32 bytes in base64url, without padding.
const KEY_LENGTH: usize = 43;

/// The public keys of small order: they yield the same shared secret with every private key, so anyone can open a
/// container sealed for one.
///
/// On X25519's curve and its twist these are the points 0, 1, -1 and two of order 8 (RFC 7748, section 6.1, asks to
/// refuse the shared secrets they lead to). A key is 255 bits of a coordinate, which may be written above the field's
/// prime, and one bit that is ignored: seven encodings, each with that bit set and not set.
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

/// Returns what is wrong with a text as a site's public key, or `None` if it is a valid one.
///
/// ```
/// use prescreener::trial::key_fault;
/// assert!(key_fault("abc").is_some());
/// ```
pub fn key_fault(text: &str) -> Option<&'static str> {
    let base64url = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    // The last character encodes four bits.
    let last = text.bytes().last().is_some_and(|last| b"AEIMQUYcgkosw048".contains(&last));
    if text.len() != KEY_LENGTH || !text.bytes().all(base64url) || !last {
        Some("expected a public key as `prescreener keygen` prints it, 43 letters")
    } else if OF_SMALL_ORDER.contains(&text) {
        Some(
            "anybody could open what is sealed for this key (a point of small order); take the one that `prescreener keygen` printed",
        )
    } else {
        None
    }
}

/// Returns whether a text is the https address of a page to which a referral can be appended: no user name or password,
/// no `#`, no character that a URL must escape.
///
/// ```
/// use prescreener::trial::is_receiver;
/// assert!(is_receiver("https://site.example/receive.html"));
/// assert!(!is_receiver("javascript:alert(1)") && !is_receiver("https://site.example/#here"));
/// ```
pub fn is_receiver(address: &str) -> bool {
    let Some(rest) = address.strip_prefix("https://") else { return false };
    let plain = |byte: u8| byte.is_ascii_graphic() && !b"\"#<>\\^`{|}".contains(&byte);
    let host = rest.split(['/', '?']).next().unwrap_or_default();
    let host_byte = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte);
    let begins = host.bytes().next().is_some_and(|first| first.is_ascii_alphanumeric() || first == b'[');
    begins && host.bytes().all(host_byte) && rest.bytes().all(plain)
}
