// How a form submits its data. Reads attributes, as a field named `method` would hide the property.

/** Returns whether a form in `root` posts to a server with every button. Any other form may put its data into an address. */
export function isPosted(form: HTMLFormElement | null, root: ParentNode): boolean {
  if (!form || !/^post$/i.test(form.getAttribute("method") ?? "") || !isHttp(form.getAttribute("action"))) return false;
  const buttons = root.querySelectorAll<HTMLButtonElement>("[formmethod],[formaction]");
  return [...buttons].every(
    (button) =>
      button.form !== form || (/^(post)?$/.test(button.formMethod) && isHttp(button.getAttribute("formaction"))),
  );
}

/** Returns whether an action is an http or https address; a missing one is. */
function isHttp(action: string | null): boolean {
  // Browsers ignore line breaks, and spaces around an address.
  return !/^(?!https?:)[a-z][\w+.-]*:/i.test(action?.replace(/\s/g, "") ?? "");
}
