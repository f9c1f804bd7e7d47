// What a form does with what it sends, as far as its elements tell. By attributes: a field may be called `method`, and hide the
// property.

/** Whether a form posts to a server, whichever of its buttons sends it. Every other way writes an address. `root`: what it is in. */
export function isPosted(form: HTMLFormElement | null, root: ParentNode): boolean {
  if (!form || !/^post$/i.test(form.getAttribute("method") ?? "") || !isServer(form.getAttribute("action")))
    return false;
  const own = root.querySelectorAll<HTMLButtonElement>("[formmethod],[formaction]");
  return [...own].every(
    (button) =>
      button.form !== form || (/^(post)?$/.test(button.formMethod) && isServer(button.getAttribute("formaction"))),
  );
}

/** Whether an action is an address of the web, as it is without one. */
function isServer(action: string | null): boolean {
  // Spaces and line ends are no part of an address.
  return !/^(?!https?:)[a-z][\w+.-]*:/i.test(action?.replace(/\s/g, "") ?? "");
}
