// Chromium, as every other test drives it.
import { launch } from "../browser.mjs";

export async function startChromium() {
  const browser = await launch();
  const page = await browser.newPage();
  const session = await page.context().newCDPSession(page);

  /** The role and the name that the engine itself tells to a screen reader, of each element that `fn` gives. */
  page.spoken = async (fn) => {
    const told = [];
    const list = await page.evaluateHandle(fn);
    for (const handle of (await list.getProperties()).values()) {
      // The protocol names elements by ids of its own.
      await handle.evaluate((element) => {
        window.sought = element;
      });
      const { result } = await session.send("Runtime.evaluate", { expression: "window.sought" });
      const { nodes } = await session.send("Accessibility.getPartialAXTree", {
        objectId: result.objectId,
        fetchRelatives: false,
      });
      told.push([nodes[0].role.value, nodes[0].name?.value ?? ""]);
    }
    return told;
  };
  return { version: browser.version(), page, close: () => browser.close() };
}
