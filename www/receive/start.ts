// The screen on which staff choose the key and give the referral.
import { button, el, title } from "./dom.ts";
import type { Key, Values } from "./messages.ts";
import type { Acts, Start } from "./state.ts";

export type Say = (key: Key, values?: Values) => string;

export function drawStart(screen: Start, key: string | undefined, say: Say, acts: Acts): HTMLElement[] {
  const { refused, refusedKey, notice } = screen;
  const wrong = [
    refused &&
      box(say(`receive.refused.${refused.why}.heading`), say(`receive.refused.${refused.why}.text`, refused.values)),
    refusedKey && box(say("receive.key.refused"), say(refusedKey.why, refusedKey.values)),
    notice && el("p", { class: "note" }, say(...notice)),
  ];
  return [
    title(say("receive.title")),
    el("p", {}, say("receive.lead")),
    el("p", {}, say("receive.private")),
    ...wrong.filter((part) => part !== undefined),
    keySection(key, say, acts),
    givenSection(say, acts),
  ];
}

function box(heading: string, text: string): HTMLElement {
  return el(
    "section",
    { class: "wrong", role: "alert" },
    el("h2", { id: "problem", tabindex: "-1" }, heading),
    el("p", {}, text),
  );
}

function keySection(key: string | undefined, say: Say, acts: Acts): HTMLElement {
  return el(
    "section",
    { id: "key" },
    el("h2", {}, say("receive.key.heading")),
    el("p", {}, say("receive.key.lead")),
    key === undefined ? undefined : el("p", { class: "there" }, say("receive.key.there", { key })),
    file("key-file", say(key === undefined ? "receive.key.choose" : "receive.key.other"), acts.chooseKey),
  );
}

function givenSection(say: Say, acts: Acts): HTMLElement {
  const area = el("textarea", {
    id: "given",
    rows: "4",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    "aria-describedby": "given-hint",
  });
  const form = el(
    "form",
    { novalidate: true, autocomplete: "off" },
    el("label", { for: "given" }, say("receive.given.text")),
    el("p", { id: "given-hint", class: "hint" }, say("receive.given.hint")),
    area,
    el("button", { type: "submit", class: "main" }, say("receive.open")),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    acts.give(area.value);
  });
  area.addEventListener("keydown", (event) => {
    // A scanner ends with this key; who types can break a line with Shift.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    acts.give(area.value);
  });
  return el(
    "section",
    { id: "referral" },
    el("h2", {}, say("receive.given.heading")),
    form,
    el(
      "div",
      {},
      file("given-file", say("receive.given.file"), acts.giveFile),
      el("p", { class: "hint" }, say("receive.given.drop")),
    ),
  );
}

/** A way to choose a file. What is chosen is read at once, and the field holds on to nothing. */
function file(id: string, label: string, take: (file: File) => void): HTMLElement {
  const input = el("input", { type: "file", id });
  input.addEventListener("change", () => {
    const chosen = input.files?.[0];
    input.value = "";
    if (chosen) take(chosen);
  });
  return el("p", { class: "file" }, input, el("label", { for: id }, label));
}

export function drawFailed(message: string, say: Say, acts: Acts): HTMLElement[] {
  return [
    title(say("receive.failed.heading")),
    el("p", {}, say("receive.failed.text")),
    el("p", { class: "data", lang: "en" }, message),
    button(say("receive.again"), acts.retry, { class: "main" }),
  ];
}
