/**
 * Calls `begin` once the element is near the viewport, or at once if that cannot be observed. Returns a function that stops
 * waiting.
 */
export function whenNear(element: Element, begin: () => void): () => void {
  if (typeof IntersectionObserver === "undefined") {
    begin();
    return () => {};
  }
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      begin();
    },
    // One viewport ahead, so that the questions are loaded when the person scrolls there.
    { rootMargin: "100%" },
  );
  observer.observe(element);
  return () => observer.disconnect();
}
