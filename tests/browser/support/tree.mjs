// Chromium's accessibility tree of the element, as text: what a screen reader gets, in its order.

/** Parts of a line of text, and boxes without content of their own. */
const SILENT = new Set(["InlineTextBox", "LineBreak", "none", "generic", "ListMarker"]);
/** What is read of a control beside its role and name. */
const STATES = ["checked", "expanded", "invalid", "level", "focused", "required", "disabled"];

/** Returns the tree as lines, each indented below its parent. */
export async function spokenTree(page) {
  const session = await page.context().newCDPSession(page);
  const expression = "document.querySelector('trial-prescreener').shadowRoot.querySelector('.root')";
  const { result } = await session.send("Runtime.evaluate", { expression });
  const { node } = await session.send("DOM.describeNode", { objectId: result.objectId });
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  await session.detach();
  const byId = new Map(nodes.map((one) => [one.nodeId, one]));
  const lines = [];
  const tell = (id, depth, named) => {
    const one = byId.get(id);
    const { ignored, role, childIds: children = [] } = one;
    const told = !ignored && !SILENT.has(role.value);
    // Words just read as the name of their parent are not read again.
    if (told && !(role.value === "StaticText" && named)) lines.push("  ".repeat(depth) + line(one));
    for (const child of children) tell(child, told ? depth + 1 : depth, told ? Boolean(one.name?.value) : named);
  };
  const top = nodes.find(({ backendDOMNodeId }) => backendDOMNodeId === node.backendNodeId);
  for (const child of top.childIds) tell(child, 0, "");
  return lines;
}

function line({ role, name, description, value, properties = [] }) {
  const words = name?.value ?? "";
  if (role.value === "StaticText") return words.trim();
  const states = properties
    .filter((one) => STATES.includes(one.name) && ![false, "false"].includes(one.value.value))
    .map((one) => (one.value.value === true ? one.name : `${one.name} ${one.value.value}`));
  return [
    role.value,
    words && JSON.stringify(words),
    value?.value && `holds ${JSON.stringify(value.value)}`,
    states.length > 0 && `(${states.join(", ")})`,
    description?.value && `described: ${description.value}`,
  ]
    .filter(Boolean)
    .join(" ");
}
