// The size of the text and the contrast, as a person wants them. Nothing is remembered: the next person begins anew.

const SIZES = 5;
const { dataset } = document.documentElement;

/** Makes the text larger or smaller by some steps. Gives whether it could go on that way. */
export function resize(steps: number): boolean {
  const size = Math.min(Math.max(Number(dataset.size ?? 0) + steps, 0), SIZES - 1);
  dataset.size = String(size);
  return size + steps >= 0 && size + steps < SIZES;
}

/** Turns strong contrast on or off; gives which. */
export function contrast(): boolean {
  const strong = !("contrast" in dataset);
  if (strong) dataset.contrast = "strong";
  else Reflect.deleteProperty(dataset, "contrast");
  return strong;
}

/** Back to how it was at the start. Gives whether anything was changed. */
export function resetSettings(): boolean {
  const changed = "size" in dataset || "contrast" in dataset;
  for (const name of ["size", "contrast"]) Reflect.deleteProperty(dataset, name);
  return changed;
}
