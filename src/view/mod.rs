//! Draws screens into the document and reads entries from it. It decides nothing about the trial.

#[cfg(feature = "widget")]
mod check;
#[cfg(feature = "widget")]
mod control;
mod dom;
mod focus;
#[cfg(feature = "referral")]
mod hand_off;
#[cfg(feature = "widget")]
mod interview;
#[cfg(feature = "widget")]
mod question;
#[cfg(feature = "widget")]
mod read;
#[cfg(feature = "widget")]
mod result;
#[cfg(feature = "widget")]
mod search;
mod section;
#[cfg(feature = "referral")]
mod sites;

use crate::texts::Texts;
use dom::{El, el, heading};
use web_sys::{Document, Element};

pub use dom::Refused;
pub use focus::Moved;
#[cfg(feature = "referral")]
pub use hand_off::{asked, describe};
#[cfg(feature = "widget")]
pub use interview::Action;

/// The id of the screen's heading.
const HEADING: &str = "heading";
/// The id of the summary of what is wrong.
const SUMMARY: &str = "summary";
/// The id of what the first question says about the page.
#[cfg(feature = "widget")]
pub const NOTICE: &str = "notice";

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

    /// Puts a screen in place of the one before, and the focus where it belongs. `back`: whether there is a way back;
    /// `progress`: what the live region says.
    fn put(&self, back: bool, progress: &str, content: &El, texts: &Texts, moved: Moved) -> Result<(), Refused> {
        let back = back.then(|| button("button", texts.get("action.back")).piece("back").attr("data-action", "back"));
        let exit = self.exit.then(|| exit(texts));
        let place = (moved == Moved::Told).then(|| focus::place(&self.screen));
        focus::leave(&self.screen);
        self.fill(&self.top, &el("div").maybe(exit).maybe(back))?;
        self.tell(progress);
        self.fill(&self.screen, content)?;
        if let Some(place) = place {
            focus::restore(&self.screen, place);
        }
        focus::follow(&self.screen, moved)
    }

    /// Says something in the live region.
    pub fn tell(&self, news: &str) {
        self.progress.set_text_content(Some(news));
    }

    fn fill(&self, place: &Element, content: &El) -> Result<(), Refused> {
        let made = content.make(&self.document)?;
        place.replace_children_with_node_1(&made);
        Ok(())
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
