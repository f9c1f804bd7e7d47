//! Draws screens into the document and reads entries from it. It decides nothing about the trial.

mod check;
mod control;
mod dom;
mod focus;
mod question;
mod read;
mod result;
mod search;

use crate::interview::{Entry, Found, Screen};
use crate::texts::Texts;
use dom::{El, el, heading};
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, Event};

pub use dom::Refused;
pub use focus::Moved;

/// The id of the screen's heading.
const HEADING: &str = "heading";
/// The id of the summary of what is wrong.
const SUMMARY: &str = "summary";

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
    /// From the beginning, with nothing kept.
    Restart,
    /// The field with this id.
    Mend(String),
}

/// The part of the document that shows the interview.
#[derive(Debug)]
pub struct View {
    document: Document,
    top: Element,
    progress: Element,
    screen: Element,
    level: u8,
    exit: bool,
}

impl View {
    /// Fills `root` with the parts that stay. `level` is the level of the screens' headings. Where `root` has the attribute
    /// `data-exit`, every screen has a way to leave the page.
    pub fn mount(root: &Element, level: u8) -> Result<Self, Refused> {
        let document = root.owner_document().ok_or(Refused)?;
        let top = el("div").class("top").make(&document)?;
        // The one live region. It stays, because a region that comes with its text is not announced.
        let progress = el("p").piece("progress").attr("role", "status").make(&document)?;
        let screen = el("div").class("screen").make(&document)?;
        root.replace_children_with_node_3(&top, &progress, &screen);
        Ok(Self { document, top, progress, screen, level, exit: root.has_attribute("data-exit") })
    }

    /// Draws a screen and puts the focus where it belongs.
    pub fn draw(&self, screen: &Screen, texts: &Texts, moved: Moved) -> Result<(), Refused> {
        let (back, progress, content) = match screen {
            Screen::Question(screen) => {
                (screen.back, screen.progress.as_str(), question::question(screen, self.level, texts))
            }
            Screen::Check(screen) => {
                (screen.back, screen.news.as_deref().unwrap_or_default(), check::check(screen, self.level, texts))
            }
            Screen::Result(screen) => (false, "", result::result(screen, self.level, Some(texts))),
            // It leads nowhere.
            Screen::Closed(screen) => (false, "", result::result(screen, self.level, None)),
        };
        let back = back.then(|| button("button", texts.get("action.back")).piece("back").attr("data-action", "back"));
        let exit = self.exit.then(|| exit(texts));
        focus::leave(&self.screen);
        self.fill(&self.top, &el("div").maybe(exit).maybe(back))?;
        self.progress.set_text_content(Some(progress));
        self.fill(&self.screen, &content)?;
        focus::follow(&self.screen, moved)
    }

    fn fill(&self, place: &Element, content: &El) -> Result<(), Refused> {
        let made = content.make(&self.document)?;
        place.replace_children_with_node_1(&made);
        Ok(())
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
            "restart" => Some(Action::Restart),
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
        let field = input.target()?.dyn_into().ok()?;
        let sought = read::sought(&field);
        if sought.is_none() {
            read::keep_apart(&self.screen, &field);
        }
        sought
    }

    /// Shows what a search found.
    pub fn show(&self, found: &Found) -> Result<(), Refused> {
        self.progress.set_text_content(Some(&found.status));
        search::show(&self.screen, found).ok_or(Refused)
    }
}

/// The screen's heading takes the focus when the screen changes, never by keyboard.
fn title(level: u8) -> El {
    heading(level).piece(HEADING).id(HEADING).attr("tabindex", "-1")
}

/// Who listens for it stands outside: it must work whatever happens here.
fn exit(texts: &Texts) -> El {
    let leave = button("button", texts.get("action.exit")).class("exit").attr("data-action", "exit");
    el("div").child(leave.attr("aria-describedby", "exit")).child(hidden(texts.get("label.exit")).id("exit"))
}

fn button(kind: &str, text: &str) -> El {
    el("button").attr("type", kind).text(text)
}

/// Text for screen readers alone.
fn hidden(text: &str) -> El {
    el("span").class("hidden").text(text)
}
