// Failures of the element's environment, caused on purpose.
import { CSP } from "../../../www/tools/serve.mjs";
import { failure, ready } from "./study.mjs";

const COMPILED = "**/compiled/nct07160205/trial.bin";
/** What the page loads for a trial that was not compiled ahead. */
export const DEFINITION = "pkg/trials/nct07160205/trial.json";
const TRIAL = `**/${DEFINITION}`;
const CATALOGUE = "**/trials/nct07160205/en.json";

/** Answers a request with something else, `times` times; 0 is always. */
function respondWith(pattern, response, times = 0) {
  return (page) => page.route(pattern, (route) => route.fulfill(response), times ? { times } : {});
}

/** Serves a JSON file with a change made to it. */
export function altered(pattern, change) {
  return (page) =>
    page.route(pattern, async (route) => {
      const response = await route.fetch();
      const json = await response.json();
      change(json);
      await route.fulfill({ response, json });
    });
}

/** Serves a file with its bytes changed. */
function damaged(pattern, damage) {
  return (page) =>
    page.route(pattern, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: damage(await response.body()) });
    });
}

/** Truncates a file. */
const cut = (pattern) => damaged(pattern, (body) => body.subarray(0, body.length / 2));

/** Flips the lowest bit of one letter, or of the byte in the middle. */
const flip = (pattern, letter) =>
  damaged(pattern, (body) => {
    const place = letter ? body.indexOf(letter) : body.length >> 1;
    body[place] ^= 1;
    return body;
  });

/** Options for `withPage`, the code that the element must report, and the `trial` to set if it is not the page's. */
export const MISHAPS = {
  "a missing trial": { code: "load", prepare: respondWith(COMPILED, { status: 404 }) },
  "a connection that breaks": { code: "load", prepare: (page) => page.route(COMPILED, (route) => route.abort()) },
  "a temporary server error": {
    code: "load",
    again: true,
    prepare: respondWith(COMPILED, { status: 503 }, 1),
  },
  "missing messages": { code: "load", prepare: respondWith("**/en.txt", { status: 404 }) },
  "missing wasm": { code: "load", prepare: respondWith("**/engine_bg.wasm", { status: 404 }) },
  "wasm that is not wasm": { code: "wasm", prepare: respondWith("**/engine_bg.wasm", { body: "<!doctype html>" }) },
  "a page that refuses wasm, without its replacement": {
    code: "wasm",
    csp: CSP.replace(" 'wasm-unsafe-eval'", ""),
    prepare: respondWith("**/engine_plain.js", { status: 404 }),
  },
  "a browser that is too old": {
    code: "environment",
    prepare: (page) => page.addInitScript(() => Reflect.deleteProperty(ShadowRoot.prototype, "adoptedStyleSheets")),
  },
  "another page in place of the trial": {
    code: "definition",
    prepare: respondWith(COMPILED, { body: "<!doctype html>" }),
    finds: [{ file: "trial.bin", path: "", message: /^not JSON: / }],
  },
  "a truncated compiled trial": { code: "definition", prepare: cut(COMPILED), finds: [{ message: /./ }] },
  "a compiled trial with one flipped bit": {
    code: "definition",
    prepare: flip(COMPILED),
    finds: [{ file: "trial", path: "", message: /is damaged: its checksum/ }],
  },
  "messages with one flipped bit": {
    code: "definition",
    prepare: flip("**/en.txt", "not "),
    finds: [{ file: "words", path: "", message: /damaged/ }],
  },
  "messages of another version": {
    code: "definition",
    prepare: respondWith("**/en.txt", { body: "prescreener/words/1 sha256:0 questions\nlabel.or\tor\n.\n" }),
    finds: [{ file: "words", path: "", message: /not those of this version/ }],
  },
  "truncated messages": {
    code: "definition",
    prepare: cut("**/en.txt"),
    finds: [{ file: "words", path: "", message: /cut short/ }],
  },
  "truncated messages of the result": {
    code: "definition",
    prepare: cut("**/en.result.txt"),
    finds: [{ file: "words", path: "", message: /cut short/ }],
  },
  "a missing compiler": {
    code: "load",
    trial: DEFINITION,
    prepare: respondWith("**/author_bg.wasm", { status: 404 }),
  },
  "a definition that is not JSON": {
    code: "definition",
    trial: DEFINITION,
    prepare: cut(TRIAL),
    finds: [{ file: "trial.json", path: "", message: /^not JSON: / }],
  },
  "a definition with unknown keys": {
    code: "definition",
    trial: DEFINITION,
    prepare: altered(TRIAL, (trial) => {
      trial.questions[0].intimcy = 1;
      trial.criterias = [];
    }),
    finds: [
      { file: "trial.json", path: /criterias/, message: /did you mean `criteria`/ },
      { file: "trial.json", path: /questions\[0\].*intimcy/, message: /did you mean `intimacy`/ },
    ],
  },
  "a rule about a question that does not exist": {
    code: "definition",
    trial: DEFINITION,
    prepare: altered(TRIAL, ({ criteria }) => {
      criteria.find(({ id }) => id === "E01").rule = "dmso_reacton";
    }),
    finds: [
      { file: "trial.json", path: /criteria\[\d+\].*rule/, message: /`dmso_reacton`.*did you mean `dmso_reaction`/ },
    ],
  },
  "a catalogue without a text": {
    code: "definition",
    trial: DEFINITION,
    prepare: altered(CATALOGUE, ({ texts }) => {
      delete texts["question.dmso_reaction"];
    }),
    finds: [{ file: "en.json", path: /question\.dmso_reaction/, message: /./ }],
  },
};

/** Sets the mishap's own trial, and waits for the element's error. */
export async function mishap(page, { trial }) {
  if (trial) {
    await ready(page);
    await page.locator("trial-prescreener").evaluate((element, to) => element.setAttribute("trial", to), trial);
  }
  return failure(page);
}

/**
 * In a page: makes the engine trap at one call, and whenever `window.trap` is set. The trap is a real one, from a
 * module that does nothing else.
 */
export function trapAt(call) {
  const { Instance, Module } = WebAssembly;
  // (module (func (export "trap") unreachable))
  const unreachable = new Uint8Array([
    ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0],
    ...[7, 8, 1, 4, 116, 114, 97, 112, 0, 0, 10, 5, 1, 3, 0, 0, 11],
  ]);
  let calls = 0;
  const construct = (target, args) => {
    const instance = Reflect.construct(target, args);
    const handle = instance.exports.widget_handle;
    if (!handle) return instance;
    const counted = (...values) => {
      calls += 1;
      if (calls === call || window.trap) new Instance(new Module(unreachable)).exports.trap();
      return handle(...values);
    };
    return { exports: { ...instance.exports, widget_handle: counted } };
  };
  WebAssembly.Instance = new Proxy(Instance, { construct });
}
