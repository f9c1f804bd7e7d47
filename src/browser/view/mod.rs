//! Draws screens into the document and reads entries from it. It decides nothing about the trial.
//!
//! What is drawn is described as data first. So the compiler of definitions can write the first screen down ([`crate::browser::first`]),
//! and the browser's part takes it over as it stands.

#[cfg(all(target_arch = "wasm32", feature = "widget"))]
mod check;
#[cfg(any(feature = "widget", feature = "author"))]
mod control;
#[cfg(all(target_arch = "wasm32", any(feature = "widget", feature = "referral")))]
mod dom;
mod el;
#[cfg(all(target_arch = "wasm32", any(feature = "widget", feature = "referral")))]
mod focus;
#[cfg(all(target_arch = "wasm32", feature = "referral"))]
mod hand_off;
#[cfg(all(target_arch = "wasm32", feature = "widget"))]
mod interview;
#[cfg(any(feature = "widget", feature = "author"))]
mod question;
#[cfg(all(target_arch = "wasm32", feature = "widget"))]
mod read;
#[cfg(all(target_arch = "wasm32", feature = "widget"))]
mod result;
#[cfg(all(target_arch = "wasm32", feature = "widget"))]
mod search;
#[cfg(all(target_arch = "wasm32", any(feature = "widget", feature = "referral")))]
mod section;
#[cfg(all(target_arch = "wasm32", feature = "referral"))]
mod sites;
#[cfg(all(target_arch = "wasm32", any(feature = "widget", feature = "referral")))]
mod stage;

use crate::texts::Texts;
use el::{El, el, heading};

#[cfg(feature = "author")]
pub(crate) use el::{Child, El as Element};
#[cfg(all(target_arch = "wasm32", feature = "referral"))]
pub use hand_off::{asked, describe};
#[cfg(all(target_arch = "wasm32", feature = "widget"))]
pub use interview::Action;
#[cfg(all(target_arch = "wasm32", any(feature = "widget", feature = "referral")))]
pub use {dom::Refused, focus::Moved, stage::View};

/// The id of the screen's heading.
const HEADING: &str = "heading";
/// The id of the summary of what is wrong.
const SUMMARY: &str = "summary";
/// The id of what the first question says about the page.
#[cfg(any(feature = "widget", feature = "author"))]
pub const NOTICE: &str = "notice";

/// A question that begins an interview, as it stands in the document: what is above it, the live region, still empty, and the
/// screen, with headings of level 1. `exit`: whether there is a way to leave the page.
#[cfg(feature = "author")]
pub(crate) fn first(screen: &crate::interview::QuestionScreen, exit: bool, texts: &Texts) -> [El; 3] {
    let [top, progress, place] = parts();
    [top.child(above(exit, screen.back, texts)), progress, place.child(question::question(screen, 1, texts))]
}

/// The parts that stay while screens follow each other: for what stands above, for the one live region, for the screen.
fn parts() -> [El; 3] {
    // The live region stays, because a region that comes with its text is not announced.
    [el("div").class("top"), el("p").piece("progress").attr("role", "status"), el("div").class("screen")]
}

/// What stands above a screen.
fn above(leave: bool, back: bool, texts: &Texts) -> El {
    let back = back.then(|| button("button", texts.get("action.back")).piece("back").attr("data-action", "back"));
    el("div").maybe(leave.then(|| exit(texts))).maybe(back)
}

/// The screen's heading takes the focus when the screen changes, never by keyboard.
fn title(level: u8) -> El {
    heading(level).piece(HEADING).id(HEADING).attr("tabindex", "-1")
}

/// Who listens for it stands outside: it must work whatever happens here.
fn exit(texts: &Texts) -> El {
    let leave = button("button", texts.get("action.exit")).class("exit").attr("data-action", "exit");
    el("div").child(leave.attr("aria-describedby", "exit")).child(hidden(texts.get("label.exit")).id("exit"))
}

fn button(kind: &str, text: &str) -> El {
    el("button").attr("type", kind).text(text)
}

/// Text for screen readers alone.
fn hidden(text: &str) -> El {
    el("span").class("hidden").text(text)
}
