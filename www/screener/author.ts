// Compiles a definition in the browser. Loaded only for a trial that was not compiled ahead of time.
import { compile, initSync } from "../../pkg/author.js";
import type { Documents } from "../shared/contracts.ts";
import { asPrescreenerError, definitionError } from "../shared/errors.ts";
import { fileName, firstAvailable, MissingFile, required } from "../shared/files.ts";
import locales from "../shared/locales.ts";
import type { Request } from "../shared/requests.ts";
import type { Document } from "../shared/types.ts";
import { load, parse, partsOf } from "./definition.ts";
import { compileModule } from "./module.ts";

/** Compiles the definition in a file, with the files that it includes and all their catalogues. */
export async function compileDefinition(
  file: Uint8Array,
  url: URL,
  languages: readonly string[],
  request: Request,
): Promise<Documents> {
  const definition = parse(file, url.href, fileName(url));
  const parts = partsOf(definition, url);
  const catalogues = (language: string): Promise<Document[]> => {
    const name = `${language}.json`;
    // Instruments in one folder share their catalogue.
    const shared = new Map(parts.map((part) => [new URL(name, part.url).href, sibling(part.path, name)]));
    shared.delete(new URL(name, url).href);
    return Promise.all([
      load({ path: name, url: new URL(name, url) }, request),
      ...[...shared].map(([address, path]) => load({ path, url: new URL(address) }, request)),
      loadOwn(language, request),
    ]);
  };
  const [instruments, [texts, language]] = await required(() =>
    Promise.all([Promise.all(parts.map((part) => load(part, request))), firstAvailable(languages, catalogues)]),
  );
  try {
    initSync({ module: await compileModule() });
    const { trial, words, later, referral, sites } = compile({
      documents: [definition, ...instruments],
      texts,
    });
    const loaded = (text: string) => async () => text;
    return {
      trial,
      messages: words,
      result: loaded(later),
      referral: loaded(referral),
      sites: loaded(sites),
      language,
    };
  } catch (thrown) {
    throw definitionError(thrown) ?? asPrescreenerError(thrown, "wasm");
  }
}

/** Loads the widget's own catalogue. */
async function loadOwn(language: string, request: Request): Promise<Document> {
  const name = `locales/${language}.json`;
  const address = locales[language];
  if (!address) throw new MissingFile(`There is no ${name}`);
  return load({ path: name, url: new URL(address) }, request);
}

function sibling(path: string, name: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1) + name;
}
