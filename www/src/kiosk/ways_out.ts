// Closes the ways by which something of a person could stay on the tablet, or lead away from the page.

/** What copies, drags, saves or looks up. What was copied would outlast the page. */
const TAKING = ["copy", "cut", "dragstart", "contextmenu"];

export function closeWaysOut(): void {
  for (const type of TAKING) document.addEventListener(type, (event) => event.preventDefault(), { capture: true });
  document.addEventListener("click", refuseLinks, { capture: true });
}

/** Removes what would save a file on the tablet. */
export function dropFiles(place: ParentNode | null): void {
  for (const link of place?.querySelectorAll("a[download]") ?? []) link.remove();
}

function refuseLinks(event: Event): void {
  const link = event.composedPath().some((node) => node instanceof HTMLAnchorElement);
  if (link) event.preventDefault();
}
