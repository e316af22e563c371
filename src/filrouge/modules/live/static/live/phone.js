// A phone in a session: what everybody sees comes by the stream; what is its own is asked when its seat is called.
import { Outbox } from "./outbox.js";
import { follow, replace, show, typingIn } from "./screen.js";

const SENT = "Envoyé.";
const WAITING = "En attente du réseau : ce sera envoyé tout seul. Gardez la page ouverte.";
const NOT_SENT = "Ce n’est pas parti : rechargez la page et réessayez.";

const root = document.querySelector("[data-live]");
const atTheDoor = "waiting" in root.dataset;
const { mark } = root.dataset;
const sending = root.querySelector("[data-live-sending]");
const refusal = root.querySelector("[data-live-error]");
let { turn, calls } = root.dataset;

const own = (name) => root.querySelector(`[data-own="${name}"]`);

function take(said, { answered = false } = {}) {
  replace(own("acts"), said.acts);
  const mine = own("mine");
  const typing = mine.contains(document.activeElement) && typingIn(document.activeElement);
  if (answered || said.turn !== turn || !typing) replace(mine, said.mine);
  turn = said.turn;
}

async function ask() {
  try {
    const response = await fetch(root.dataset.mine, { headers: { Accept: "application/json" } });
    if (response.ok) take(await response.json());
    else if (response.status < 500) location.reload();
  } catch {
    turn = calls = undefined; // no network: the next state asks again
  }
}

let asked;
function askWithin(milliseconds) {
  clearTimeout(asked); // a room full of phones does not ask in the same instant
  asked = setTimeout(ask, Math.random() * milliseconds);
}

follow(root, (state) => {
  const called = String(state.calls[mark] ?? 0);
  const isCalled = called !== calls;
  calls = called;
  if (atTheDoor) {
    if (isCalled) location.reload();
  } else if (isCalled) askWithin(200);
  else if (state.turn !== turn) askWithin(500);
});

// The point is kept: its form is empty again, with a new key. Refused, it keeps its words.
function keptPoint(once, again) {
  const key = [...root.querySelectorAll("input[name=once]")].find((one) => one.value === once);
  if (!key) return;
  key.form.reset();
  key.value = again;
}

function answered(status, said) {
  if (status === 409 || status === 410) location.reload();
  const done = status < 400;
  show(sending, done ? SENT : "");
  if (done) setTimeout(() => show(sending, ""), 2500);
  show(refusal, done ? "" : said.error || NOT_SENT);
  if (said.kept) keptPoint(said.kept, said.again);
  if (said.acts !== undefined) take(said, { answered: done });
  for (const button of root.querySelectorAll("button[data-waiting]")) button.removeAttribute("data-waiting");
}

if (!atTheDoor) {
  const outbox = new Outbox({
    keep: `direct:${location.pathname}`,
    onWaiting: () => show(sending, WAITING),
    onAnswer: answered,
  });
  root.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-live-form]");
    if (!form) return;
    event.preventDefault();
    event.submitter?.setAttribute("data-waiting", "");
    show(refusal, "");
    outbox.add(form, event.submitter);
  });
}
