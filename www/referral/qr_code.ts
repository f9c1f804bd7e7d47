// Draws a QR code.
import { guarded, qr } from "./module.ts";

const SVG = "http://www.w3.org/2000/svg";
/** The light modules that must stand around a code (ISO/IEC 18004). */
const QUIET = 4;

/** Draws the code of `letters` in `place`, with what it is in words; or says that they are too long for one. */
export function drawCode(place: Element, letters: string, text: (key: string) => string): void {
  const document = place.ownerDocument;
  const modules = guarded(() => qr(letters));
  const said = document.createElement("p");
  said.textContent = text(modules ? "refer.code" : "refer.no_code");
  place.replaceChildren(said);
  if (!modules) return;
  const side = Math.sqrt(modules.length);
  const size = side + 2 * QUIET;
  const svg = document.createElementNS(SVG, "svg");
  const attributes = { viewBox: `0 0 ${size} ${size}`, class: "code", role: "img", "aria-label": said.textContent };
  for (const [name, value] of Object.entries(attributes)) svg.setAttribute(name, value);
  let dark = "";
  // A path for each run of dark modules: seams between neighbours would show.
  for (let at = 0; at < modules.length; ) {
    let end = at;
    while (modules[end] === 1 && (end === at || end % side !== 0)) end++;
    if (end > at) dark += `M${(at % side) + QUIET} ${Math.floor(at / side) + QUIET}h${end - at}v1h${at - end}z`;
    at = Math.max(end, at + 1);
  }
  const ground = document.createElementNS(SVG, "rect");
  for (const [name, value] of Object.entries({ width: size, height: size, class: "light" }))
    ground.setAttribute(name, String(value));
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", dark);
  path.setAttribute("class", "dark");
  path.setAttribute("shape-rendering", "crispEdges");
  svg.append(ground, path);
  place.append(svg);
}
