// The build generates engine_plain.js: the same functions, without WebAssembly.
export { forget, initSync, version, Widget } from "../../pkg/engine.js";
