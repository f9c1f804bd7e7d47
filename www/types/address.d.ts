/**
 * The address of a compiled trial, for the attribute `trial`. Its fragment contains the addresses of the trial's messages, so that a
 * bundler may move and rename every file.
 *
 * @example
 * ```ts
 * import trial from "prescreener/compiled/nct07160205.js";
 *
 * element.setAttribute("trial", trial);
 * ```
 */
declare const trial: string;
export default trial;
