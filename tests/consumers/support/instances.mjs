// Counts what WebAssembly compiles and instantiates, and inspects the memory of the latest instance.

/** Watches for the rest of a test. */
export function instances(t) {
  const { compile, Instance } = WebAssembly;
  const memories = [];
  let modules = 0;
  WebAssembly.compile = (...args) => {
    modules += 1;
    return compile.apply(WebAssembly, args);
  };
  WebAssembly.Instance = new Proxy(Instance, {
    construct(target, args) {
      const instance = Reflect.construct(target, args);
      memories.push(instance.exports.memory);
      return instance;
    },
  });
  t.after(() => Object.assign(WebAssembly, { compile, Instance }));
  return {
    modules: () => modules,
    all: () => memories.length,
    latestHolds: (text) => Buffer.from(memories.at(-1).buffer).includes(text),
  };
}
