//! The contents of the screens that refer a result, as plain data.

use crate::interview::{Choice, Section};

/// A screen between the result and its referral.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandOffScreen {
    /// The screen's heading.
    pub heading: String,
    /// What the person should know, one paragraph per text.
    pub lead: Vec<String>,
    /// The choices of how much to share, where that is asked.
    pub choices: Option<ShareChoices>,
    /// What will be shared, as texts.
    pub sections: Vec<Section>,
    /// The heading and the text of the referral or payload exactly as it is shared.
    pub payload: Option<(String, String)>,
    /// The label of the button that goes on.
    pub next: Option<String>,
    /// The channels out of this device, once the person has agreed.
    pub channels: Vec<Channel>,
    /// Whether there is a screen to go back to other than the result.
    pub back: bool,
    /// Whether the channels come before everything else, because no one received the referral.
    pub channels_first: bool,
}

/// The choices of how much to share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShareChoices {
    /// The choices.
    pub choices: Vec<Choice>,
    /// What is wrong with the last choice.
    pub problem: Option<String>,
}

/// A channel out of this device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channel {
    /// Its id: `file`, `paper`, `copy`.
    pub id: &'static str,
    /// The visible label.
    pub label: String,
}
