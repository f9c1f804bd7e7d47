// A host page: listens to the element.
const widget = document.querySelector("trial-prescreener");
const state = document.getElementById("state");
const result = document.getElementById("result");

function show(message, content) {
  state.textContent = message;
  result.value = content ?? "";
  result.hidden = content === undefined;
}

widget.addEventListener("prescreener-result", ({ detail }) => {
  if (detail) show("The detail of the event prescreener-result:", JSON.stringify(detail, null, 2));
  else show("A result is on screen. This page is not told which.");
});
widget.addEventListener("prescreener-step", () => {
  // A step ends the result on screen; the event of a new result follows.
  show("No result yet.");
});
widget.addEventListener("prescreener-error", ({ detail }) => {
  show("The detail of the event prescreener-error:", JSON.stringify(detail, null, 2));
});

for (const choice of document.querySelectorAll("input[name=audience], input[name=disclose]")) {
  choice.addEventListener("change", () => {
    widget.setAttribute(choice.name, choice.value);
    show("No result yet.");
  });
}
