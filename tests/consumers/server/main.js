import { createElement } from "react";
import { hydrateRoot } from "react-dom/client";
import { App } from "./app.js";

// What does not fit the server's page is an error here, not something to mend in silence.
const onRecoverableError = (error) => console.error(error);
hydrateRoot(document.querySelector("main"), createElement(App), { onRecoverableError });
