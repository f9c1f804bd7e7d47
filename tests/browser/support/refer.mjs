// Hands a result on as a person would: by what the screen says.
import { text } from "./words.mjs";

const button = (widget, key) => widget.getByRole("button", { name: text(key), exact: true });

/** Presses *Refer me*. `waits`: until the screen for it is there. */
export async function begin(widget, { waits = true } = {}) {
  await button(widget, "result.refer").click();
  if (waits) await widget.getByRole("button", { name: /^(Look at it first|I agree)/ }).waitFor();
}

/** Chooses how much: `verdict`, `open` or `answers`. */
export const choose = (widget, share) => widget.getByLabel(text(`refer.share.${share}`), { exact: true }).check();

/** Asks to see it. */
export const look = (widget) => button(widget, "refer.look").click();

export const agree = (widget) => button(widget, "refer.agree").click();
