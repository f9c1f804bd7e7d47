//! The screens of the interview, and what happens on them.

use super::dom::Refused;
use super::el::El;
use super::{View, check, focus, question, read, result, search};
use crate::interview::{Entry, Found, Screen};
use crate::texts::Texts;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

use super::Moved;

/// What a click asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// The screen before.
    Back,
    /// The question with this key.
    Change(String),
    /// The result.
    Finish,
    /// From the result to the answers.
    Revise,
    /// From the result to handing it on.
    Refer,
    /// From the result to the clinics.
    Sites,
    /// From the beginning, with nothing kept.
    Restart,
    /// Not to tell the page what it asked for.
    Decline,
    /// The field with this id.
    Mend(String),
}

impl View {
    /// Draws a screen and puts the focus where it belongs.
    pub fn draw(&self, screen: &Screen, texts: &Texts, moved: Moved) -> Result<(), Refused> {
        let (back, progress, content) = self.content(screen, texts);
        self.put(back, progress, &content, texts, moved)
    }

    /// Whether a screen stands here already, as it would be drawn.
    pub fn stands(&self, screen: &Screen, texts: &Texts) -> Result<bool, Refused> {
        let (back, progress, content) = self.content(screen, texts);
        self.holds(back, progress, &content, texts)
    }

    /// Whether there is a way back, what the live region says, and the screen itself.
    fn content<'a>(&self, screen: &'a Screen, texts: &Texts) -> (bool, &'a str, El) {
        match screen {
            Screen::Question(screen) => {
                (screen.back, screen.progress.as_str(), question::question(screen, self.level, texts))
            }
            Screen::Check(screen) => {
                (screen.back, screen.news.as_deref().unwrap_or_default(), check::check(screen, self.level, texts))
            }
            Screen::Result(screen) => (false, "", result::result(screen, self.level, Some(texts))),
            // It leads nowhere.
            Screen::Closed(screen) => (false, "", result::result(screen, self.level, None)),
        }
    }

    /// What the person entered on the screen.
    pub fn entry(&self) -> Entry {
        read::entry(&self.screen)
    }

    /// What a click asks for, if anything.
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
            "focus" => Some(Action::Mend(key()?)),
            _ => None,
        }
    }

    /// Puts the focus on the field to mend.
    pub fn mend(&self, field: &str) -> Result<(), Refused> {
        focus::mend(&self.screen, field)
    }

    /// Clears what the latest entry excludes; of a search, gives what is sought.
    pub fn input(&self, input: &Event) -> Option<String> {
        // Only fields are typed into, whichever document's kind they are.
        let field = input.target()?.unchecked_into();
        let sought = read::sought(&field);
        if sought.is_none() {
            read::keep_apart(&self.screen, &field);
        }
        sought
    }

    /// Shows what a search found.
    pub fn show(&self, found: &Found) -> Result<(), Refused> {
        self.tell(&found.status);
        search::show(&self.screen, found).ok_or(Refused)
    }
}
