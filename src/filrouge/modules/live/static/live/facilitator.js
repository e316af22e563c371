// The facilitator's panel, above the notes: it never reloads the page, where somebody is writing.
import { Outbox } from "./outbox.js";
import { follow, show, typingIn } from "./screen.js";

const root = document.getElementById("direct");
const refusal = root.querySelector("[data-live-error]");

// --- the presences, drawn again when a phone signs

let presences;
let drawing;

async function drawPresences() {
  const section = document.getElementById("presences");
  if (!section) return;
  if (section.contains(document.activeElement) && typingIn(document.activeElement)) {
    drawing = setTimeout(drawPresences, 2000);
    return;
  }
  const response = await fetch(root.dataset.presences, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!response?.ok) return;
  const drawn = new DOMParser().parseFromString(await response.text(), "text/html").getElementById("presences");
  if (!drawn) return;
  section.replaceWith(drawn);
  globalThis.htmx?.process(drawn);
}

// --- the point in progress: « d », « t » and « i » then write under it

const current = () => root.querySelector("[data-item]")?.dataset.item ?? "";
let item = current();

function goTo(next) {
  if (next === item) return;
  item = next;
  const place = next && document.getElementById(`point-${next}`);
  if (!place || typingIn(document.activeElement)) return;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const bar = root.querySelector(".direct-bar");
  place.style.scrollMarginTop = `${bar.offsetHeight + parseFloat(getComputedStyle(bar).top || 0) + 12}px`;
  place.tabIndex = -1;
  place.focus({ preventScroll: true });
  place.scrollIntoView({ block: "start", behavior: still ? "auto" : "smooth" });
}

const apply = follow(root, (state) => {
  goTo(current());
  if (presences !== undefined && state.presences !== presences) {
    clearTimeout(drawing);
    drawing = setTimeout(drawPresences, 300);
  }
  presences = state.presences;
});

// --- acts

const outbox = new Outbox({
  onWaiting: () => show(refusal, "Pas de réseau : ce que vous avez demandé partira tout seul."),
  onAnswer: (status, said) => {
    show(refusal, said.error ?? (status < 400 ? "" : "Cela n’a pas pu être fait : rechargez la page."));
    if (said.parts || said.over) apply(said);
  },
});

root.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-live-form]");
  if (!form) return;
  event.preventDefault();
  outbox.add(form, event.submitter);
});

const MOVES = { ArrowRight: "next", ArrowLeft: "previous" };
document.addEventListener("keydown", (event) => {
  const move = MOVES[event.key];
  if (!move || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  if (typingIn(event.target) || event.target.closest?.("[data-presences], [role=radiogroup], dialog")) return;
  const button = root.querySelector(`[data-move="${move}"]`);
  if (!button) return;
  event.preventDefault();
  button.form.requestSubmit(button);
});
