// The texts of the report: an editor where one writes, saved as one goes.
import { Notes, waiting } from "../writing/notes.js";

const hand = crypto.randomUUID?.() ?? String(Math.random()).slice(2);

if (globalThis.filrouge?.createEditor) {
  for (const form of document.querySelectorAll("[data-notes]")) new Notes(form, { hand, onFocus: () => {} });
} else {
  document.documentElement.classList.add("fil-no-editor"); // the plain boxes of the page do as well
}

addEventListener("online", () => waiting.forEach((text) => text.save()));
addEventListener("beforeunload", (event) => {
  if (waiting.size > 0) event.preventDefault();
});

// On a telephone the plan starts folded: the chapters come first.
if (matchMedia("(max-width: 991.98px)").matches) document.querySelector(".fil-report-plan details").open = false;
