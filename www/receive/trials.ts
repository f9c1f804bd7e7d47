// The trials that the page names, each with its messages in every language of the page. They are loaded with the page, so that
// opening a referral sends no request.

import { loadDocuments } from "../element/documents.ts";
import { guarded, start, trial_of } from "../referral/module.ts";
import type { Documents } from "../shared/contracts.ts";
import { request } from "../shared/requests.ts";
import type { Referral } from "../shared/types.ts";
import { LANGUAGES, type Language } from "./messages.ts";

/** What identifies a trial's definition. */
export interface TrialName {
  readonly id: string;
  readonly version: string;
  readonly digest: string;
}

export interface Trial {
  readonly name: TrialName;
  readonly trial: Uint8Array;
  /** All three files of messages, by the page's language, and the language that they are in. */
  readonly messages: Readonly<Record<Language, { readonly texts: string[]; readonly language: string }>>;
}

export async function loadTrials(): Promise<Trial[]> {
  const metas = document.querySelectorAll<HTMLMetaElement>("meta[name=prescreener-trial]");
  const urls = [...metas].map(({ content }) => new URL(content, location.href));
  await start(request);
  return Promise.all(urls.map(load));
}

async function load(url: URL): Promise<Trial> {
  const loading = LANGUAGES.map(async ([language]) => {
    const documents = await loadDocuments(url, [language, "en"], request);
    return [language, documents.trial, await messagesOf(documents)] as const;
  });
  const all = await Promise.all(loading);
  const trial = all[0]?.[1] ?? new Uint8Array();
  const messages = Object.fromEntries(all.map(([language, , texts]) => [language, texts])) as Trial["messages"];
  return { name: guarded(() => trial_of(trial)), trial, messages };
}

async function messagesOf(documents: Documents): Promise<{ texts: string[]; language: string }> {
  const texts = await Promise.all([documents.messages, documents.result(), documents.referral()]);
  return { texts, language: documents.language };
}

/** Returns the trial whose definition a referral names. */
export function trialOf(trials: readonly Trial[], referral: Referral): Trial | undefined {
  return trials.find(({ name }) => name.digest === referral.result.trial?.digest);
}
