// Searches a page's memory for words: its heap and its WebAssembly memories.
/** Returns a heap snapshot of all pages that share the process, after garbage collection. */
async function snapshot(client) {
  const chunks = [];
  const collect = ({ chunk }) => chunks.push(chunk);
  client.on("HeapProfiler.addHeapSnapshotChunk", collect);
  await client.send("HeapProfiler.enable");
  await client.send("HeapProfiler.collectGarbage");
  await client.send("HeapProfiler.takeHeapSnapshot", { captureNumericValue: true });
  client.off("HeapProfiler.addHeapSnapshotChunk", collect);
  return JSON.parse(chunks.join(""));
}

/** Returns the words that each WebAssembly memory of the page contains. */
async function memories(client, words) {
  const { result } = await client.send("Runtime.evaluate", { expression: "WebAssembly.Memory.prototype" });
  const { objects } = await client.send("Runtime.queryObjects", { prototypeObjectId: result.objectId });
  const { result: found } = await client.send("Runtime.callFunctionOn", {
    objectId: objects.objectId,
    functionDeclaration: `function (words) {
      return this.map(({ buffer }) => {
        const bytes = new TextDecoder("latin1").decode(buffer);
        return words.filter((word) => bytes.includes(word) || bytes.includes([...word].join("\\0")));
      });
    }`,
    arguments: [{ value: words }],
    returnByValue: true,
  });
  return found.value;
}

/**
 * Returns which of `words` are found: in the `heap` as strings, and in each WebAssembly memory (`wasm`, a list for
 * each). Also returns the number of such memories (`engines`) and of text fields (`inputs`), including those of former
 * pages.
 */
export async function search(page, words) {
  const client = await page.context().newCDPSession(page);
  const { strings, snapshot: shape, nodes } = await snapshot(client);
  const heap = words.filter((word) => strings.some((text) => text.includes(word)));
  const { node_fields: fields } = shape.meta;
  const [name, type] = [fields.indexOf("name"), fields.indexOf("type")];
  const [object, native] = ["object", "native"].map((kind) => shape.meta.node_types[type].indexOf(kind));
  let [engines, inputs] = [0, 0];
  for (let at = 0; at < nodes.length; at += fields.length) {
    const called = strings[nodes[at + name]];
    if (nodes[at + type] === object && called === "Memory") engines++;
    if (nodes[at + type] === native && /<input\b/.test(called)) inputs++;
  }
  const wasm = await memories(client, words);
  await client.detach();
  return { heap, wasm, engines, inputs };
}
