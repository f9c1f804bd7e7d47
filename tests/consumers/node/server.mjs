// The imports of a server: they must have no side effects and must not keep the process alive.
const before = Object.getOwnPropertyNames(globalThis);
for (const entry of ["prescreener", "prescreener/element", "prescreener/compiled/nct07160205.js"]) {
  console.log(
    entry,
    Object.keys(await import(entry))
      .sort()
      .join(),
  );
}
console.log(
  "new globals:",
  Object.getOwnPropertyNames(globalThis)
    .filter((name) => !before.includes(name))
    .join(),
);
