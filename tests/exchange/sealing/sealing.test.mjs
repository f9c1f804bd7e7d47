// What the tool seals another implementation opens, and vice versa.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { root, toolEnv } from "../../../www/tools/paths.mjs";

const python = fileURLToPath(new URL("hpke.py", import.meta.url));
const TEXT = `${JSON.stringify({ schema: "prescreener/result/1", verdict: "not_yet", said: "¿Sí?" })}\n`;

test("sealing", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "prescreener-"));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, "site.key");
  const ours = (...args) => [join(root, "target", "debug", "prescreener"), args];
  const theirs = (...args) => ["python3", [python, ...args]];
  const publicKey = run(...ours("keygen", file)).out.trim();

  await t.test("keeps the private key from other users, and never overwrites one", async () => {
    assert.equal((await stat(file)).mode & 0o077, 0);
    const before = await readFile(file, "utf8");
    const again = run(...ours("keygen", file), "", 1);
    assert.match(again.err, /site\.key: cannot be written: /);
    assert.equal(await readFile(file, "utf8"), before);
  });

  await t.test("by our tool is opened by the other", async () => {
    const sealed = run(...ours("seal", "--to", publicKey), TEXT).out;
    const { private: secret } = JSON.parse(await readFile(file, "utf8"));
    assert.equal(run(...theirs("open", secret), sealed).out, TEXT);
  });

  await t.test("by the other is opened by our tool, also from a link", () => {
    const sealed = run(...theirs("seal", publicKey), TEXT).out;
    for (const given of [sealed, `https://clinic.example/receive.html#sealed=${sealed}\n`]) {
      assert.equal(run(...ours("open", "--key", file), given).out, TEXT);
    }
  });

  await t.test("for a key of the other is opened by the other", async () => {
    const [secret, key] = run(...theirs("keygen"))
      .out.trim()
      .split(" ");
    const sealed = run(...ours("seal", "--to", key), TEXT).out;
    assert.equal(run(...theirs("open", secret), sealed).out, TEXT);
    assert.match(run(...ours("open", "--key", file), sealed, 1).err, /sealed for another key, [0-9a-f]{16}/);
  });

  await t.test("refuses an invalid key and an invalid sealed text", async () => {
    assert.match(run(...ours("seal", "--to", "abc"), TEXT, 1).err, /^--to: expected a public key/);
    assert.match(run(...ours("open", "--key", file), "Dear site", 1).err, /not a sealed referral/);
    const plain = run(...ours("open", "--key", file), TEXT);
    assert.equal(plain.out, TEXT.trim());
    assert.match(plain.err, /this was not sealed/);
    assert.match(run(...ours("open", "--key", file), "A".repeat(1_000_000), 1).err, /longer than any sealed referral/);
    const changed = join(folder, "changed.key");
    const key = JSON.parse(await readFile(file, "utf8"));
    await writeFile(changed, JSON.stringify({ ...key, public: key.private }));
    assert.match(run(...ours("open", "--key", changed), TEXT, 1).err, /changed\.key: public: does not go with/);
    assert.match(run(...ours("open", "--key", python), TEXT, 1).err, /hpke\.py: is not JSON/);
  });
});

function run(command, args, input = "", expected = 0) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: root,
    env: toolEnv,
    input,
    encoding: "utf8",
  });
  assert.equal(status, expected, `${command} ${args.join(" ")}: ${error ?? stderr}`);
  return { out: stdout, err: stderr };
}
