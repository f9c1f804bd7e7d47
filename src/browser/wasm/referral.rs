//! Referrals: shows, seals and draws them as codes; and opens and verifies them for the site.

use wasm_bindgen::prelude::{JsValue, wasm_bindgen};
use web_sys::{Element, Event};

use super::convert;
use crate::browser::view::{self, Refused, ScreenEvent, View};
use crate::diagnostics::Finding;
use crate::interview::Disclosure;
use crate::json::Json;
use crate::referral::qr;
use crate::referral::sealing::{Entropy, PrivateKey, PublicKey};
use crate::referral::{self, Delivery, PriorReferral, Receiver, SharedReferral};
use crate::result;
use crate::texts::{Mismatch, Part, Texts};
use crate::trial::{Trial, key_fault};

/// The referral of one result, in one element.
#[wasm_bindgen]
#[derive(Debug)]
pub struct HandOff {
    inside: referral::HandOff,
    view: View,
}

#[wasm_bindgen]
impl HandOff {
    /// Begins in `root`. `words` are all three files of texts; `setup` holds `id`, new and random, and what is known of
    /// the receiver: `site_key` and `receiver` (by default the definition's), `page`, `form`, and `form_by_address` if
    /// that form sends it in an address, which is allowed only for sealed referrals; `told`, the disclosure before;
    /// `passes`, false if that page passes nothing on, and then `prints`; and `before`, as the widget's `handed`
    /// returns it.
    ///
    /// # Errors
    ///
    /// Throws `{ code, findings }` if a document or the key cannot be used, and if the trial allows no referral with
    /// this verdict.
    #[wasm_bindgen(constructor)]
    pub fn new(
        root: &Element,
        trial: &[u8],
        words: Vec<String>,
        result: &JsValue,
        setup: &JsValue,
        heading_level: u8,
    ) -> Result<Self, JsValue> {
        let setup = convert::json(setup);
        let trial = unpacked(trial)?;
        let texts = texts(&trial, &words)?;
        let yes = |key: &str| setup.get(key) == Some(&Json::Bool(true));
        let text = |key: &str| setup.get(key).and_then(Json::as_text).filter(|text| !text.is_empty());
        let (key, address) = trial.referral.as_ref().map_or(("", ""), |policy| (&policy.site_key, &policy.receiver));
        let key = Some(text("site_key").unwrap_or(key)).filter(|key| !key.is_empty());
        let to = Receiver {
            key: key.map(public).transpose()?,
            address: text("receiver").unwrap_or(address).to_owned(),
            page: text("page").unwrap_or_default().to_owned(),
            form: yes("form") && (!yes("form_by_address") || key.is_some()),
            disclosure: Disclosure::parse(text("told").unwrap_or_default()),
            nobody: setup.get("passes") == Some(&Json::Bool(false)),
            prints: yes("prints"),
        };
        let before = setup.get("before").and_then(PriorReferral::read);
        let id = text("id").unwrap_or_default();
        let inside = referral::HandOff::new(trial, texts, convert::json(result), id, to, before);
        let inside = inside.ok_or_else(|| finding("referral", "the trial allows no referral with this verdict"))?;
        Ok(Self { inside, view: View::mount(root, heading_level).map_err(refused)? })
    }

    /// Draws the screen. `focus`: whether a person asked for it.
    ///
    /// # Errors
    ///
    /// Throws if the document refuses a node.
    pub fn render(&self, focus: bool) -> Result<(), JsValue> {
        let event = match focus {
            false => ScreenEvent::Appeared,
            true if self.inside.stopped() => ScreenEvent::Stopped,
            true => ScreenEvent::On,
        };
        self.draw(event)
    }

    fn draw(&self, event: ScreenEvent) -> Result<(), JsValue> {
        let inside = &self.inside;
        self.view.draw_hand_off(&inside.screen(), &inside.live(), inside.texts(), event).map_err(refused)
    }

    /// Handles an event. Returns a request that is not handled here: `leave` (back to the result), `agree`, `copy`,
    /// `file`, `paper`.
    ///
    /// # Errors
    ///
    /// Throws if the document refuses a node.
    pub fn handle(&mut self, event: &Event) -> Result<Option<String>, JsValue> {
        if event.type_() == "submit" {
            self.inside.choose(self.view.chosen().as_deref());
            return self.render(true).map(|()| None);
        }
        let request = if event.type_() == "click" { view::request(event) } else { None };
        match request.as_deref() {
            Some("back") if self.inside.back() => self.render(true).map(|()| None),
            Some("back") => Ok(Some("leave".to_owned())),
            _ => Ok(request),
        }
    }

    /// Records that the person agrees. Returns `{ id, shares, referral, sealed, link, payload }`, without `referral` if
    /// it is sealed and without `sealed` and `link` if not. `render` then draws the channels. `entropy`: 32 bytes from
    /// the system's source of randomness, for this one use.
    ///
    /// # Errors
    ///
    /// Throws `{ code, findings }` for another number of bytes, and for a referral that is too long.
    pub fn agree(&mut self, entropy: &[u8]) -> Result<JsValue, JsValue> {
        let entropy = to_entropy(entropy)?;
        let shared = self.inside.agree(entropy).ok_or_else(|| finding("referral", "is too long to be sealed"))?;
        shared_value(shared)
    }

    /// Returns whether the referral becomes part of a form, which delivers it.
    pub fn in_form(&self) -> bool {
        self.inside.in_form()
    }

    /// Draws a description of the referral agreed to, in an element of its own.
    ///
    /// # Errors
    ///
    /// Throws if the document refuses a node.
    pub fn describe(&self, root: &Element, heading_level: u8) -> Result<(), JsValue> {
        view::describe(root, &self.inside.agreed(), heading_level).map_err(refused)
    }

    /// Shows and announces the delivery status: `waiting`, `late` (after so many seconds, the `number`), `taken`,
    /// `kept`, `queued`, `refused` (with the status `number`), `failed`, `untaken` (no receiver confirmed it), `nobody`
    /// (this page has no receiver), `form`, `copied`, `not_copied`. The screen changes with it, and the focus stays.
    ///
    /// # Errors
    ///
    /// Throws if the document refuses a node.
    pub fn set_delivery(&mut self, news: &str, number: &str) -> Result<(), JsValue> {
        let before = self.inside.screen();
        self.inside.set_delivery(delivery(news, number));
        if self.inside.screen() == before {
            self.view.announce(&self.inside.live());
            return Ok(());
        }
        self.draw(ScreenEvent::Told)
    }

    /// Announces the delivery status of the earlier referral, in these words.
    ///
    /// # Errors
    ///
    /// Throws if the document refuses a node.
    pub fn set_prior_delivery(&mut self, id: &str, news: &str, number: &str, words: &str) -> Result<(), JsValue> {
        self.inside.set_prior_delivery(id, delivery(news, number));
        // Drawing again would lose the choice.
        if self.inside.at() != "choose" {
            self.draw(ScreenEvent::Told)?;
        }
        self.view.announce(words);
        Ok(())
    }

    /// Returns the text under a key.
    pub fn text(&self, key: &str) -> String {
        self.inside.texts().get(key).to_owned()
    }

    /// Switches to another language; takes effect when the screen is drawn again. `words` are all three files of texts.
    ///
    /// # Errors
    ///
    /// Throws `{ code, findings }` for the texts of another trial or version.
    pub fn set_language(&mut self, trial: &[u8], words: Vec<String>) -> Result<(), JsValue> {
        self.inside.set_language(texts(&unpacked(trial)?, &words)?);
        Ok(())
    }
}

/// Reads a referral that a site received: a link, its payload, or a file's text. Opens it with the site's private key,
/// which is empty if there is none. Returns `{ text }`, the referral's JSON, or `{ refused, detail }`: the reason, and
/// the key or the version that it names.
///
/// # Errors
///
/// Throws `{ code, findings }` for an invalid private key.
#[wasm_bindgen]
pub fn open(given: &str, private_key: &str) -> Result<JsValue, JsValue> {
    let private = Some(private_key).filter(|key| !key.is_empty()).map(private).transpose()?;
    let opened = referral::read(given).and_then(|payload| payload.text(private.as_ref()));
    let answer = match opened {
        Ok(text) => Json::object([("text", Json::Text(text))]),
        Err(error) => {
            let (refused, detail) = error.code_and_detail();
            Json::object([("refused", Json::Text(refused.to_owned())), ("detail", Json::Text(detail))])
        }
    };
    convert::value(&answer)
}

/// Returns the public key that belongs to a private one.
///
/// # Errors
///
/// Throws `{ code, findings }` for an invalid key.
#[wasm_bindgen]
pub fn public_key(private_key: &str) -> Result<String, JsValue> {
    Ok(private(private_key)?.public().to_string())
}

/// Returns which trial this is: `{ id, version, digest }`.
///
/// # Errors
///
/// Throws `{ code, findings }` for bytes that are not a trial.
#[wasm_bindgen]
pub fn trial_of(trial: &[u8]) -> Result<JsValue, JsValue> {
    convert::value(&result::definition(&unpacked(trial)?))
}

/// Returns a referral as it was before it was made compact for sealing, and any other as it is.
///
/// # Errors
///
/// Throws `{ code, findings }` for bytes that are not a trial.
#[wasm_bindgen]
pub fn expand(trial: &[u8], referral: &JsValue) -> Result<JsValue, JsValue> {
    convert::value(&referral::expand(&unpacked(trial)?, &convert::json(referral)))
}

/// Draws a description of a referral.
///
/// # Errors
///
/// Throws `{ code, findings }` if the trial or the texts cannot be used. Throws if the document refuses a node.
#[wasm_bindgen]
pub fn describe(
    root: &Element,
    trial: &[u8],
    words: Vec<String>,
    referral: &JsValue,
    heading_level: u8,
) -> Result<(), JsValue> {
    let trial = unpacked(trial)?;
    let sections = referral::describe(&trial, &texts(&trial, &words)?, &convert::json(referral));
    view::describe(root, &sections, heading_level).map_err(refused)
}

/// Replays a referral that a site received. Returns a list of `{ path, held, computed }`, empty if nothing differs.
///
/// # Errors
///
/// Throws `{ code, findings }` for what cannot be replayed.
#[wasm_bindgen]
pub fn verify(trial: &[u8], referral: &JsValue) -> Result<JsValue, JsValue> {
    let differences = referral::verify(&unpacked(trial)?, &convert::json(referral));
    let differences = differences.map_err(|list| convert::findings(&list))?;
    convert::differences(&differences)
}

/// Returns the id of a public key, which everything sealed for it carries.
///
/// # Errors
///
/// Throws `{ code, findings }` for an invalid key.
#[wasm_bindgen]
pub fn key_id(public_key: &str) -> Result<String, JsValue> {
    Ok(public(public_key)?.id().to_string())
}

/// Returns the QR code of a text, a square, row by row, one byte per module, 1 for dark; nothing if the text is too
/// long.
#[wasm_bindgen]
#[must_use]
pub fn qr(text: &str) -> Option<Vec<u8>> {
    qr::modules(text)
}

pub(super) fn delivery(news: &str, number: &str) -> Delivery {
    Delivery { is: news.to_owned(), number: number.to_owned() }
}

fn shared_value(shared: &SharedReferral) -> Result<JsValue, JsValue> {
    let text = |text: &str| Json::Text(text.to_owned());
    let mut entries = vec![("id", text(&shared.id)), ("shares", text(shared.shares))];
    entries.extend(shared.referral.as_deref().map(|referral| ("referral", text(referral))));
    entries.extend(shared.sealed.as_deref().map(|sealed| ("sealed", text(sealed))));
    entries.extend(shared.link.as_deref().map(|link| ("link", text(link))));
    entries.push(("payload", text(&shared.payload)));
    convert::value(&Json::Object(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()))
}

pub(super) fn unpacked(trial: &[u8]) -> Result<Trial, JsValue> {
    Trial::unpack(trial).map_err(|fault| convert::findings(&[Finding::about("trial", &fault)]))
}

pub(super) fn texts(trial: &Trial, words: &[String]) -> Result<Texts, JsValue> {
    let mut texts = Texts::default();
    for (part, words) in [Part::Questions, Part::Result, Part::Referral].into_iter().zip(words) {
        texts.add(words, part, &trial.digest).map_err(mismatch)?;
    }
    Ok(texts)
}

fn private(key: &str) -> Result<PrivateKey, JsValue> {
    PrivateKey::parse(key).ok_or_else(|| finding("key", "is not a private key"))
}

fn public(key: &str) -> Result<PublicKey, JsValue> {
    PublicKey::parse(key)
        .ok_or_else(|| finding("site-key", key_fault(key).unwrap_or("is not the public key of a site")))
}

fn to_entropy(bytes: &[u8]) -> Result<Entropy, JsValue> {
    let bytes = <[u8; 32]>::try_from(bytes).map_err(|_| finding("entropy", "expected 32 bytes"))?;
    Ok(Entropy::from(bytes))
}

fn finding(file: &str, message: &str) -> JsValue {
    convert::findings(&[Finding::about(file, &message)])
}

/// Returns the exception for texts that do not belong to the trial.
fn mismatch(fault: Mismatch) -> JsValue {
    finding("words", &fault.to_string())
}

/// Returns the exception for a document that refuses a node.
pub(super) fn refused(_: Refused) -> JsValue {
    JsValue::from_str("the document refused a node")
}
