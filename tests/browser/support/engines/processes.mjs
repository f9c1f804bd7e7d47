// Waiting for programs that were started.

const PATIENCE = 30_000;

/** What `look` gives once it neither fails nor gives nothing. */
export async function eventually(what, look) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const found = await look().catch(() => undefined);
    if (found) return found;
    if (Date.now() > end) throw new Error(`${what} does not answer`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
