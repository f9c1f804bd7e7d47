/** The built-in messages by language and key: those of www/locales whose keys begin with `failure.`. The build collects them. */
declare const messages: Readonly<Record<string, Readonly<Record<string, string>>>>;
export default messages;
