//! Draws screens into the document and reads entries from it. It makes no decisions about the trial.
//!
//! Screens are first described as data. The compiler of definitions can therefore write down the first screen
//! ([`crate::browser::first`]), and the browser takes it over as it is drawn.

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
pub use hand_off::{describe, request};
#[cfg(all(target_arch = "wasm32", feature = "widget"))]
pub use interview::Action;
#[cfg(all(target_arch = "wasm32", any(feature = "widget", feature = "referral")))]
pub use {dom::Refused, focus::ScreenEvent, stage::View};

/// The id of the screen's heading.
const HEADING: &str = "heading";
/// The id of the error summary.
const SUMMARY: &str = "summary";
/// The id of the first question's notice about the host.
#[cfg(any(feature = "widget", feature = "author"))]
pub const NOTICE: &str = "notice";

/// Returns the first question of an interview, as it appears in the document: the part above it, the live region, still
/// empty, and the screen, with headings of level 1. `exit`: whether there is an exit from the page.
#[cfg(feature = "author")]
pub(crate) fn first(screen: &crate::interview::QuestionScreen, exit: bool, texts: &Texts) -> [El; 3] {
    let [top, progress, place] = parts();
    [top.child(above(exit, screen.back, texts)), progress, place.child(question::question(screen, 1, texts))]
}

/// Returns the parts that stay while screens change: the part above, the one live region, and the screen.
fn parts() -> [El; 3] {
    // The live region stays, because a region that is inserted with its text is not announced.
    [el("div").class("top"), el("p").piece("progress").attr("role", "status"), el("div").class("screen")]
}

/// Returns the part above a screen.
fn above(leave: bool, back: bool, texts: &Texts) -> El {
    let back = back.then(|| button("button", texts.get("action.back")).piece("back").attr("data-action", "back"));
    el("div").maybe(leave.then(|| exit(texts))).maybe(back)
}

/// Returns the screen's heading, which takes the focus when the screen changes, but never by keyboard.
fn title(level: u8) -> El {
    heading(level).piece(HEADING).id(HEADING).attr("tabindex", "-1")
}

/// Returns the exit from the page. Its listener is outside the engine, so that it works whatever happens here.
fn exit(texts: &Texts) -> El {
    let leave = button("button", texts.get("action.exit")).class("exit").attr("data-action", "exit");
    el("div").child(leave.attr("aria-describedby", "exit")).child(hidden(texts.get("label.exit")).id("exit"))
}

fn button(kind: &str, text: &str) -> El {
    el("button").attr("type", kind).text(text)
}

/// Returns text for screen readers only.
fn hidden(text: &str) -> El {
    el("span").class("hidden").text(text)
}
