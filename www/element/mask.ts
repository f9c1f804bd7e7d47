/** What tools that record visits leave out, all of it inside: rrweb, PostHog, FullStory and Sentry; */
const CLASSES = ["rr-block", "ph-no-capture", "fs-exclude", "sentry-block"];
/** LogRocket, Hotjar, Clarity and Smartlook; the mark for Datadog has a value of its own. */
const ATTRIBUTES = ["data-private", "data-hj-suppress", "data-clarity-mask", "data-recording-disable"];

/** Marks an element for tools that record visits: nothing in it may be recorded. */
export function mask(root: Element): void {
  root.classList.add(...CLASSES);
  for (const name of ATTRIBUTES) root.setAttribute(name, "true");
  root.setAttribute("data-dd-privacy", "hidden");
}
