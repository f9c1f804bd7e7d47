// In a page: takes both engines, WebAssembly and plain JavaScript, through the same interviews without the element.

/** Sets `window.engines`, and the trial and messages that they need. */
export async function install({ glue, plain, wasm, trial, words, asks }) {
  const bytes = async (url) => new Uint8Array(await (await fetch(url)).arrayBuffer());
  const text = async (url) => (await fetch(url)).text();
  const catalogues = {};
  for (const language of words) {
    catalogues[language] = [await text(`${trial}${language}.txt`), await text(`${trial}${language}.result.txt`)];
  }
  const code = { wasm: await import(glue), plain: await import(plain) };
  code.wasm.initSync({ module: await WebAssembly.compile(await bytes(wasm)) });
  code.plain.initSync();
  window.engines = { code, keys: new Map(asks), definition: await bytes(`${trial}trial.bin`), catalogues };
}

/**
 * Sets `window.lead(root, person, handle)`, which answers the screen in `root`, either with `answers` by key, or with a
 * `roll` of dice that tries everything on the screens in an order determined by a seed.
 */
export function installHands() {
  /** Fills in a question. An answer that a screen cannot accept becomes unknown. */
  const fill = (root, said) => {
    const field = (id) => root.querySelector(`#${id}`);
    const tick = (value) => {
      const input = [...root.querySelectorAll(".question input")].find((one) => one.value === value);
      input.checked = true;
    };
    if (typeof said === "boolean") tick(said ? "yes" : "no");
    else if (Array.isArray(said)) said.forEach(tick);
    else if (typeof said !== "string") field("unknown").checked = true;
    else if (field("year")) {
      const [year, month = "", day = ""] = said.split("-");
      for (const [id, value] of Object.entries({ year, month, day })) field(id).value = value;
    } else if (field("number")) field("number").value = said;
    else tick(said);
  };

  /** Enters something at random, and dispatches the events of each entry as a browser would. */
  const enterAtRandom = (root, roll, handle) => {
    const typed = ["", "7", "7.5", "1980", "12", "2026", "31", "-3", "año", "met", "10000000000000000000000", "0.1"];
    const inputs = [...root.querySelectorAll("input")];
    for (let times = 1 + roll(3); times > 0 && inputs.length > 0; times -= 1) {
      const input = inputs[roll(inputs.length)];
      if (["radio", "checkbox"].includes(input.type)) input.checked = true;
      else input.value = typed[roll(typed.length)];
      handle("input", input);
    }
  };

  window.lead = (root, { answers, roll }, handle) => {
    const buttons = [...root.querySelectorAll("[data-action]:not([data-action=restart])")];
    const form = root.querySelector("form");
    if (roll) {
      if (buttons.length > 0 && (!form || roll(4) === 0)) return handle("click", buttons[roll(buttons.length)]);
      enterAtRandom(root, roll, handle);
    } else if (form) fill(root, answers[window.engines.keys.get(root.querySelector("#heading").textContent)]);
    else return handle("click", root.querySelector("[data-action=finish]"));
    return handle("submit", form);
  };
}

/**
 * Sets `window.interview(engine, person)`, which returns every screen of an interview as HTML with the action that led
 * on from it, the results, and the milliseconds that each answer took.
 */
export function installInterview() {
  /** Returns numbers determined by a seed, from 0 to below a limit. */
  const dice = (seed) => {
    let state = seed;
    return (limit) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 2 ** 32) * limit);
    };
  };

  window.interview = (name, { answers, seed, language = "en", steps = 200, ...setup }) => {
    const { code, definition, catalogues } = window.engines;
    const root = document.createElement("div");
    const roll = seed === undefined ? undefined : dice(seed);
    const [questions, later] = catalogues[language];
    const full = { language, order: "definition", audience: "clinic", anchors: {}, ...setup };
    const widget = new code[name].Widget(root, definition, questions, full, 2);
    widget.add(later);
    widget.render(false);
    const took = [];
    const handle = (type, target) => {
      const event = new Event(type);
      Object.defineProperty(event, "target", { value: target });
      const began = performance.now();
      const shown = widget.handle(event);
      if (type === "submit") took.push(performance.now() - began);
      return shown;
    };
    const screens = [root.innerHTML];
    const results = [];
    for (let step = 0; step < steps && (roll || results.length === 0); step += 1) {
      const shown = window.lead(root, { answers, roll }, handle);
      screens.push(`${shown} ${root.innerHTML}`);
      if (shown === "result") results.push(JSON.stringify(widget.result()));
    }
    widget.free();
    return { screens, results, took };
  };
}

/**
 * In a page: takes people through both engines. Returns the first difference, the verdicts, and the times of each
 * engine.
 */
export function compare(people) {
  const verdicts = {};
  const took = { wasm: [], plain: [] };
  let screens = 0;
  for (const person of people) {
    const [one, other] = ["wasm", "plain"].map((name) => window.interview(name, person));
    const lists = (run) => [...run.screens, ...run.results];
    const [ours, theirs] = [lists(one), lists(other)];
    const at = ours.findIndex((text, index) => text !== theirs[index]);
    if (at >= 0 || ours.length !== theirs.length) return { person, wasm: ours[at], plain: theirs[at] };
    screens += one.screens.length;
    took.wasm.push(...one.took);
    took.plain.push(...other.took);
    for (const result of one.results) {
      const { verdict } = JSON.parse(result);
      verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
    }
  }
  return { screens, verdicts, took };
}
