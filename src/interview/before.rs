//! What was handed on of a result, by its number, and what is known of its way.

use crate::json::Json;
use crate::texts::Texts;
use crate::trial::Share;

/// What is known of the way of something that was handed on, as the page tells it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct News {
    /// `waiting`, `late`, `taken`, `kept`, `queued`, `untaken`, `nobody`, `refused`, `failed` or `form`.
    pub is: String,
    /// The number that it names, if it does: a status, or seconds.
    pub number: String,
}

impl News {
    /// In the words under a key's beginning.
    pub fn said(&self, texts: &Texts, key: &str) -> String {
        texts.fill(&[key, &self.is].concat(), &[("status", &self.number), ("seconds", &self.number)])
    }

    /// Whether somebody has it now.
    pub fn good(&self) -> bool {
        ["taken", "kept", "queued"].contains(&self.is.as_str())
    }
}

/// What was handed on of a result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Before {
    /// Its number.
    pub id: String,
    /// How much it holds.
    pub shares: Share,
    /// What is known of its way.
    pub news: News,
}

impl Before {
    /// Reads what [`Before::json`] wrote; nothing from anything else.
    pub fn read(json: &Json) -> Option<Before> {
        let text = |key: &str| json.get(key).and_then(Json::as_text).map(str::to_owned);
        let news = News { is: text("news")?, number: text("number")? };
        Some(Before { id: text("id")?, shares: Share::parse(&text("shares")?)?, news })
    }

    /// For the way to whoever asks next.
    pub fn json(&self) -> Json {
        let text = |text: &str| Json::Text(text.to_owned());
        Json::object([
            ("id", text(&self.id)),
            ("shares", text(self.shares.id())),
            ("news", text(&self.news.is)),
            ("number", text(&self.news.number)),
        ])
    }

    /// That it was handed on, and what is known of its way.
    pub fn said(&self, texts: &Texts) -> String {
        self.led(texts, if self.news.good() { "done" } else { "agreed" })
    }

    /// The same of a result that is no longer the one at hand.
    pub fn said_of_earlier(&self, texts: &Texts) -> String {
        self.led(texts, "earlier")
    }

    /// What is known of its way, for any screen.
    pub fn told(&self, texts: &Texts) -> String {
        self.led(texts, "news")
    }

    fn led(&self, texts: &Texts, key: &str) -> String {
        let lead = texts.fill(&["result.handed.", key].concat(), &[("id", &self.id)]);
        [lead.as_str(), " ", &self.news.said(texts, "result.came.")].concat()
    }
}
