// Shares a result as a person would, by the texts on the screen, and reads its code as a scanner does.
import { readCodes } from "./codes.mjs";
import { text } from "./words.mjs";

const button = (widget, key) => widget.getByRole("button", { name: text(key), exact: true });

/** Presses *Refer me*. `waits`: until its screen is there. */
export async function begin(widget, { waits = true } = {}) {
  await button(widget, "result.refer").click();
  if (waits) await widget.getByRole("button", { name: /^(Look at it first|I agree)/ }).waitFor();
}

/** Chooses how much: `verdict`, `open` or `answers`. */
export const choose = (widget, share) => widget.getByLabel(text(`refer.share.${share}`), { exact: true }).check();

/** Asks for the preview. */
export const look = (widget) => button(widget, "refer.look").click();

export const agree = (widget) => button(widget, "refer.agree").click();

/** Goes from the result to the shared referral. */
export async function handOn(widget, share = "answers") {
  await begin(widget);
  await choose(widget, share);
  await look(widget);
  await agree(widget);
  await widget.locator(".ways").waitFor();
}

/** Returns what a scanner reads from the picture of a code. */
export async function scanned(code) {
  await code.scrollIntoViewIfNeeded();
  const [letters] = readCodes(await code.screenshot({ scale: "device" }));
  return letters;
}
