//! What the screens of handing on show, as plain data.

use crate::interview::{Choice, Section};

/// A screen between the result and its being handed on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandOffScreen {
    /// The screen's heading.
    pub heading: String,
    /// What the person should know, a paragraph each.
    pub lead: Vec<String>,
    /// How much can be handed on, where that is asked.
    pub choices: Option<Choices>,
    /// What will be handed on, in words.
    pub sections: Vec<Section>,
    /// The same as it is handed on, letter for letter, under its heading.
    pub letters: Option<(String, String)>,
    /// The button that leads on.
    pub next: Option<String>,
    /// The ways out of this device, once the person has agreed.
    pub ways: Vec<Outlet>,
    /// Whether there is a screen to go back to, and not the result.
    pub back: bool,
    /// Whether the ways out come before all else that is said: nobody took it over.
    pub ways_first: bool,
}

/// How much can be handed on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choices {
    /// The choices.
    pub choices: Vec<Choice>,
    /// What was wrong with the last entry.
    pub problem: Option<String>,
}

/// A way out of this device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlet {
    /// What it is: `file`, `paper`, `copy`.
    pub id: &'static str,
    /// What the person reads.
    pub label: String,
}
