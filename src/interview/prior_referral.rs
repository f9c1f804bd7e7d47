//! A referral made earlier, by its number, and its delivery status.

use crate::json::Json;
use crate::texts::Texts;
use crate::trial::Share;

/// The delivery status of a referral, as the host reports it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Delivery {
    /// `waiting`, `late`, `taken`, `kept`, `queued`, `untaken`, `nobody`, `refused`, `failed` or `form`.
    pub is: String,
    /// The number that goes with it, if any: a status code, or seconds.
    pub number: String,
}

impl Delivery {
    /// Returns the message for the status under a key prefix.
    pub fn message(&self, texts: &Texts, key: &str) -> String {
        texts.fill(&[key, &self.is].concat(), &[("status", &self.number), ("seconds", &self.number)])
    }

    /// Returns whether the host has taken, kept or queued the referral.
    pub fn is_received(&self) -> bool {
        ["taken", "kept", "queued"].contains(&self.is.as_str())
    }
}

/// A referral made earlier of a result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriorReferral {
    /// Its number.
    pub id: String,
    /// How much of the result it shares.
    pub shares: Share,
    /// Its delivery status.
    pub news: Delivery,
}

impl PriorReferral {
    /// Reads JSON as [`PriorReferral::json`] writes it. Returns `None` for anything else.
    pub fn read(json: &Json) -> Option<PriorReferral> {
        let text = |key: &str| json.get(key).and_then(Json::as_text).map(str::to_owned);
        let news = Delivery { is: text("news")?, number: text("number")? };
        Some(PriorReferral { id: text("id")?, shares: Share::parse(&text("shares")?)?, news })
    }

    /// Returns it as JSON, to pass to the module that refers the result.
    pub fn json(&self) -> Json {
        let text = |text: &str| Json::Text(text.to_owned());
        Json::object([
            ("id", text(&self.id)),
            ("shares", text(self.shares.id())),
            ("news", text(&self.news.is)),
            ("number", text(&self.news.number)),
        ])
    }

    /// Returns the sentence that it was made, with its delivery status.
    pub fn current_message(&self, texts: &Texts) -> String {
        self.message(texts, if self.news.is_received() { "done" } else { "agreed" })
    }

    /// Returns the same sentence for a result other than the current one.
    pub fn earlier_message(&self, texts: &Texts) -> String {
        self.message(texts, "earlier")
    }

    /// Returns the delivery status for any screen.
    pub fn delivery_message(&self, texts: &Texts) -> String {
        self.message(texts, "news")
    }

    fn message(&self, texts: &Texts, key: &str) -> String {
        let lead = texts.fill(&["result.handed.", key].concat(), &[("id", &self.id)]);
        [lead.as_str(), " ", &self.news.message(texts, "result.came.")].concat()
    }
}
