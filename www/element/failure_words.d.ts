/** The element's own words by language and key: those of www/locales whose keys begin with `failure.`. The build gathers them. */
declare const words: Readonly<Record<string, Readonly<Record<string, string>>>>;
export default words;
