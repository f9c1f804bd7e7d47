// Installs the tools with which the tests of referrals read codes and printed pages: zbarimg and poppler's tools.
import { installFromDebian } from "./debian.mjs";
import { ask } from "./run.mjs";

export async function ensureScanner() {
  if (await ask("zbarimg", ["--version"])) return;
  await installFromDebian("the code scanner zbarimg", ["zbar-tools"], "apt-get install zbar-tools");
}

export async function ensurePaper() {
  if (await ask("pdftotext", ["-v"])) return;
  await installFromDebian("the PDF reader pdftotext", ["poppler-utils"], "apt-get install poppler-utils");
}
