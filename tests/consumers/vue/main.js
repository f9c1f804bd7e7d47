import "prescreener/element";
import trial from "prescreener/compiled/nct07160205.js";
import { createApp, h, ref } from "vue";

const attributes = { trial, "assessed-on": "2026-11-22", disclose: "answers" };

const App = {
  setup() {
    const verdict = ref("");
    const onPrescreenerResult = ({ detail }) => {
      verdict.value = detail.verdict;
    };
    return () => [
      h("trial-prescreener", { ...attributes, anchors: {}, onPrescreenerResult }, "Call 555-0100"),
      h("output", verdict.value),
    ];
  },
};

createApp(App).mount("main");
