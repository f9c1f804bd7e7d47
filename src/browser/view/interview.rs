//! The screens of the interview, and the events on them.

use super::dom::Refused;
use super::el::El;
use super::{View, check, focus, question, read, result, search};
use crate::interview::{Entry, OptionMatches, Screen};
use crate::texts::Texts;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

use super::ScreenEvent;

/// What a click requests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// The previous screen.
    Back,
    /// The question with this key.
    Change(String),
    /// The result.
    Finish,
    /// From the result to the answers.
    Revise,
    /// From the result to its referral.
    Refer,
    /// From the result to the clinics.
    Sites,
    /// From the beginning, with nothing kept.
    Restart,
    /// To decline the disclosure.
    Decline,
    /// The field with this id.
    Fix(String),
}

impl View {
    /// Draws a screen and moves the focus where it belongs.
    pub fn draw(&self, screen: &Screen, texts: &Texts, event: ScreenEvent) -> Result<(), Refused> {
        let (back, progress, content) = self.content(screen, texts);
        self.put(back, progress, &content, texts, event)
    }

    /// Returns whether a screen is already drawn exactly as it would be.
    pub fn is_drawn(&self, screen: &Screen, texts: &Texts) -> Result<bool, Refused> {
        let (back, progress, content) = self.content(screen, texts);
        self.shows(back, progress, &content, texts)
    }

    /// Returns whether there is a way back, the announcement of the live region, and the screen itself.
    fn content<'a>(&self, screen: &'a Screen, texts: &Texts) -> (bool, &'a str, El) {
        match screen {
            Screen::Question(screen) => {
                (screen.back, screen.progress.as_str(), question::question(screen, self.level, texts))
            }
            Screen::Check(screen) => {
                (screen.back, screen.news.as_deref().unwrap_or_default(), check::check(screen, self.level, texts))
            }
            Screen::Result(screen) => (false, "", result::result(screen, self.level, Some(texts))),
            // No other screen follows.
            Screen::Closed(screen) => (false, "", result::result(screen, self.level, None)),
        }
    }

    /// Returns the entry on the screen.
    pub fn entry(&self) -> Entry {
        read::entry(&self.screen)
    }

    /// Returns what a click requests, if anything.
    pub fn action(&self, click: &Event) -> Option<Action> {
        let target: Element = click.target()?.dyn_into().ok()?;
        let button = target.closest("[data-action]").ok().flatten()?;
        let key = || button.get_attribute("data-key");
        match button.get_attribute("data-action")?.as_str() {
            "back" => Some(Action::Back),
            "change" => Some(Action::Change(key()?)),
            "finish" => Some(Action::Finish),
            "revise" => Some(Action::Revise),
            "refer" => Some(Action::Refer),
            "sites" => Some(Action::Sites),
            "restart" => Some(Action::Restart),
            "decline" => Some(Action::Decline),
            "focus" => Some(Action::Fix(key()?)),
            _ => None,
        }
    }

    /// Moves the focus to a field.
    pub fn focus_field(&self, field: &str) -> Result<(), Refused> {
        focus::focus_field(&self.screen, field)
    }

    /// Clears the choices that the latest entry excludes. If a search text was entered, returns it instead.
    pub fn input(&self, input: &Event) -> Option<String> {
        // Only fields are typed into, whichever document's class they have.
        let field = input.target()?.unchecked_into();
        let query = read::search_text(&field);
        if query.is_none() {
            read::clear_excluded(&self.screen, &field);
        }
        query
    }

    /// Shows what a search found.
    pub fn show(&self, found: &OptionMatches) -> Result<(), Refused> {
        self.announce(&found.status);
        search::show(&self.screen, found).ok_or(Refused)
    }
}
