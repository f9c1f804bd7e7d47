// Compiles a definition in the browser. A page loads this only for a trial that was not compiled ahead of time.
import { compile as compileDefinition, initSync } from "../../pkg/author.js";
import type { Documents } from "../shared/contracts.ts";
import { asPrescreenerError, definitionError } from "../shared/errors.ts";
import { fileName, firstOf, Missing, orFailure } from "../shared/files.ts";
import locales from "../shared/locales.ts";
import type { Request } from "../shared/requests.ts";
import type { Document } from "../shared/types.ts";
import { load, parsed, partsOf } from "./definition.ts";
import { compile } from "./module.ts";

/** The definition in a file, with what it includes and all their words, compiled. */
export async function compiled(
  file: Uint8Array,
  url: URL,
  languages: readonly string[],
  request: Request,
): Promise<Documents> {
  const definition = parsed(file, url.href, fileName(url));
  const parts = partsOf(definition, url);
  const catalogues = (language: string): Promise<Document[]> => {
    const name = `${language}.json`;
    // Instruments in one folder share their words.
    const shared = new Map(parts.map((part) => [new URL(name, part.url).href, sibling(part.path, name)]));
    shared.delete(new URL(name, url).href);
    return Promise.all([
      load({ path: name, url: new URL(name, url) }, request),
      ...[...shared].map(([address, path]) => load({ path, url: new URL(address) }, request)),
      own(language, request),
    ]);
  };
  const [instruments, [texts, language]] = await orFailure(() =>
    Promise.all([Promise.all(parts.map((part) => load(part, request))), firstOf(languages, catalogues)]),
  );
  try {
    initSync({ module: await compile() });
    const { trial, words, later, referral, sites } = compileDefinition({
      documents: [definition, ...instruments],
      texts,
    });
    const soon = (text: string) => async () => text;
    return { trial, words, later: soon(later), referral: soon(referral), sites: soon(sites), language };
  } catch (thrown) {
    throw definitionError(thrown) ?? asPrescreenerError(thrown, "wasm");
  }
}

/** The widget's own words. */
async function own(language: string, request: Request): Promise<Document> {
  const name = `locales/${language}.json`;
  const place = locales[language];
  if (!place) throw new Missing(`There is no ${name}`);
  return load({ path: name, url: new URL(place) }, request);
}

function sibling(path: string, name: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1) + name;
}
