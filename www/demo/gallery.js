// Leads one element to each screen. The address says in which theme and language: ?theme=dark&lang=es
const THEMES = {
  system: "As the system says",
  light: "Light",
  dark: "Dark",
  clinic: "A host’s theme: clinic",
  dusk: "A host’s theme: dusk",
};
const LANGUAGES = { en: "English", es: "Español", ar: "English, written from the right" };

const TRIAL = "pkg/compiled/nct07160205/trial.bin";
const DEFINITION = "pkg/trials/nct07160205/trial.json";
const APPROVAL = {
  board: "Board of the gallery",
  number: "T-7",
  on: "2026-01-15",
  expires: "2026-11-21",
  languages: { en: `sha256:${"0".repeat(64)}` },
};

const place = (country, town, latitude, longitude, more) => ({
  name: `Made-up Clinic of ${town}`,
  town,
  country,
  latitude,
  longitude,
  source: ["SEED"],
  ...more,
});
const CLINICS = [
  place("United States", "Boston", "42.35843", "-71.05977", { postcode: "02115", contact: "555-0101" }),
  place("United States", "New York", "40.71427", "-74.00597", { postcode: "10001" }),
  place("Germany", "Berlin", "52.52437", "13.41053", { contact: "berlin@clinic.example" }),
];
/** By the first part of an address: what is otherwise in the definition that is served there. */
const CHANGED = { closed: { approval: APPROVAL }, sited: { sites: CLINICS } };

/**
 * The steps to each screen: `field=text` types, `~option` says *I don't know* until that option is there, `*` until all
 * answers can be checked, `#key` changes an answer, `>` goes on; anything else ticks what has that value or id. `after`: the
 * same once the result is there and the button with the action `pressed` is.
 */
const DIAGNOSED = ["dermatomyositis", ">"];
const BORN = [...DIAGNOSED, "year=1984", ">"];
const FIRST = [...BORN, "yes", ">", "no", ">"];
const EXCLUDED = [...BORN, "yes", ">", "yes", ">"];
const WAITING = ["~methotrexate", "methotrexate", ">", "year=2026", "month=11", "day=8", ">", "*", ">"];
const referred = (...after) => ({ steps: WAITING, until: "result", pressed: "refer", after });
const looked = (...after) => ({
  steps: [...EXCLUDED, ">"],
  trial: `sited/${DEFINITION}`,
  until: "result",
  pressed: "sites",
  after,
});
const SCREENS = {
  "A date": { steps: DIAGNOSED },
  "A date, with a mistake": { steps: [...DIAGNOSED, ">"] },
  "One choice": { steps: BORN },
  "One choice, with a mistake": { steps: [...BORN, ">"] },
  "Several choices, with a search": { steps: FIRST },
  "Several choices, with a mistake": { steps: [...FIRST, ">"] },
  "Several choices, searched": { steps: [...FIRST, "prednisone", "search=pred"] },
  "A number": { steps: [...FIRST, "prednisone", ">", "daily", ">"] },
  "A number, with a mistake": { steps: [...FIRST, "prednisone", ">", "daily", ">", "number=-3", ">"] },
  "A clinic’s question": { steps: [...FIRST, "~record"], attributes: { audience: "clinic" } },
  "The answers to check": { steps: [...FIRST, "*"] },
  "The answers to check, after a change": { steps: [...FIRST, "*", "#dmso_reaction", "yes", ">"] },
  "An answer to confirm": { steps: EXCLUDED },
  "Nothing rules the person out": { steps: [...FIRST, "prednisone", ">", "daily", ">", "*", ">"], until: "result" },
  "Something rules the person out": { steps: [...EXCLUDED, ">"], until: "result" },
  "The person must wait": { steps: WAITING, until: "result" },
  "How much to hand on": referred(),
  "How much to hand on, with a mistake": referred(">"),
  "What will be handed on": referred("answers", ">"),
  "Ready to hand on": referred("verdict", ">", ">"),
  "A clinic near you": looked(),
  "A clinic near you, with a mistake": looked(">"),
  "A clinic near you, the nearest first": looked("1", "place=New York", ">"),
  "Nobody is screened at present": { trial: `closed/${DEFINITION}` },
  "What could not be loaded": { trial: "gone/trial.bin", from: "error" },
  "What is set up wrongly": { trial: "wrong/trial.bin", from: "error" },
  "While it loads": { trial: "never/trial.bin", from: null },
};

/** Answers in place of the server where a screen needs what the server does not have. */
const ask = window.fetch;
window.fetch = async (address) => {
  const url = new URL(address, document.baseURI);
  if (url.pathname.startsWith("/never/")) return new Promise(() => {});
  if (url.pathname.startsWith("/gone/")) return new Response(null, { status: 404 });
  if (url.pathname.startsWith("/wrong/")) return new Response("<!doctype html>");
  const [, changed] = url.pathname.match(/\/(closed|sited)\//) ?? [];
  url.pathname = url.pathname
    .replace(`/${changed}/`, "/")
    .replace(/\bar(\.json|\.txt|\.first\.txt|\.result\.txt|\.referral\.txt)$/, "en$1");
  const response = await ask(url);
  if (!changed || !url.pathname.endsWith("/trial.json")) return response;
  return Response.json({ ...(await response.json()), ...CHANGED[changed] });
};

const settings = new URLSearchParams(location.search);
const theme = settings.get("theme") in THEMES ? settings.get("theme") : "system";
const language = settings.get("lang") in LANGUAGES ? settings.get("lang") : "en";
document.documentElement.dataset.theme = theme;

function links(id, list, current, address) {
  for (const [key, words] of Object.entries(list)) {
    const link = document.createElement("a");
    link.href = address(key);
    link.textContent = words;
    if (key === current) link.setAttribute("aria-current", "page");
    const item = document.createElement("li");
    item.append(link);
    document.getElementById(id).append(item);
  }
}

function step(root, what) {
  const find = (selector) => root.querySelector(selector);
  const proceed = () => find(".action").click();
  const unknownUntil = (there) => {
    while (!there()) {
      find("#unknown").click();
      proceed();
    }
  };
  const [id, typed] = what.split("=");
  if (what === ">") proceed();
  else if (what === "*") unknownUntil(() => !find("form"));
  else if (what[0] === "~") unknownUntil(() => find(`[value="${what.slice(1)}"]`));
  else if (what[0] === "#") find(`[data-key="${what.slice(1)}"]`).click();
  else if (typed === undefined) find(`[value="${what}"]`).click();
  else {
    find(`#${id}`).value = typed;
    find(`#${id}`).dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
  }
}

const heard = (element, name) =>
  new Promise((resolve) => element.addEventListener(`prescreener-${name}`, resolve, { once: true }));

async function show(name, { steps = [], trial = TRIAL, attributes = {}, from = "ready", until, pressed, after }) {
  const title = document.createElement("h2");
  title.textContent = name;
  const element = document.createElement("trial-prescreener");
  const all = {
    trial,
    lang: language,
    "assessed-on": "2026-11-22",
    "heading-level": "3",
    loading: "eager",
    ...attributes,
  };
  for (const [key, value] of Object.entries(all)) element.setAttribute(key, value);
  const fallback = document.createElement("p");
  fallback.textContent = "Call 555-0100.";
  element.append(fallback);
  const section = document.createElement("section");
  section.append(title, element);
  const begun = from && heard(element, from);
  const ended = until && heard(element, until);
  document.getElementById("screens").append(section);
  await begun;
  // What was loaded before is there a moment later; the first question stands before its engine.
  do await new Promise((resolve) => setTimeout(resolve));
  while (element.shadowRoot.querySelector("[data-first]"));
  for (const what of steps) step(element.shadowRoot, what);
  await ended;
  if (pressed) {
    const begun = heard(element, "step");
    element.shadowRoot.querySelector(`[data-action=${pressed}]`).click();
    await begun;
    for (const what of after) step(element.shadowRoot, what);
  }
  return section;
}

links("themes", THEMES, theme, (key) => `?theme=${key}&lang=${language}`);
links("languages", LANGUAGES, language, (key) => `?theme=${theme}&lang=${key}`);
await import("./pkg/prescreener.js");
// The words of the result, and the search with them, are loaded behind the first question: once for all.
const first = await show("", SCREENS["Something rules the person out"]);
first.remove();
for (const [name, screen] of Object.entries(SCREENS)) await show(name, screen);
document.activeElement.blur();
window.scrollTo(0, 0);
document.documentElement.dataset.done = "";
