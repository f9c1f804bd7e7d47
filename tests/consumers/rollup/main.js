import "prescreener/element";
import trial from "prescreener/compiled/nct07160205.js";

const element = document.createElement("trial-prescreener");
element.setAttribute("trial", trial);
element.setAttribute("assessed-on", "2026-11-22");
element.setAttribute("disclose", "answers");
document.querySelector("main").append(element);
