// Draws a QR code.
import { type Attributes, setAttributes } from "../shared/dom.ts";
import { guarded, qr } from "./module.ts";

const SVG = "http://www.w3.org/2000/svg";
/** The width of the light margin around a code, in modules (ISO/IEC 18004). */
const MARGIN = 4;

/** Draws the code of `payload` in `container`, below its description; or states that the payload is too long for a code. */
export function drawCode(container: Element, payload: string, text: (key: string) => string): void {
  const document = container.ownerDocument;
  const modules = guarded(() => qr(payload));
  const description = document.createElement("p");
  description.textContent = text(modules ? "refer.code" : "refer.no_code");
  container.replaceChildren(description);
  if (!modules) return;
  const side = Math.sqrt(modules.length);
  const size = side + 2 * MARGIN;
  let dark = "";
  // A path for each run of dark modules: seams between neighbours would show.
  for (let start = 0; start < modules.length; ) {
    let end = start;
    while (modules[end] === 1 && (end === start || end % side !== 0)) end++;
    const run = end - start;
    if (run > 0) dark += `M${(start % side) + MARGIN} ${Math.floor(start / side) + MARGIN}h${run}v1h${-run}z`;
    start = Math.max(end, start + 1);
  }
  const create = (name: string, attributes: Attributes): Element =>
    setAttributes(document.createElementNS(SVG, name), attributes);
  const label = { role: "img", "aria-label": description.textContent ?? "" };
  const svg = create("svg", { viewBox: `0 0 ${size} ${size}`, class: "code", ...label });
  const background = create("rect", { width: size, height: size, class: "light" });
  svg.append(background, create("path", { d: dark, class: "dark", "shape-rendering": "crispEdges" }));
  container.append(svg);
}
