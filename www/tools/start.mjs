// npm start: installs what is missing, builds pkg/ and serves the demo page.
import { buildSteps, sizeStep } from "./build.mjs";
import { Trouble } from "./run.mjs";
import { serve } from "./serve.mjs";
import { setUp } from "./setup.mjs";
import { runSteps } from "./steps.mjs";

/** Serves on a port, or on the first free one of the twenty after it. */
async function serveNear(port) {
  for (let next = port; ; next += 1) {
    try {
      return await serve({ port: next });
    } catch (error) {
      if (error.code !== "EADDRINUSE" || next >= port + 20) throw error;
    }
  }
}

const port = Number(process.env.PORT ?? 8080);
const [sizeName, checkSize] = sizeStep;
// A page that is too large, or has no trial yet, is still served.
const tolerantSize = () =>
  checkSize().catch((error) => {
    if (!(error instanceof Trouble)) throw error;
    console.warn(`WARNING: ${error.message}`);
  });

await runSteps([["Set up", () => setUp("build", "packages")], ...buildSteps, [sizeName, tolerantSize]]);
const { url } = await serveNear(port);
console.log(`\nThe page is at ${url} (Ctrl-C stops it)`);
