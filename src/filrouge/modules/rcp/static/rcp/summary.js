// The summary of a concertation lives in this page only. No request, no storage: the policy of the page forbids the one,
// and nothing here asks for the other. What is typed goes to the clipboard or to paper, and is cleared on leaving.
const root = document.querySelector("[data-summary]");
const parts = [...root.querySelectorAll("[data-part]")];
const text = document.getElementById("texte");
const copied = document.querySelector("[data-copied]");
const { code, day } = root.dataset;
const initial = new Map(parts.map((part) => [part, part.value]));
let format = "record";
let unsaved = false;

const shown = (part) => (part.type === "date" ? part.value.split("-").reverse().join("/") : part.value.trim());
const filled = () => parts.filter((part) => shown(part)).map((part) => [part.dataset.part, shown(part)]);

function written() {
  const facts = [["Code", code], ["Date", day]].filter(([, value]) => value);
  const head = facts.map(([label, value]) => `${label} : ${value}`).join("\n");
  const body = filled().map(([label, value]) => (value.includes("\n") || value.length > 60 ? `${label}\n${value}` : `${label} : ${value}`)).join("\n\n");
  if (format === "record") return `SYNTHÈSE DE CONCERTATION PLURIPROFESSIONNELLE\n${head}\n\n${body}`.trim();
  const subject = `Objet : concertation pluriprofessionnelle du ${day}${code ? `, situation ${code}` : ""}`;
  return `${subject}\n\nBonjour,\n\nVoici la synthèse de notre concertation.\n\n${body}\n\nBien confraternellement,`;
}

function say(sentence) {
  document.querySelector("[data-said]").textContent = sentence;
}

function refresh() {
  text.textContent = written();
}

function clear() {
  for (const part of parts) part.value = initial.get(part);
  text.textContent = "";
  copied.hidden = true;
  unsaved = false;
}

function selectText() {
  getSelection().selectAllChildren(text);
}

async function copy() {
  try {
    await navigator.clipboard.writeText(written());
  } catch {
    selectText(); // an old phone, or an address without https
    if (!document.execCommand("copy")) {
      say("La copie n’est pas permise ici : le texte est sélectionné, copiez-le à la main.");
      return;
    }
  }
  unsaved = false;
  copied.hidden = false;
  say("Copié.");
}

const acts = {
  copy,
  print() {
    unsaved = false;
    window.print();
  },
  clear() {
    if (unsaved && !window.confirm("Effacer tout ce que vous avez écrit ?")) return;
    clear();
    refresh();
    say("Tout est effacé.");
  },
};

document.addEventListener("input", () => {
  unsaved = true;
  copied.hidden = true;
  say("");
  refresh();
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act], [data-format]");
  if (!button) return;
  if (button.dataset.act) {
    acts[button.dataset.act]();
    return;
  }
  format = button.dataset.format;
  for (const one of document.querySelectorAll("[data-format]")) one.setAttribute("aria-pressed", String(one === button));
  copied.hidden = true;
  refresh();
});

window.addEventListener("beforeunload", (event) => {
  if (unsaved) event.preventDefault();
});
window.addEventListener("pagehide", clear);
window.addEventListener("pageshow", () => {
  clear(); // a browser that gives fields back what they held
  refresh();
});
