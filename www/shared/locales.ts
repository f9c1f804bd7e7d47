/** The addresses of the widget's own catalogues, by language. Each is written out so that bundlers find it. */
const locales: Readonly<Record<string, string>> = {
  en: new URL("./locales/en.json", import.meta.url).href,
  es: new URL("./locales/es.json", import.meta.url).href,
};

export default locales;
