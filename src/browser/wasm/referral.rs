//! Hands a result on: shows what, seals it, draws a code of it; and opens and checks it for the site.

use wasm_bindgen::prelude::{JsValue, wasm_bindgen};
use web_sys::{Element, Event};

use super::convert;
use crate::browser::view::{self, Moved, Refused, View};
use crate::diagnostics::Finding;
use crate::interview::Disclosure;
use crate::json::Json;
use crate::referral::qr;
use crate::referral::sealing::{Entropy, PrivateKey, PublicKey};
use crate::referral::{self, Before, Handed, News, Receiver};
use crate::result;
use crate::texts::{Mismatch, Part, Texts};
use crate::trial::{Trial, key_fault};

/// One result on its way, in one element.
#[wasm_bindgen]
#[derive(Debug)]
pub struct HandOff {
    inside: referral::HandOff,
    view: View,
}

#[wasm_bindgen]
impl HandOff {
    /// Begins to hand a result on, in `root`. `words` are all three files of them; `setup` holds `id`, new and at random, and
    /// what is known of the receiver: `site_key` and `receiver` (the definition's without them), `page`, `form`, and
    /// `form_by_address` where that form sends it in an address, which is for what is sealed alone; `told`, how much the page is
    /// told before; `passes`, false where that page passes nothing on, and then `prints`; and `before`, as the widget's `handed`
    /// gives it.
    ///
    /// # Errors
    ///
    /// Throws `{ code, findings }` when a document or the key cannot be used, and where the trial lets nobody with this verdict
    /// hand anything on.
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
        let told = |key: &str| setup.get(key).and_then(Json::as_text).filter(|text| !text.is_empty());
        let (key, address) = trial.referral.as_ref().map_or(("", ""), |policy| (&policy.site_key, &policy.receiver));
        let key = Some(told("site_key").unwrap_or(key)).filter(|key| !key.is_empty());
        let to = Receiver {
            key: key.map(public).transpose()?,
            address: told("receiver").unwrap_or(address).to_owned(),
            page: told("page").unwrap_or_default().to_owned(),
            form: yes("form") && (!yes("form_by_address") || key.is_some()),
            told: Disclosure::parse(told("told").unwrap_or_default()),
            nobody: setup.get("passes") == Some(&Json::Bool(false)),
            prints: yes("prints"),
        };
        let before = setup.get("before").and_then(Before::read);
        let id = told("id").unwrap_or_default();
        let inside = referral::HandOff::new(trial, texts, convert::json(result), id, to, before);
        let inside = inside.ok_or_else(|| wrong("referral", "the trial lets nothing be handed on here"))?;
        Ok(Self { inside, view: View::mount(root, heading_level).map_err(refused)? })
    }

    /// Draws the screen. `focus`: whether a person asked for it.
    ///
    /// # Errors
    ///
    /// Throws when the document refuses a node.
    pub fn render(&self, focus: bool) -> Result<(), JsValue> {
        let moved = match focus {
            false => Moved::Appeared,
            true if self.inside.stopped() => Moved::Stopped,
            true => Moved::On,
        };
        self.draw(moved)
    }

    fn draw(&self, moved: Moved) -> Result<(), JsValue> {
        let inside = &self.inside;
        self.view.draw_hand_off(&inside.screen(), &inside.live(), inside.texts(), moved).map_err(refused)
    }

    /// Handles an event. Says what is asked for that is not done here: `leave` (back to the result), `agree`, `copy`, `file`,
    /// `paper`.
    ///
    /// # Errors
    ///
    /// Throws when the document refuses a node.
    pub fn handle(&mut self, event: &Event) -> Result<Option<String>, JsValue> {
        if event.type_() == "submit" {
            self.inside.choose(self.view.chosen().as_deref());
            return self.render(true).map(|()| None);
        }
        let asked = if event.type_() == "click" { view::asked(event) } else { None };
        match asked.as_deref() {
            Some("back") if self.inside.back() => self.render(true).map(|()| None),
            Some("back") => Ok(Some("leave".to_owned())),
            _ => Ok(asked),
        }
    }

    /// The person agrees: gives `{ id, shares, referral, sealed, link, letters }`, without `referral` if it is sealed and without
    /// `sealed` and `link` if not. `render` then draws the ways. `entropy`: 32 bytes from the system's source of randomness, for this one use.
    ///
    /// # Errors
    ///
    /// Throws `{ code, findings }` for another number of bytes and what is too long.
    pub fn agree(&mut self, entropy: &[u8]) -> Result<JsValue, JsValue> {
        let entropy = entropy_of(entropy)?;
        let handed = self.inside.agree(entropy).ok_or_else(|| wrong("referral", "is too long to be sealed"))?;
        handed_value(handed)
    }

    /// Whether it becomes part of a form, which takes it over.
    pub fn in_form(&self) -> bool {
        self.inside.in_form()
    }

    /// Draws in words what was agreed to, in an element of its own.
    ///
    /// # Errors
    ///
    /// Throws when the document refuses a node.
    pub fn describe(&self, root: &Element, heading_level: u8) -> Result<(), JsValue> {
        view::describe(root, &self.inside.agreed(), heading_level).map_err(refused)
    }

    /// Says how it goes: `waiting`, `late` (after so many seconds, the `number`), `taken`, `kept`, `queued`, `refused` (with the
    /// status `number`), `failed`, `untaken` (nobody said that they took it), `nobody` (nobody takes it here), `form`, `copied`, `not_copied`. The screen changes with it, and the focus stays.
    ///
    /// # Errors
    ///
    /// Throws when the document refuses a node.
    pub fn tell(&mut self, news: &str, number: &str) -> Result<(), JsValue> {
        let before = self.inside.screen();
        self.inside.hear(news_of(news, number));
        if self.inside.screen() == before {
            self.view.tell(&self.inside.live());
            return Ok(());
        }
        self.draw(Moved::Told)
    }

    /// Says how it goes with what was handed on before, in these words.
    ///
    /// # Errors
    ///
    /// Throws when the document refuses a node.
    pub fn tell_of_before(&mut self, id: &str, news: &str, number: &str, words: &str) -> Result<(), JsValue> {
        self.inside.hear_of_before(id, news_of(news, number));
        // What is chosen stays.
        if self.inside.at() != "choose" {
            self.draw(Moved::Told)?;
        }
        self.view.tell(words);
        Ok(())
    }

    /// A text of its language, by its key.
    pub fn text(&self, key: &str) -> String {
        self.inside.texts().get(key).to_owned()
    }

    /// Goes on in another language, once it is drawn again. `words` are all three files.
    ///
    /// # Errors
    ///
    /// Throws `{ code, findings }` for the words of another trial or version.
    pub fn speak(&mut self, trial: &[u8], words: Vec<String>) -> Result<(), JsValue> {
        self.inside.speak(texts(&unpacked(trial)?, &words)?);
        Ok(())
    }
}

/// Reads what a site was handed: a link, letters, or a file's text; opens it with the site's private key, empty without one.
/// Gives `{ text }`, the referral's JSON, or `{ refused, detail }`: why not, and the key or the version that this names.
///
/// # Errors
///
/// Throws `{ code, findings }` for a private key that is none.
#[wasm_bindgen]
pub fn open(given: &str, private_key: &str) -> Result<JsValue, JsValue> {
    let private = Some(private_key).filter(|key| !key.is_empty()).map(private).transpose()?;
    let opened = referral::read(given).and_then(|carried| carried.text(private.as_ref()));
    let told = match opened {
        Ok(text) => Json::object([("text", Json::Text(text))]),
        Err(why) => {
            let (refused, detail) = why.told();
            Json::object([("refused", Json::Text(refused.to_owned())), ("detail", Json::Text(detail))])
        }
    };
    convert::value(&told)
}

/// The public key that goes with a private one.
///
/// # Errors
///
/// Throws `{ code, findings }` for a key that is none.
#[wasm_bindgen]
pub fn public_key(private_key: &str) -> Result<String, JsValue> {
    Ok(private(private_key)?.public().to_string())
}

/// Which trial this is: `{ id, version, digest }`.
///
/// # Errors
///
/// Throws `{ code, findings }` for bytes that are no trial.
#[wasm_bindgen]
pub fn trial_of(trial: &[u8]) -> Result<JsValue, JsValue> {
    convert::value(&result::definition(&unpacked(trial)?))
}

/// A referral as it was before it was made short for sealing; any other as it is.
///
/// # Errors
///
/// Throws `{ code, findings }` for bytes that are no trial.
#[wasm_bindgen]
pub fn expand(trial: &[u8], referral: &JsValue) -> Result<JsValue, JsValue> {
    convert::value(&referral::expand(&unpacked(trial)?, &convert::json(referral)))
}

/// Draws a referral in words.
///
/// # Errors
///
/// Throws `{ code, findings }` when a document cannot be used, and when the document refuses a node.
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

/// Replays what a site was handed: a list of `{ path, held, computed }`, empty where nothing differs.
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

/// The name of a public key, which everything sealed for it carries.
///
/// # Errors
///
/// Throws `{ code, findings }` for a key that is none.
#[wasm_bindgen]
pub fn key_id(public_key: &str) -> Result<String, JsValue> {
    Ok(public(public_key)?.id().to_string())
}

/// The QR code of a text, row by row, a byte a module, 1 for dark; it is a square. Nothing for a text that is too long.
#[wasm_bindgen]
#[must_use]
pub fn qr(text: &str) -> Option<Vec<u8>> {
    qr::modules(text)
}

pub(super) fn news_of(news: &str, number: &str) -> News {
    News { is: news.to_owned(), number: number.to_owned() }
}

fn handed_value(handed: &Handed) -> Result<JsValue, JsValue> {
    let text = |text: &str| Json::Text(text.to_owned());
    let mut entries = vec![("id", text(&handed.id)), ("shares", text(handed.shares))];
    entries.extend(handed.referral.as_deref().map(|referral| ("referral", text(referral))));
    entries.extend(handed.sealed.as_deref().map(|sealed| ("sealed", text(sealed))));
    entries.extend(handed.link.as_deref().map(|link| ("link", text(link))));
    entries.push(("letters", text(&handed.letters)));
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
    PrivateKey::parse(key).ok_or_else(|| wrong("key", "is not a private key"))
}

fn public(key: &str) -> Result<PublicKey, JsValue> {
    PublicKey::parse(key).ok_or_else(|| wrong("site-key", key_fault(key).unwrap_or("is not the public key of a site")))
}

fn entropy_of(bytes: &[u8]) -> Result<Entropy, JsValue> {
    let bytes = <[u8; 32]>::try_from(bytes).map_err(|_| wrong("entropy", "expected 32 bytes"))?;
    Ok(Entropy::from(bytes))
}

fn wrong(place: &str, message: &str) -> JsValue {
    convert::findings(&[Finding::about(place, &message)])
}

/// What is thrown for words that do not go with the trial.
fn mismatch(fault: Mismatch) -> JsValue {
    wrong("words", &fault.to_string())
}

/// What is thrown when the document refuses a node.
pub(super) fn refused(_: Refused) -> JsValue {
    JsValue::from_str("the document refused a node")
}
