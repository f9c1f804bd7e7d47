/** Classes that exclude an element and its content from session recording: rrweb, PostHog, FullStory and Sentry. */
const CLASSES = ["rr-block", "ph-no-capture", "fs-exclude", "sentry-block"];
/** Attributes that do the same: LogRocket, Hotjar, Clarity and Smartlook. */
const ATTRIBUTES = ["data-private", "data-hj-suppress", "data-clarity-mask", "data-recording-disable"];

/** Excludes an element from session recording. */
export function mask(root: Element): void {
  root.classList.add(...CLASSES);
  for (const name of ATTRIBUTES) root.setAttribute(name, "true");
  root.setAttribute("data-dd-privacy", "hidden");
}
