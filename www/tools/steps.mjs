// Steps with the time each took; the first failure of the numbered ones ends the run.
import { Trouble } from "./run.mjs";

export const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** Installs something; says what, and how long it took. */
export async function installing(what, action) {
  const start = performance.now();
  console.log(`Installing ${what}`);
  await action();
  console.log(`Installed ${what} in ${seconds(start)}`);
}

/** Runs `[name, action]` pairs in order. An action may return a few words to print beside the time. */
export async function runSteps(steps) {
  const start = performance.now();
  for (const [index, [name, action]] of steps.entries()) {
    const position = `[${index + 1}/${steps.length}]`;
    const stepStart = performance.now();
    console.log(`\n${position} ${name}`);
    try {
      const note = await action();
      console.log(`${position} done in ${seconds(stepStart)}${note ? ` (${note})` : ""}`);
    } catch (error) {
      console.error(`\n${position} FAILED after ${seconds(stepStart)}: ${name}`);
      console.error(error instanceof Trouble ? error.message : error);
      process.exit(1);
    }
  }
  console.log(`\nAll ${steps.length} steps done in ${seconds(start)}.`);
}
