// Reads codes as a scanner does.
import { spawnSync } from "node:child_process";

/** No other kind: among so many dots there is sometimes a row that could be a bar code. */
const KIND = ["-Sdisable", "-Sqrcode.enable"];

/** All QR codes in a picture, as the text that they hold. */
export function readCodes(input) {
  const { status, stdout, stderr } = spawnSync("zbarimg", ["--quiet", "--raw", "--nodbus", ...KIND, "-"], { input });
  // 4: there is none.
  if (status !== 0 && status !== 4) throw new Error(`zbarimg failed: ${stderr}`);
  return String(stdout).split("\n").filter(Boolean);
}
