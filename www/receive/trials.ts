// The trials that the page names, each with its words in every language of the page: loaded with the page, so that nothing is
// asked for once something was opened.

import { loadDocuments } from "../element/documents.ts";
import { guarded, start, trial_of } from "../referral/module.ts";
import type { Documents } from "../shared/contracts.ts";
import { request } from "../shared/requests.ts";
import type { Referral } from "../shared/types.ts";
import { LANGUAGES, type Language } from "./messages.ts";

/** How a trial's definition is named. */
export interface Named {
  readonly id: string;
  readonly version: string;
  readonly digest: string;
}

export interface Trial {
  readonly named: Named;
  readonly trial: Uint8Array;
  /** All three files of words, by the page's language, and the language that they are in. */
  readonly words: Readonly<Record<Language, { readonly texts: string[]; readonly language: string }>>;
}

export async function loadTrials(): Promise<Trial[]> {
  const metas = document.querySelectorAll<HTMLMetaElement>("meta[name=prescreener-trial]");
  const places = [...metas].map(({ content }) => new URL(content, location.href));
  await start(request);
  return Promise.all(places.map(load));
}

async function load(place: URL): Promise<Trial> {
  const spoken = LANGUAGES.map(async ([language]) => {
    const documents = await loadDocuments(place, [language, "en"], request);
    return [language, documents.trial, await wordsOf(documents)] as const;
  });
  const all = await Promise.all(spoken);
  const trial = all[0]?.[1] ?? new Uint8Array();
  const words = Object.fromEntries(all.map(([language, , words]) => [language, words])) as Trial["words"];
  return { named: guarded(() => trial_of(trial)), trial, words };
}

async function wordsOf(documents: Documents): Promise<{ texts: string[]; language: string }> {
  const texts = await Promise.all([documents.messages, documents.result(), documents.referral()]);
  return { texts, language: documents.language };
}

/** The trial whose definition a referral names. */
export function fitting(trials: readonly Trial[], referral: Referral): Trial | undefined {
  return trials.find(({ named }) => named.digest === referral.result.trial?.digest);
}
