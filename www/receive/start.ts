// The screen on which staff choose the key and enter a referral.
import { button, el, title } from "./dom.ts";
import type { Key, Values } from "./messages.ts";
import type { Actions, Start } from "./state.ts";

/** Returns a message in the current language. */
export type Text = (key: Key, values?: Values) => string;

export function drawStart(screen: Start, key: string | undefined, text: Text, actions: Actions): HTMLElement[] {
  const { refused, refusedKey, notice } = screen;
  const problems = [
    refused &&
      box(text(`receive.refused.${refused.why}.heading`), text(`receive.refused.${refused.why}.text`, refused.values)),
    refusedKey && box(text("receive.key.refused"), text(refusedKey.why, refusedKey.values)),
    notice && el("p", { class: "note" }, text(...notice)),
  ];
  return [
    title(text("receive.title")),
    el("p", {}, text("receive.lead")),
    el("p", {}, text("receive.private")),
    ...problems.filter((part) => part !== undefined),
    keySection(key, text, actions),
    enterSection(text, actions),
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

function keySection(key: string | undefined, text: Text, actions: Actions): HTMLElement {
  return el(
    "section",
    { id: "key" },
    el("h2", {}, text("receive.key.heading")),
    el("p", {}, text("receive.key.lead")),
    key === undefined ? undefined : el("p", { class: "there" }, text("receive.key.there", { key })),
    fileField("key-file", text(key === undefined ? "receive.key.choose" : "receive.key.other"), actions.chooseKey),
  );
}

function enterSection(text: Text, actions: Actions): HTMLElement {
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
    el("label", { for: "given" }, text("receive.given.text")),
    el("p", { id: "given-hint", class: "hint" }, text("receive.given.hint")),
    area,
    el("button", { type: "submit", class: "main" }, text("receive.open")),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    actions.enter(area.value);
  });
  area.addEventListener("keydown", (event) => {
    // A scanner ends with Enter. Shift and Enter type a line break.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    actions.enter(area.value);
  });
  return el(
    "section",
    { id: "referral" },
    el("h2", {}, text("receive.given.heading")),
    form,
    el(
      "div",
      {},
      fileField("given-file", text("receive.given.file"), actions.enterFile),
      el("p", { class: "hint" }, text("receive.given.drop")),
    ),
  );
}

/** Creates a file field. A chosen file is read at once, and the field is cleared. */
function fileField(id: string, label: string, read: (file: File) => void): HTMLElement {
  const input = el("input", { type: "file", id });
  input.addEventListener("change", () => {
    const chosen = input.files?.[0];
    input.value = "";
    if (chosen) read(chosen);
  });
  return el("p", { class: "file" }, input, el("label", { for: id }, label));
}

export function drawFailed(message: string, text: Text, actions: Actions): HTMLElement[] {
  return [
    title(text("receive.failed.heading")),
    el("p", {}, text("receive.failed.text")),
    el("p", { class: "data", lang: "en" }, message),
    button(text("receive.again"), actions.retry, { class: "main" }),
  ];
}
