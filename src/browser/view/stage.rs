//! The part of the document that shows one screen after another.

use super::dom::{Refused, find};
use super::el::El;
use super::focus::{self, ScreenEvent};
use super::{above, parts};
use crate::texts::Texts;
use web_sys::{Document, Element};

/// The part of the document that shows the interview.
#[derive(Debug)]
pub struct View {
    document: Document,
    top: Element,
    progress: Element,
    pub(super) screen: Element,
    pub(super) level: u8,
    exit: bool,
}

impl View {
    /// Fills `root` with the parts that stay; if it has the attribute `data-first`, these already hold a first screen.
    /// `level` is the level of the screens' headings. If `root` has the attribute `data-exit`, every screen has an exit
    /// from the page.
    pub fn mount(root: &Element, level: u8) -> Result<Self, Refused> {
        let document = root.owner_document().ok_or(Refused)?;
        let [top, progress, screen] = if root.has_attribute("data-first") {
            let find_part = |class| find(root, class).ok_or(Refused);
            [find_part(".top")?, find_part(".progress")?, find_part(".screen")?]
        } else {
            let [top, progress, screen] = parts();
            let [top, progress, screen] = [top.make(&document)?, progress.make(&document)?, screen.make(&document)?];
            root.replace_children_with_node_3(&top, &progress, &screen);
            [top, progress, screen]
        };
        Ok(Self { document, top, progress, screen, level, exit: root.has_attribute("data-exit") })
    }

    /// Replaces the screen, and moves the focus where it belongs. `back`: whether there is a way back; `progress`: the
    /// announcement of the live region.
    pub(super) fn put(
        &self,
        back: bool,
        progress: &str,
        content: &El,
        texts: &Texts,
        event: ScreenEvent,
    ) -> Result<(), Refused> {
        let focused = (event == ScreenEvent::Told).then(|| focus::state(&self.screen));
        focus::blur(&self.screen);
        self.fill(&self.top, &above(self.exit, back, texts))?;
        self.announce(progress);
        self.fill(&self.screen, content)?;
        if let Some(focused) = focused {
            focus::restore(&self.screen, focused);
        }
        focus::apply(&self.screen, event)
    }

    /// Announces a text in the live region.
    pub fn announce(&self, text: &str) {
        self.progress.set_text_content(Some(text));
    }

    /// Returns whether exactly this screen is drawn, apart from entries and open parts. If so, the live region shows
    /// `progress`.
    #[cfg(feature = "widget")]
    pub(super) fn shows(&self, back: bool, progress: &str, content: &El, texts: &Texts) -> Result<bool, Refused> {
        let equals = |part: &Element, content: &El| -> Result<bool, Refused> {
            let made = content.make(&self.document)?;
            if let (Some(_), Some(own)) = (find(part, "[open]"), find(&made, "details")) {
                own.set_attribute("open", "").map_err(|_| Refused)?;
            }
            Ok(part.first_child().is_some_and(|drawn| drawn.is_equal_node(Some(&made))))
        };
        let shows = equals(&self.top, &above(self.exit, back, texts))? && equals(&self.screen, content)?;
        // Setting the same text again would announce it twice.
        if shows && self.progress.text_content().as_deref() != Some(progress) {
            self.announce(progress);
        }
        Ok(shows)
    }

    /// Returns whether the focus is on the screen.
    #[cfg(feature = "widget")]
    pub fn is_focused(&self) -> bool {
        find(&self.screen, ":focus").is_some()
    }

    fn fill(&self, part: &Element, content: &El) -> Result<(), Refused> {
        let made = content.make(&self.document)?;
        part.replace_children_with_node_1(&made);
        Ok(())
    }
}
