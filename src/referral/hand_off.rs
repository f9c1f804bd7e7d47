//! The way from a result to its being handed on: how much, a look at exactly that, and only then what leaves this device.

use super::describe::describe;
use super::letters::{self, Carried};
use super::screen::{Choices, HandOffScreen, Outlet};
use super::{Before, News, compact, referral, short, size};
use crate::interview::{Choice, Disclosure, Section};
use crate::json::Json;
use crate::referral::sealing::{self, Entropy, PublicKey};
use crate::texts::Texts;
use crate::trial::{Share, Trial};

/// To whom it goes.
#[derive(Debug, Clone, Default)]
pub struct Receiver {
    /// The site's public key; without one nothing is sealed.
    pub key: Option<PublicKey>,
    /// The address of the site's receiving page; empty if there is none.
    pub address: String,
    /// The page that the person is on, as they know it: its host.
    pub page: String,
    /// Whether what is handed on becomes part of a form on that page.
    pub form: bool,
    /// How much that page is told before the person agrees.
    pub told: Disclosure,
    /// Whether that page passes nothing on: a tablet without a site's key.
    pub nobody: bool,
    /// Whether such a page prints.
    pub prints: bool,
}

/// One result on its way.
#[derive(Debug, Clone)]
pub struct HandOff {
    trial: Trial,
    texts: Texts,
    result: Json,
    id: String,
    to: Receiver,
    step: Step,
    problem: bool,
    /// What was handed on of the same result before.
    before: Option<Before>,
    /// What is known of the way of what was agreed to.
    news: News,
    /// What the live region says.
    said: News,
}

#[derive(Debug, Clone, PartialEq)]
enum Step {
    /// How much? With what was chosen before.
    Choose(Option<Share>),
    /// A look at all of it.
    Preview(Share, Json),
    /// Agreed: to what, and how that leaves.
    Ready(Json, Handed),
}

/// What leaves the device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handed {
    /// What tells this referral from every other.
    pub id: String,
    /// How much of the result it holds.
    pub shares: &'static str,
    /// The referral's JSON, for whoever may read it: nobody on the way, if it is sealed.
    pub referral: Option<String>,
    /// The sealed referral in letters.
    pub sealed: Option<String>,
    /// The sealed referral behind the address of the receiving page, if it has one.
    pub link: Option<String>,
    /// What a code holds and what can be copied: the link; without an address, what would stand behind it; or, where nothing
    /// is sealed, the plain letters, which no address may hold.
    pub letters: String,
}

impl HandOff {
    /// Begins, unless the trial lets nobody with this verdict hand anything on. `id` is new and says nothing; `before` is what was
    /// handed on of the same result before. The same of it again, or a part of that, keeps the number; more is another referral,
    /// which must not pass for a copy.
    pub fn new(
        trial: Trial,
        texts: Texts,
        result: Json,
        id: &str,
        to: Receiver,
        before: Option<Before>,
    ) -> Option<HandOff> {
        let most = trial.share_limit(verdict(&result))?;
        let (id, step) = (id.to_owned(), Step::Choose(None));
        let (news, said) = (News::default(), News::default());
        let mut begun = HandOff { trial, texts, result, id, to, step, problem: false, before, news, said };
        // A choice of one is none.
        if most == Share::Verdict {
            begun.look(most);
        }
        Some(begun)
    }

    /// The words of its language.
    pub fn texts(&self) -> &Texts {
        &self.texts
    }

    /// Goes on in the words of another language.
    pub fn speak(&mut self, texts: Texts) {
        self.texts = texts;
    }

    /// Which screen is shown: `choose`, `preview` or `ready`.
    pub fn at(&self) -> &'static str {
        match self.step {
            Step::Choose(_) => "choose",
            Step::Preview(..) => "preview",
            Step::Ready(..) => "ready",
        }
    }

    /// What was agreed to, in the words of the moment; nothing before.
    pub fn agreed(&self) -> Vec<Section> {
        if let Step::Ready(referral, _) = &self.step {
            describe(&self.trial, &self.texts, referral)
        } else {
            Vec::new()
        }
    }

    /// What leaves the device, once it was agreed to.
    pub fn handed(&self) -> Option<&Handed> {
        if let Step::Ready(_, handed) = &self.step { Some(handed) } else { None }
    }

    /// Whether the last choice could not be taken.
    pub fn stopped(&self) -> bool {
        self.problem
    }

    /// Takes how much is chosen, and shows exactly that; or stays and says that nothing is chosen.
    pub fn choose(&mut self, chosen: Option<&str>) {
        if !matches!(self.step, Step::Choose(_)) {
            return;
        }
        let most = self.trial.share_limit(verdict(&self.result));
        match chosen.and_then(Share::parse).filter(|share| most >= Some(*share)) {
            Some(share) => self.look(share),
            None => self.problem = true,
        }
    }

    /// Goes back from the look at it to how much; gives whether there was such a way.
    pub fn back(&mut self) -> bool {
        self.problem = false;
        let there = self.goes_back();
        if let Step::Preview(share, _) = self.step
            && there
        {
            self.step = Step::Choose(Some(share));
        }
        there
    }

    /// The person has looked at it and agrees. `entropy` is for sealing, and used once. Gives nothing for what is too long to
    /// be sealed, or anywhere else than at that look.
    pub fn agree(&mut self, entropy: Entropy) -> Option<&Handed> {
        let Step::Preview(share, referral) = &self.step else { return None };
        let carried = match &self.to.key {
            Some(key) => {
                let text = compact(&self.trial, referral).unwrap_or_else(|| short(referral)).to_string();
                let size = size(&self.trial, *share);
                Carried::Sealed(sealing::seal_padded(key, text.as_bytes(), size, entropy)?)
            }
            None => Carried::Plain(short(referral).to_string()),
        };
        let sealed = if let Carried::Sealed(sealed) = &carried { Some(sealing::to_text(sealed)) } else { None };
        let letters = letters::write(&self.to.address, &carried);
        let handed = Handed {
            id: self.number(*share).to_owned(),
            shares: share.id(),
            referral: sealed.is_none().then(|| referral.to_string()),
            sealed,
            link: Some(letters.clone()).filter(|_| self.to.key.is_some() && !self.to.address.is_empty()),
            letters,
        };
        self.step = Step::Ready(referral.clone(), handed);
        self.handed()
    }

    /// Whether it becomes part of a form, which takes it over.
    pub fn in_form(&self) -> bool {
        self.to.form
    }

    /// Takes what is known of the way of what was agreed to, or of a way out of this device (`copied`, `not_copied`).
    pub fn hear(&mut self, news: News) {
        if !news.is.ends_with("copied") {
            self.news = news.clone();
        }
        self.said = news;
    }

    /// Takes what is known now of the way of what was handed on before.
    pub fn hear_of_before(&mut self, id: &str, news: News) {
        if let Some(before) = self.before.as_mut().filter(|before| before.id == id) {
            before.news = news;
        }
    }

    /// What the live region says.
    pub fn live(&self) -> String {
        // Where nobody took it, the screen itself says so.
        if ["", "untaken", "nobody", "form"].contains(&self.said.is.as_str()) {
            return String::new();
        }
        self.said.said(&self.texts, "refer.news.")
    }

    /// The number of a referral of so much.
    fn number(&self, share: Share) -> &str {
        self.before.as_ref().filter(|before| share <= before.shares).map_or(&self.id, |before| &before.id)
    }

    fn look(&mut self, share: Share) {
        if let Some(referral) = referral(&self.trial, &self.result, share, self.number(share)) {
            self.step = Step::Preview(share, referral);
            self.problem = false;
        }
    }

    fn goes_back(&self) -> bool {
        matches!(self.step, Step::Preview(..)) && self.trial.share_limit(verdict(&self.result)) > Some(Share::Verdict)
    }

    /// What to show now.
    pub fn screen(&self) -> HandOffScreen {
        let text = |key: &str| self.texts.get(&format!("refer.{}.{key}", self.at())).to_owned();
        let before = self.before.as_ref().filter(|_| self.handed().is_none()).map(|before| before.said(&self.texts));
        let mut screen = HandOffScreen {
            heading: text("heading"),
            lead: before.into_iter().chain([text("lead")]).collect(),
            choices: None,
            sections: Vec::new(),
            letters: None,
            next: None,
            ways: Vec::new(),
            back: self.goes_back(),
            ways_first: false,
        };
        let letters = |text: String| (self.texts.get("refer.letters").to_owned(), text);
        match &self.step {
            Step::Choose(chosen) => {
                screen.choices = Some(self.choices(*chosen));
                screen.next = Some(self.texts.get("refer.look").to_owned());
            }
            Step::Preview(_, referral) => {
                screen.lead.extend(self.to_whom());
                screen.sections = describe(&self.trial, &self.texts, referral);
                screen.letters = Some(letters(referral.to_string()));
                screen.next = Some(self.texts.get("refer.agree").to_owned());
            }
            Step::Ready(_, handed) => {
                let heading = match self.news.is.as_str() {
                    "waiting" | "late" => "waiting",
                    "taken" => "taken",
                    "kept" | "queued" => "kept",
                    "refused" | "failed" => "failed",
                    _ => "heading",
                };
                screen.heading = text(heading);
                screen.ways_first = ["untaken", "nobody", "refused", "failed"].contains(&self.news.is.as_str());
                if screen.ways_first {
                    screen.lead = vec![text(if self.news.is == "untaken" { "untaken" } else { "self" })];
                }
                screen.lead.extend(self.to.form.then(|| self.texts.get("refer.ready.form").to_owned()));
                screen.lead.push(self.texts.fill("refer.ready.id", &[("id", &handed.id)]));
                screen.sections.push(self.next());
                screen.letters = Some(letters(handed.letters.clone()));
                let way = |id| Outlet { id, label: self.texts.get(&format!("refer.way.{id}")).to_owned() };
                screen.ways = ["file", "paper", "copy"].map(way).into();
            }
        }
        screen
    }

    fn choices(&self, chosen: Option<Share>) -> Choices {
        let most = self.trial.share_limit(verdict(&self.result));
        let choice = |share: Share| Choice {
            id: share.id().to_owned(),
            label: self.texts.get(&format!("refer.share.{}", share.id())).to_owned(),
            chosen: chosen == Some(share),
            exclusive: false,
        };
        Choices {
            choices: Share::ALL.into_iter().filter(|share| most >= Some(*share)).map(choice).collect(),
            problem: self.problem.then(|| self.texts.get("refer.choose.problem").to_owned()),
        }
    }

    /// Who gets it, and who can read it.
    fn to_whom(&self) -> Vec<String> {
        let to = &self.to;
        let (page, address) = (to.page.as_str(), to.address.as_str());
        let key = to.key.as_ref().map(|key| key.id().to_string());
        let by = match to.told {
            _ if to.form => "refer.to.form",
            _ if to.nobody => "refer.to.nobody",
            Disclosure::None => "refer.to.page",
            Disclosure::Verdict => "refer.to.page_verdict",
            Disclosure::Answers => "refer.to.page_answers",
        };
        let told = [
            Some(self.texts.fill(by, &[("page", page)])),
            (to.nobody && to.prints).then(|| self.texts.get("refer.to.paper").to_owned()),
            Some(match &key {
                Some(key) => self.texts.fill("refer.to.sealed", &[("key", key)]),
                None => self.texts.get("refer.to.plain").to_owned(),
            }),
            (!address.is_empty()).then(|| self.texts.fill("refer.to.receiver", &[("address", address)])),
        ];
        told.into_iter().flatten().collect()
    }

    fn next(&self) -> Section {
        let text = |key: &str| self.texts.get(key).to_owned();
        Section { id: "next", heading: text("next.heading"), lead: vec![text("trial.next")], items: Vec::new() }
    }
}

fn verdict(result: &Json) -> &str {
    result.get("verdict").and_then(Json::as_text).unwrap_or_default()
}
