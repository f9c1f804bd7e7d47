//! The steps that refer a result: the choice of how much to share, a preview of exactly that, and then the referral
//! that leaves this device.

use super::describe::describe;
use super::payload::{self, Payload};
use super::screen::{Channel, HandOffScreen, ShareChoices};
use super::{Delivery, PriorReferral, compact, referral, short, size};
use crate::interview::{Choice, Disclosure, Section};
use crate::json::Json;
use crate::referral::sealing::{self, Entropy, PublicKey};
use crate::texts::Texts;
use crate::trial::{Share, Trial};

/// The receiver of a referral.
#[derive(Debug, Clone, Default)]
pub struct Receiver {
    /// The site's public key; without one nothing is sealed.
    pub key: Option<PublicKey>,
    /// The address of the site's receiving page; empty if there is none.
    pub address: String,
    /// The host, as the person knows it.
    pub page: String,
    /// Whether the referral becomes part of a form on that page.
    pub form: bool,
    /// How much that page learns before the person agrees.
    pub disclosure: Disclosure,
    /// Whether that page passes nothing on: a tablet without a site's key.
    pub nobody: bool,
    /// Whether such a page prints.
    pub prints: bool,
}

/// The referral of one result, step by step.
///
/// ```
/// # use prescreener::{diagnostics::Document, json::Json, texts::Texts, trial::Trial};
/// use prescreener::referral::{HandOff, Receiver, sealing::Entropy};
/// # let definition = r#"{ "schema": "prescreener/trial/1", "id": "EXAMPLE", "version": "1",
/// #   "registry": { "name": "none", "url": "", "updated": "2026-11-22" },
/// #   "sources": [{ "id": "RULES", "title": "The example's rules" }],
/// #   "anchors": [{ "id": "screening", "from": "assessment", "days": [0, 0] }],
/// #   "questions": [{ "id": "rash", "type": "yes_no" }], "order": ["rash"], "referral": { "most": "open" },
/// #   "criteria": [{ "id": "I01", "kind": "inclusion", "strength": "binding", "judged_by": "participant",
/// #                  "rule": "rash", "source": ["RULES"], "confidence": "one_source" }] }"#;
/// # let content: Json = serde_json::from_str(definition).unwrap();
/// # let trial = Trial::check(&[Document { path: "trial.json".to_owned(), content }]).unwrap();
/// let result: Json = serde_json::from_str(r#"{ "verdict": "incomplete" }"#).unwrap();
/// let mut steps = HandOff::new(trial, Texts::default(), result, "1", Receiver::default(), None).unwrap();
/// assert_eq!(steps.at(), "choose");
/// steps.choose(Some("verdict"));
/// assert_eq!(steps.at(), "preview");
/// let shared = steps.agree(Entropy::from([1; 32])).unwrap();
/// // The receiver has no key, so the payload is plain.
/// assert!(shared.payload.starts_with("#referral="));
/// ```
#[derive(Debug, Clone)]
pub struct HandOff {
    trial: Trial,
    texts: Texts,
    result: Json,
    id: String,
    to: Receiver,
    step: Step,
    problem: bool,
    /// The referral made of the same result before.
    before: Option<PriorReferral>,
    /// The delivery status of the referral agreed to.
    news: Delivery,
    /// The status that the live region announces.
    announced: Delivery,
}

#[derive(Debug, Clone, PartialEq)]
enum Step {
    /// The choice of how much to share, with the earlier choice.
    Choose(Option<Share>),
    /// The preview of the whole referral.
    Preview(Share, Json),
    /// The referral agreed to, and the forms in which it leaves.
    Ready(Json, SharedReferral),
}

/// The forms in which a referral leaves the device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedReferral {
    /// The referral's unique number.
    pub id: String,
    /// How much of the result it holds.
    pub shares: &'static str,
    /// The referral's JSON, unless it is sealed: then no one but the site may read it.
    pub referral: Option<String>,
    /// The sealed referral in base64url.
    pub sealed: Option<String>,
    /// The sealed referral after the address of the receiving page, if there is one.
    pub link: Option<String>,
    /// The payload that a code holds and that can be copied: the link; without an address, only its fragment; or, if
    /// nothing is sealed, the plain payload, which no address may hold.
    pub payload: String,
}

impl HandOff {
    /// Begins, or returns `None` if the trial allows no referral with this verdict. `id` is new and carries no
    /// information; `before` is the referral made of the same result before. Sharing the same or less again keeps its
    /// number; sharing more is another referral, which must not pass for a copy.
    pub fn new(
        trial: Trial,
        texts: Texts,
        result: Json,
        id: &str,
        to: Receiver,
        before: Option<PriorReferral>,
    ) -> Option<HandOff> {
        let most = trial.share_limit(verdict(&result))?;
        let (id, step) = (id.to_owned(), Step::Choose(None));
        let (news, announced) = (Delivery::default(), Delivery::default());
        let mut hand_off = HandOff { trial, texts, result, id, to, step, problem: false, before, news, announced };
        // A single option is no choice.
        if most == Share::Verdict {
            hand_off.preview(most);
        }
        Some(hand_off)
    }

    /// Returns the texts of its language.
    pub fn texts(&self) -> &Texts {
        &self.texts
    }

    /// Switches to another language.
    pub fn set_language(&mut self, texts: Texts) {
        self.texts = texts;
    }

    /// Returns which screen is shown: `choose`, `preview` or `ready`.
    pub fn at(&self) -> &'static str {
        match self.step {
            Step::Choose(_) => "choose",
            Step::Preview(..) => "preview",
            Step::Ready(..) => "ready",
        }
    }

    /// Returns a description of the referral agreed to, in the current language; empty before.
    pub fn agreed(&self) -> Vec<Section> {
        if let Step::Ready(referral, _) = &self.step {
            describe(&self.trial, &self.texts, referral)
        } else {
            Vec::new()
        }
    }

    /// Returns the referral as it leaves the device, or `None` before the person has agreed.
    pub fn shared(&self) -> Option<&SharedReferral> {
        if let Step::Ready(_, shared) = &self.step { Some(shared) } else { None }
    }

    /// Returns whether the last choice was rejected.
    pub fn stopped(&self) -> bool {
        self.problem
    }

    /// Records how much to share and shows a preview of exactly that, or stays and reports that nothing is chosen.
    pub fn choose(&mut self, chosen: Option<&str>) {
        if !matches!(self.step, Step::Choose(_)) {
            return;
        }
        let most = self.trial.share_limit(verdict(&self.result));
        match chosen.and_then(Share::parse).filter(|share| most >= Some(*share)) {
            Some(share) => self.preview(share),
            None => self.problem = true,
        }
    }

    /// Goes back from the preview to the choice. Returns whether that was possible.
    pub fn back(&mut self) -> bool {
        self.problem = false;
        let possible = self.can_go_back();
        if let Step::Preview(share, _) = self.step
            && possible
        {
            self.step = Step::Choose(Some(share));
        }
        possible
    }

    /// Records that the person agrees to the preview. `entropy` is for sealing, and used once. Returns `None` if the
    /// referral is too long to be sealed, or if no preview is shown.
    pub fn agree(&mut self, entropy: Entropy) -> Option<&SharedReferral> {
        let Step::Preview(share, referral) = &self.step else { return None };
        let payload = match &self.to.key {
            Some(key) => {
                let text = compact(&self.trial, referral).unwrap_or_else(|| short(referral)).to_string();
                let size = size(&self.trial, *share);
                Payload::Sealed(sealing::seal_padded(key, text.as_bytes(), size, entropy)?)
            }
            None => Payload::Plain(short(referral).to_string()),
        };
        let sealed = if let Payload::Sealed(sealed) = &payload { Some(sealing::to_text(sealed)) } else { None };
        let text = payload::write(&self.to.address, &payload);
        let shared = SharedReferral {
            id: self.id_for(*share).to_owned(),
            shares: share.id(),
            referral: sealed.is_none().then(|| referral.to_string()),
            sealed,
            link: Some(text.clone()).filter(|_| self.to.key.is_some() && !self.to.address.is_empty()),
            payload: text,
        };
        self.step = Step::Ready(referral.clone(), shared);
        self.shared()
    }

    /// Returns whether the referral becomes part of a form, which delivers it.
    pub fn in_form(&self) -> bool {
        self.to.form
    }

    /// Records the delivery status of the referral agreed to, or the outcome of copying it (`copied`, `not_copied`).
    pub fn set_delivery(&mut self, news: Delivery) {
        if !news.is.ends_with("copied") {
            self.news = news.clone();
        }
        self.announced = news;
    }

    /// Records the delivery status of the earlier referral with this number.
    pub fn set_prior_delivery(&mut self, id: &str, news: Delivery) {
        if let Some(before) = self.before.as_mut().filter(|before| before.id == id) {
            before.news = news;
        }
    }

    /// Returns the announcement of the live region.
    pub fn live(&self) -> String {
        // If no one received it, the screen itself states that.
        if ["", "untaken", "nobody", "form"].contains(&self.announced.is.as_str()) {
            return String::new();
        }
        self.announced.message(&self.texts, "refer.news.")
    }

    /// Returns the number for a referral that shares this much.
    fn id_for(&self, share: Share) -> &str {
        self.before.as_ref().filter(|before| share <= before.shares).map_or(&self.id, |before| &before.id)
    }

    fn preview(&mut self, share: Share) {
        if let Some(referral) = referral(&self.trial, &self.result, share, self.id_for(share)) {
            self.step = Step::Preview(share, referral);
            self.problem = false;
        }
    }

    fn can_go_back(&self) -> bool {
        matches!(self.step, Step::Preview(..)) && self.trial.share_limit(verdict(&self.result)) > Some(Share::Verdict)
    }

    /// Returns the screen to show now.
    pub fn screen(&self) -> HandOffScreen {
        let text = |key: &str| self.texts.get(&format!("refer.{}.{key}", self.at())).to_owned();
        let before =
            self.before.as_ref().filter(|_| self.shared().is_none()).map(|before| before.current_message(&self.texts));
        let mut screen = HandOffScreen {
            heading: text("heading"),
            lead: before.into_iter().chain([text("lead")]).collect(),
            choices: None,
            sections: Vec::new(),
            payload: None,
            next: None,
            channels: Vec::new(),
            back: self.can_go_back(),
            channels_first: false,
        };
        let payload = |text: String| (self.texts.get("refer.letters").to_owned(), text);
        match &self.step {
            Step::Choose(chosen) => {
                screen.choices = Some(self.choices(*chosen));
                screen.next = Some(self.texts.get("refer.look").to_owned());
            }
            Step::Preview(_, referral) => {
                screen.lead.extend(self.recipient_lines());
                screen.sections = describe(&self.trial, &self.texts, referral);
                screen.payload = Some(payload(referral.to_string()));
                screen.next = Some(self.texts.get("refer.agree").to_owned());
            }
            Step::Ready(_, shared) => {
                let heading = match self.news.is.as_str() {
                    "waiting" | "late" => "waiting",
                    "taken" => "taken",
                    "kept" | "queued" => "kept",
                    "refused" | "failed" => "failed",
                    _ => "heading",
                };
                screen.heading = text(heading);
                screen.channels_first = ["untaken", "nobody", "refused", "failed"].contains(&self.news.is.as_str());
                if screen.channels_first {
                    screen.lead = vec![text(if self.news.is == "untaken" { "untaken" } else { "self" })];
                }
                screen.lead.extend(self.to.form.then(|| self.texts.get("refer.ready.form").to_owned()));
                screen.lead.push(self.texts.fill("refer.ready.id", &[("id", &shared.id)]));
                screen.sections.push(self.next());
                screen.payload = Some(payload(shared.payload.clone()));
                let channel = |id| Channel { id, label: self.texts.get(&format!("refer.way.{id}")).to_owned() };
                screen.channels = ["file", "paper", "copy"].map(channel).into();
            }
        }
        screen
    }

    fn choices(&self, chosen: Option<Share>) -> ShareChoices {
        let most = self.trial.share_limit(verdict(&self.result));
        let choice = |share: Share| Choice {
            id: share.id().to_owned(),
            label: self.texts.get(&format!("refer.share.{}", share.id())).to_owned(),
            chosen: chosen == Some(share),
            exclusive: false,
        };
        ShareChoices {
            choices: Share::ALL.into_iter().filter(|share| most >= Some(*share)).map(choice).collect(),
            problem: self.problem.then(|| self.texts.get("refer.choose.problem").to_owned()),
        }
    }

    /// Returns who receives the referral, and who can read it.
    fn recipient_lines(&self) -> Vec<String> {
        let to = &self.to;
        let (page, address) = (to.page.as_str(), to.address.as_str());
        let key = to.key.as_ref().map(|key| key.id().to_string());
        let by = match to.disclosure {
            _ if to.form => "refer.to.form",
            _ if to.nobody => "refer.to.nobody",
            Disclosure::None => "refer.to.page",
            Disclosure::Verdict => "refer.to.page_verdict",
            Disclosure::Answers => "refer.to.page_answers",
        };
        let lines = [
            Some(self.texts.fill(by, &[("page", page)])),
            (to.nobody && to.prints).then(|| self.texts.get("refer.to.paper").to_owned()),
            Some(match &key {
                Some(key) => self.texts.fill("refer.to.sealed", &[("key", key)]),
                None => self.texts.get("refer.to.plain").to_owned(),
            }),
            (!address.is_empty()).then(|| self.texts.fill("refer.to.receiver", &[("address", address)])),
        ];
        lines.into_iter().flatten().collect()
    }

    fn next(&self) -> Section {
        let text = |key: &str| self.texts.get(key).to_owned();
        Section { id: "next", heading: text("next.heading"), lead: vec![text("trial.next")], items: Vec::new() }
    }
}

fn verdict(result: &Json) -> &str {
    result.get("verdict").and_then(Json::as_text).unwrap_or_default()
}
