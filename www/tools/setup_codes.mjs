// What the tests of handing on need to read codes as a scanner does: zbarimg.
import { installFromDebian } from "./debian.mjs";
import { ask } from "./run.mjs";

export async function ensureScanner() {
  if (await ask("zbarimg", ["--version"])) return;
  await installFromDebian("the code scanner zbarimg", ["zbar-tools"], "apt-get install zbar-tools");
}
