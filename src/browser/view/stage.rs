//! The part of the document in which screens follow each other.

use super::dom::{Refused, find};
use super::el::El;
use super::focus::{self, Moved};
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
    /// Fills `root` with the parts that stay; where it has the attribute `data-first`, a first screen stands in them already.
    /// `level` is the level of the screens' headings. Where `root` has the attribute `data-exit`, every screen has a way to leave
    /// the page.
    pub fn mount(root: &Element, level: u8) -> Result<Self, Refused> {
        let document = root.owner_document().ok_or(Refused)?;
        let [top, progress, screen] = if root.has_attribute("data-first") {
            let part = |class| find(root, class).ok_or(Refused);
            [part(".top")?, part(".progress")?, part(".screen")?]
        } else {
            let [top, progress, screen] = parts();
            let [top, progress, screen] = [top.make(&document)?, progress.make(&document)?, screen.make(&document)?];
            root.replace_children_with_node_3(&top, &progress, &screen);
            [top, progress, screen]
        };
        Ok(Self { document, top, progress, screen, level, exit: root.has_attribute("data-exit") })
    }

    /// Puts a screen in place of the one before, and the focus where it belongs. `back`: whether there is a way back;
    /// `progress`: what the live region says.
    pub(super) fn put(
        &self,
        back: bool,
        progress: &str,
        content: &El,
        texts: &Texts,
        moved: Moved,
    ) -> Result<(), Refused> {
        let place = (moved == Moved::Told).then(|| focus::place(&self.screen));
        focus::leave(&self.screen);
        self.fill(&self.top, &above(self.exit, back, texts))?;
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

    /// Whether exactly this screen stands here, but for what a person has entered or unfolded. The live region then says `progress`.
    #[cfg(feature = "widget")]
    pub(super) fn holds(&self, back: bool, progress: &str, content: &El, texts: &Texts) -> Result<bool, Refused> {
        let alike = |place: &Element, content: &El| -> Result<bool, Refused> {
            let made = content.make(&self.document)?;
            if let (Some(_), Some(own)) = (find(place, "[open]"), find(&made, "details")) {
                own.set_attribute("open", "").map_err(|_| Refused)?;
            }
            Ok(place.first_child().is_some_and(|there| there.is_equal_node(Some(&made))))
        };
        let holds = alike(&self.top, &above(self.exit, back, texts))? && alike(&self.screen, content)?;
        // To say the same again would be to say it twice.
        if holds && self.progress.text_content().as_deref() != Some(progress) {
            self.tell(progress);
        }
        Ok(holds)
    }

    /// Whether the focus is on the screen.
    #[cfg(feature = "widget")]
    pub fn is_focused(&self) -> bool {
        find(&self.screen, ":focus").is_some()
    }

    fn fill(&self, place: &Element, content: &El) -> Result<(), Refused> {
        let made = content.make(&self.document)?;
        place.replace_children_with_node_1(&made);
        Ok(())
    }
}
