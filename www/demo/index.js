// What a host page does with the widget: listen.
const widget = document.querySelector("trial-prescreener");
const state = document.getElementById("state");
const result = document.getElementById("result");

function show(words, content) {
  state.textContent = words;
  result.value = content ?? "";
  result.hidden = content === undefined;
}

widget.addEventListener("prescreener-result", ({ detail }) => {
  if (detail) show("The detail of the event prescreener-result:", JSON.stringify(detail, null, 2));
  else show("A result is on screen. This page is not told which.");
});
widget.addEventListener("prescreener-step", () => {
  // A result on screen is over as soon as the person goes on; a new one is told right after this.
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
