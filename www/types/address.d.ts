/**
 * The address of a compiled trial, for the attribute `trial`. It tells, behind a `#`, where its words are, so that a bundler
 * may move and rename every file.
 */
declare const trial: string;
export default trial;
