// The paths of the project, and an environment whose PATH begins with the project's own tools.
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const www = dirname(dirname(fileURLToPath(import.meta.url)));
export const root = dirname(www);
/** The page that `npm start` shows. */
export const demo = join(www, "demo");
/** The folders of www whose code is published. */
export const published = ["shared", "screener", "referral", "element", "frame", "kiosk", "receive"];
export const pkg = join(root, "pkg");
export const trials = join(root, "trials");
export const tools = join(root, "target", "tools");
/** What drives Firefox in tests. */
export const geckodriver = join(tools, "bin", "geckodriver");
/** Everything the build keeps between runs: the compiled engine, the package in the making, the stamps. */
export const work = join(root, "target", "web");
export const browserTests = join(root, "tests", "browser");
export const consumers = join(root, "tests", "consumers");
export const sealingTests = join(root, "tests", "exchange", "sealing");
export const schemaTests = join(root, "tests", "exchange", "schema");
export const fhirTests = join(root, "tests", "exchange", "fhir");
/** Python's packages for tests, each set in an environment of its own. */
export const python = join(root, "target", "python");
export const pythonFor = (environment) => join(python, environment, "bin", "python3");

export const toolEnv = {
  ...process.env,
  PATH: [join(tools, "bin"), join(www, "node_modules", ".bin"), process.env.PATH].join(delimiter),
};
