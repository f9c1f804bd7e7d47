//! Elements described as data: attributes and texts, never markup. The document turns them into nodes, and the compiler
//! of definitions writes them to a file.

/// An element description. It is boxed because it is passed on many times, and a pointer takes less code.
pub(crate) struct El(Box<Parts>);

pub(crate) struct Parts {
    pub(crate) tag: &'static str,
    pub(crate) attributes: Vec<(&'static str, String)>,
    pub(crate) children: Vec<Child>,
}

pub(crate) enum Child {
    Element(El),
    Text(String),
}

/// Returns an element without attributes or children.
pub(super) fn el(tag: &'static str) -> El {
    El(Box::new(Parts { tag, attributes: Vec::new(), children: Vec::new() }))
}

/// Returns a heading of level 1 to 6.
pub(super) fn heading(level: u8) -> El {
    el(match level {
        0 | 1 => "h1",
        2 => "h2",
        3 => "h3",
        4 => "h4",
        5 => "h5",
        _ => "h6",
    })
}

impl El {
    /// Returns its parts.
    pub(crate) fn parts(&self) -> &Parts {
        &self.0
    }

    pub(super) fn attr(mut self, name: &'static str, value: &str) -> Self {
        self.0.attributes.push((name, value.to_owned()));
        self
    }

    pub(super) fn class(self, names: &str) -> Self {
        self.attr("class", names)
    }

    /// Adds a class that is also a part, which a host may style. Nothing that must be read may be one.
    pub(super) fn piece(self, name: &str) -> Self {
        self.class(name).attr("part", name)
    }

    pub(super) fn id(self, id: &str) -> Self {
        self.attr("id", id)
    }

    /// Adds an attribute without a value, if `on`.
    pub(super) fn flag(self, name: &'static str, on: bool) -> Self {
        self.attr_if(on, name, "")
    }

    pub(super) fn attr_if(self, condition: bool, name: &'static str, value: &str) -> Self {
        if condition { self.attr(name, value) } else { self }
    }

    pub(super) fn text(mut self, text: &str) -> Self {
        self.0.children.push(Child::Text(text.to_owned()));
        self
    }

    pub(super) fn child(mut self, child: Self) -> Self {
        self.0.children.push(Child::Element(child));
        self
    }

    /// Adds a child, if there is one.
    pub(super) fn maybe(self, child: Option<Self>) -> Self {
        match child {
            Some(child) => self.child(child),
            None => self,
        }
    }

    /// Adds a child for each item of a list. A plain loop, because iterator adapters weigh more in the compressed
    /// module.
    pub(super) fn each<T>(mut self, list: &[T], make: &dyn Fn(&T) -> Self) -> Self {
        for one in list {
            self.0.children.push(Child::Element(make(one)));
        }
        self
    }

    /// Adds a paragraph for each text.
    pub(super) fn paragraphs(self, texts: &[String]) -> Self {
        self.each(texts, &|text| el("p").text(text))
    }
}
