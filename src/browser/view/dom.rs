//! Turns described elements into nodes, and finds nodes.

use super::el::{Child, El};
use web_sys::{Document, Element};

/// The document refused to make, find or change a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refused;

impl El {
    /// Makes the element and everything in it.
    pub(super) fn make(&self, document: &Document) -> Result<Element, Refused> {
        let element = document.create_element(self.parts().tag).map_err(|_| Refused)?;
        for (name, value) in &self.parts().attributes {
            element.set_attribute(name, value).map_err(|_| Refused)?;
        }
        for child in &self.parts().children {
            match child {
                Child::Element(child) => {
                    let made = child.make(document)?;
                    element.append_with_node_1(&made).map_err(|_| Refused)?;
                }
                Child::Text(text) => element.append_with_str_1(text).map_err(|_| Refused)?,
            }
        }
        Ok(element)
    }
}

/// Returns the first element that matches a selector.
pub(super) fn find(root: &Element, selector: &str) -> Option<Element> {
    root.query_selector(selector).ok().flatten()
}
