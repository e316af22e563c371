// Nothing typed is ever lost: forms marked data-draft are kept in this browser until they are saved.
import { element, kept } from "./dom.js";

const PREFIX = "brouillon:";
const DAYS = 30;
const NEVER = ["csrfmiddlewaretoken"];
const initial = new WeakMap();

const keyOf = (form) => `${PREFIX}${form.dataset.draft}`;
const fields = (form) =>
  [...form.elements].filter((field) => field.name && !NEVER.includes(field.name) && !["file", "hidden", "password", "submit", "button"].includes(field.type));

function read(form) {
  const values = {};
  for (const field of fields(form)) {
    const choice = ["checkbox", "radio"].includes(field.type);
    const value = choice ? (field.checked ? [field.value] : []) : field.multiple ? [...field.selectedOptions].map((one) => one.value) : [field.value];
    values[field.name] = [...(values[field.name] ?? []), ...value];
  }
  return values;
}

function write(form, values) {
  const left = structuredClone(values);
  for (const field of fields(form)) {
    const wanted = left[field.name];
    if (!wanted) continue;
    if (["checkbox", "radio"].includes(field.type)) field.checked = wanted.includes(field.value);
    else if (field.multiple) for (const option of field.options) option.selected = wanted.includes(option.value);
    else field.value = wanted.shift() ?? "";
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const changed = (form) => initial.has(form) && !same(initial.get(form), read(form));

function notice(form, draft) {
  const discard = element("button", { type: "button", class: "btn btn-sm" }, ["Abandonner le brouillon"]);
  const keep = element("button", { type: "button", class: "btn-close", "aria-label": "Garder le brouillon et fermer ce message" });
  const moved = form.dataset.draftVersion && draft.version !== form.dataset.draftVersion;
  const text = moved
    ? "Brouillon restauré. La page a été enregistrée entre-temps par quelqu’un : relisez avant d’enregistrer."
    : "Brouillon restauré : ce que vous aviez commencé à écrire.";
  const box = element("div", { class: "fil-draft", role: "status" }, [element("p", {}, [text]), discard, keep]);
  discard.addEventListener("click", () => {
    write(form, initial.get(form));
    kept.remove(keyOf(form));
    box.remove();
  });
  keep.addEventListener("click", () => box.remove());
  form.prepend(box);
}

function begin(form) {
  if (initial.has(form)) return;
  initial.set(form, read(form));
  if (!form.dataset.draft) return;
  const draft = kept.get(keyOf(form));
  if (!draft || same(draft.values, initial.get(form))) return;
  if (form.querySelector("[data-error-summary]")) return; // refused just now: the page already holds what was typed
  write(form, draft.values);
  notice(form, draft);
}

function beginAll() {
  for (const form of document.querySelectorAll("form[data-draft], form[data-guard]")) begin(form);
}

function forgetOld() {
  for (const key of kept.keys().filter((name) => name.startsWith(PREFIX))) {
    const draft = kept.get(key);
    if (!draft || Date.now() - draft.at > DAYS * 86_400_000) kept.remove(key);
  }
}

// A draft is dropped only once the save is known to have worked: the server answered the form with a redirection, to
// a page of the application. A lost network, a refusal, a sign-in page, and the draft stays.
const SENT = "brouillon-envoye";
const here = () => location.href.split("#")[0];

function settle() {
  let sent = null;
  try {
    sent = JSON.parse(sessionStorage.getItem(SENT));
    sessionStorage.removeItem(SENT);
  } catch {
    return;
  }
  const [arrival] = performance.getEntriesByType("navigation");
  const answered = arrival?.redirectCount > 0 && document.referrer === sent?.from;
  if (answered && !document.querySelector("[data-error-summary], .fil-plain")) kept.remove(sent.key);
}

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (!form?.dataset.draft) return;
  kept.set(keyOf(form), { at: Date.now(), version: form.dataset.draftVersion ?? "", values: read(form) });
});

const leaving = new WeakSet();
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !initial.has(form)) return;
  leaving.add(form);
  if (form.dataset.draft) {
    try {
      sessionStorage.setItem(SENT, JSON.stringify({ key: keyOf(form), from: here() }));
    } catch {
      /* the draft is then offered once more */
    }
  }
});

document.addEventListener("htmx:after:request", (event) => {
  const { ctx } = event.detail;
  const form = ctx.sourceElement.closest?.("form[data-draft], form[data-guard]");
  if (!form || ctx.request.method === "GET" || ctx.response.status >= 400) return;
  initial.set(form, read(form));
  if (form.dataset.draft) kept.remove(keyOf(form));
});

window.addEventListener("beforeunload", (event) => {
  const unsaved = [...document.querySelectorAll("form[data-draft], form[data-guard]")].some((form) => changed(form) && !leaving.has(form));
  if (unsaved) event.preventDefault();
});

window.addEventListener("pageshow", (event) => {
  if (event.persisted) for (const form of document.forms) leaving.delete(form);
});

// A page that says what was sent is kept names the draft it came from, even when the answer was lost on its way.
for (const done of document.querySelectorAll("[data-draft-done]")) kept.remove(`${PREFIX}${done.dataset.draftDone}`);

settle();
forgetOld();
beginAll();
document.addEventListener("htmx:after:swap", beginAll);
