/** Calls `begin` once the element is on the screen or near it, or at once if it cannot be known. Gives a way to stop waiting. */
export function whenNear(element: Element, begin: () => void): () => void {
  if (typeof IntersectionObserver === "undefined") {
    begin();
    return () => {};
  }
  const watch = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      watch.disconnect();
      begin();
    },
    // A whole window further: by the time that somebody has scrolled there, it is ready.
    { rootMargin: "100%" },
  );
  watch.observe(element);
  return () => watch.disconnect();
}
