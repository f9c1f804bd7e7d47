// The size of the text and the contrast. Nothing is stored: they are reset for the next person.

const SIZES = 5;
const { dataset } = document.documentElement;

/** Makes the text larger or smaller by some steps. Returns whether the same change is possible once more. */
export function resize(steps: number): boolean {
  const size = Math.min(Math.max(Number(dataset.size ?? 0) + steps, 0), SIZES - 1);
  dataset.size = String(size);
  return size + steps >= 0 && size + steps < SIZES;
}

/** Toggles strong contrast. Returns whether it is on. */
export function contrast(): boolean {
  const strong = !("contrast" in dataset);
  if (strong) dataset.contrast = "strong";
  else Reflect.deleteProperty(dataset, "contrast");
  return strong;
}

/** Resets the settings. Returns whether any was changed. */
export function resetSettings(): boolean {
  const changed = "size" in dataset || "contrast" in dataset;
  for (const name of ["size", "contrast"]) Reflect.deleteProperty(dataset, name);
  return changed;
}
