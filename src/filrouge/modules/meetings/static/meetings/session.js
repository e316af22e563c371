// Writing the minutes together: the texts of the page, who else writes where, and the keys that note what comes out.
import { listen } from "../live_updates/listen.js";
import { Notes, element, waiting } from "../writing/notes.js";
import "./outcomes.js";

const HERE_AGAIN = 15000; // « I still write here », in milliseconds
const hand = crypto.randomUUID?.() ?? String(Math.random()).slice(2);
const texts = document.querySelector("[data-texts]");
const notes = new Map();
let place = "";
let others = [];

if (globalThis.filrouge?.createEditor) {
  for (const form of document.querySelectorAll("[data-notes]")) {
    notes.set(form.dataset.notes, new Notes(form, { hand, onFocus: (text) => sayHere(text.name) }));
  }
} else {
  document.documentElement.classList.add("fil-no-editor"); // the plain boxes of the page do as well
}

addEventListener("online", () => waiting.forEach((text) => text.save()));
addEventListener("beforeunload", (event) => {
  if (waiting.size > 0) event.preventDefault();
});

// Where this page writes, for the others. The last word goes as a beacon: the page is already leaving.
function here(where) {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
  body.set("hand", hand);
  body.set("place", where);
  return body;
}

function sayHere(where) {
  if (where !== undefined && where === place) return;
  place = where ?? place;
  fetch(texts.dataset.here, { method: "POST", body: here(place) }).catch(() => {});
}

if (texts) {
  texts.addEventListener("focusout", (event) => {
    if (place && !event.relatedTarget?.closest?.("[data-notes]")) setTimeout(leaveIfGone, 200);
  });
  addEventListener("pagehide", () => place && navigator.sendBeacon(texts.dataset.here, here("")));
  setInterval(() => (place || others.length > 0) && sayHere(), HERE_AGAIN);
  listen(texts.dataset.live, (state) => follow(JSON.parse(state)));
}

function leaveIfGone() {
  if (!document.activeElement?.closest("[data-notes]")) sayHere("");
}

function follow(state) {
  for (const [name, [version]] of Object.entries(state.texts)) notes.get(name)?.refresh(version);
  others = state.here.filter(([who]) => who !== hand);
  for (const [name, text] of notes) showWriters(text, others.filter(([, , where]) => where === name).map(([, who]) => who));
}

function showWriters(text, names) {
  const mark = text.form.querySelector("[data-writers]");
  const said = names.length === 0 ? "" : `${names.join(", ")} ${names.length > 1 ? "écrivent" : "écrit"} ici`;
  if (mark.textContent === said) return;
  mark.replaceChildren(...(said ? [element("span", "fil-writers", [said])] : []));
}
