// Leads one element to each screen. The address sets the theme and the language: ?theme=dark&lang=es
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

const clinic = (country, town, latitude, longitude, more) => ({
  name: `Made-up Clinic of ${town}`,
  town,
  country,
  latitude,
  longitude,
  source: ["SEED"],
  ...more,
});
const CLINICS = [
  clinic("United States", "Boston", "42.35843", "-71.05977", { postcode: "02115", contact: "555-0101" }),
  clinic("United States", "New York", "40.71427", "-74.00597", { postcode: "10001" }),
  clinic("Germany", "Berlin", "52.52437", "13.41053", { contact: "berlin@clinic.example" }),
];
/** Changes to the definition, by the first part of its address. */
const CHANGES = { closed: { approval: APPROVAL }, sited: { sites: CLINICS } };

/**
 * The steps to each screen: `field=text` types, `~option` answers *I don't know* until that option is shown, `*` until all answers
 * can be checked, `#key` changes an answer, `>` continues; anything else ticks the control with that value or id. `after`: the
 * steps after the result is shown and the button with the action `pressed` is pressed.
 */
const DIAGNOSED = ["dermatomyositis", ">"];
const BORN = [...DIAGNOSED, "year=1984", ">"];
const FIRST = [...BORN, "yes", ">", "no", ">"];
const EXCLUDED = [...BORN, "yes", ">", "yes", ">"];
const WAITING = ["~methotrexate", "methotrexate", ">", "year=2026", "month=11", "day=8", ">", "*", ">"];
const referred = (...after) => ({ steps: WAITING, until: "result", pressed: "refer", after });
const searched = (...after) => ({
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
  "A clinic near you": searched(),
  "A clinic near you, with a mistake": searched(">"),
  "A clinic near you, the nearest first": searched("1", "place=New York", ">"),
  "Nobody is screened at present": { trial: `closed/${DEFINITION}` },
  "What could not be loaded": { trial: "gone/trial.bin", from: "error" },
  "What is set up wrongly": { trial: "wrong/trial.bin", from: "error" },
  "While it loads": { trial: "never/trial.bin", from: null },
};

/** Answers in place of the server if a screen needs something that the server does not have. */
const fetchFromServer = window.fetch;
window.fetch = async (address) => {
  const url = new URL(address, document.baseURI);
  if (url.pathname.startsWith("/never/")) return new Promise(() => {});
  if (url.pathname.startsWith("/gone/")) return new Response(null, { status: 404 });
  if (url.pathname.startsWith("/wrong/")) return new Response("<!doctype html>");
  const [, change] = url.pathname.match(/\/(closed|sited)\//) ?? [];
  url.pathname = url.pathname
    .replace(`/${change}/`, "/")
    .replace(/\bar(\.json|\.txt|\.first\.txt|\.result\.txt|\.referral\.txt)$/, "en$1");
  const response = await fetchFromServer(url);
  if (!change || !url.pathname.endsWith("/trial.json")) return response;
  return Response.json({ ...(await response.json()), ...CHANGES[change] });
};

const settings = new URLSearchParams(location.search);
const theme = settings.get("theme") in THEMES ? settings.get("theme") : "system";
const language = settings.get("lang") in LANGUAGES ? settings.get("lang") : "en";
document.documentElement.dataset.theme = theme;

function links(id, list, current, address) {
  for (const [key, label] of Object.entries(list)) {
    const link = document.createElement("a");
    link.href = address(key);
    link.textContent = label;
    if (key === current) link.setAttribute("aria-current", "page");
    const item = document.createElement("li");
    item.append(link);
    document.getElementById(id).append(item);
  }
}

function step(root, instruction) {
  const find = (selector) => root.querySelector(selector);
  const proceed = () => find(".action").click();
  const answerUnknownUntil = (condition) => {
    while (!condition()) {
      find("#unknown").click();
      proceed();
    }
  };
  const [id, typed] = instruction.split("=");
  if (instruction === ">") proceed();
  else if (instruction === "*") answerUnknownUntil(() => !find("form"));
  else if (instruction[0] === "~") answerUnknownUntil(() => find(`[value="${instruction.slice(1)}"]`));
  else if (instruction[0] === "#") find(`[data-key="${instruction.slice(1)}"]`).click();
  else if (typed === undefined) find(`[value="${instruction}"]`).click();
  else {
    find(`#${id}`).value = typed;
    find(`#${id}`).dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
  }
}

const fired = (element, name) =>
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
  const ready = from && fired(element, from);
  const ended = until && fired(element, until);
  document.getElementById("screens").append(section);
  await ready;
  // The first question is shown before the engine is loaded.
  do await new Promise((resolve) => setTimeout(resolve));
  while (element.shadowRoot.querySelector("[data-first]"));
  for (const instruction of steps) step(element.shadowRoot, instruction);
  await ended;
  if (pressed) {
    const shown = fired(element, "step");
    element.shadowRoot.querySelector(`[data-action=${pressed}]`).click();
    await shown;
    for (const instruction of after) step(element.shadowRoot, instruction);
  }
  return section;
}

links("themes", THEMES, theme, (key) => `?theme=${key}&lang=${language}`);
links("languages", LANGUAGES, language, (key) => `?theme=${theme}&lang=${key}`);
await import("./pkg/prescreener.js");
// The messages of the result, and the search, are loaded during the first question, once for all elements.
const first = await show("", SCREENS["Something rules the person out"]);
first.remove();
for (const [name, screen] of Object.entries(SCREENS)) await show(name, screen);
document.activeElement.blur();
window.scrollTo(0, 0);
document.documentElement.dataset.done = "";
