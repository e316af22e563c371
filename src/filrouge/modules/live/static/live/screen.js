// What every screen of a session shares: parts replaced when they change, clocks that count, a word on a lost network.
import { listen } from "../live_updates/listen.js";

const NARROW = "\u202f";
const token = () => document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";

export function typingIn(element) {
  return Boolean(element?.closest?.("input:not([type=hidden]), textarea, select, [contenteditable]"));
}

export function show(element, text) {
  if (!element) return;
  element.hidden = !text;
  element.textContent = text;
}

// --- parts

// What is pushed carries no forgery token: the page's own is given to its forms.
function arm(part) {
  for (const form of part.querySelectorAll("form[method=post]")) {
    if (form.elements.csrfmiddlewaretoken) continue;
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: "csrfmiddlewaretoken", value: token() });
    form.prepend(field);
  }
}

// How the button that had the focus is found again in the new text.
function signature(button) {
  return button.dataset.move ?? `${button.form?.action} ${button.name} ${button.value}`;
}

export function replace(part, html) {
  if (part.pushed === html) return;
  part.pushed = html;
  const inside = part.contains(document.activeElement) ? document.activeElement : null;
  const wanted = inside?.tagName === "BUTTON" ? signature(inside) : null;
  const open = [...part.querySelectorAll("details[data-keep][open]")].map((one) => one.dataset.keep);
  part.innerHTML = html;
  arm(part);
  for (const kept of part.querySelectorAll("details[data-keep]")) kept.open = open.includes(kept.dataset.keep);
  if (wanted) [...part.querySelectorAll("button")].find((one) => signature(one) === wanted)?.focus({ preventScroll: true });
  tick();
}

// --- clocks

let offset = 0; // the server's clock, less this one's
const levels = new Map();

const number = (value) => Number(value ?? 0);
const two = (value) => String(value).padStart(2, "0");

function digits(seconds) {
  const whole = Math.floor(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

function duration(seconds) {
  const minutes = Math.max(Math.round(seconds / 60), 0);
  if (minutes === 0) return "moins d’une minute";
  if (minutes < 60) return `${minutes}${NARROW}min`;
  const rest = minutes % 60;
  return rest ? `${Math.floor(minutes / 60)}${NARROW}h${NARROW}${two(rest)}` : `${minutes / 60}${NARROW}h`;
}

function levelOf(left, planned) {
  if (left <= 0) return "over";
  return left <= Math.min(Math.max(planned / 5, 60), 300) ? "late" : "";
}

function elapsedOn(element, now) {
  const { spent, since } = element.dataset;
  return number(spent) + (since ? Math.max(now - number(since), 0) : 0);
}

function write(element, text) {
  if (element && element.textContent !== text) element.textContent = text;
}

function clock(element, now) {
  const planned = number(element.dataset.planned);
  const elapsed = elapsedOn(element, now);
  const left = planned - elapsed;
  const level = levelOf(left, planned);
  const stopped = element.dataset.since ? "" : ", arrêté";
  element.dataset.level = level;
  const time = element.querySelector("[data-clock-time]");
  const words = element.querySelector("[data-clock-words]");
  if (element.dataset.clock === "spent") {
    const over = left <= -60 ? `, dépassé de ${duration(-left)}` : level === "over" ? ", temps écoulé" : "";
    write(time, digits(elapsed));
    write(words, `sur ${duration(planned)}${over}${stopped}`);
  } else {
    write(time, left >= 0 ? digits(left) : `+${digits(-left)}`);
    write(words, `${left >= 0 ? "restantes" : "de trop"}, sur ${duration(planned)}${stopped}`);
  }
  announce(element, level, left);
}

// Told once, when it turns: nobody wants to hear every second.
function announce(element, level, left) {
  const key = `${element.dataset.planned} ${element.dataset.since}`;
  const before = levels.get(key);
  levels.set(key, level);
  const place = document.querySelector("[data-clock-said]");
  if (!place || before === undefined || before === level) return;
  const late = level === "late" ? `Encore ${duration(left)} pour ce point.` : "";
  place.textContent = level === "over" ? "Le temps prévu pour ce point est écoulé." : late;
}

function total(element, now) {
  const running = document.querySelector('[data-part="point"] [data-clock]'); // an activity may have its own
  const current = running ? number(running.dataset.planned) - elapsedOn(running, now) : 0;
  const rest = number(element.dataset.toCome) + Math.max(current, 0);
  const until = number(element.dataset.ends) - now;
  const lacking = rest - until;
  const end = until > 0 ? `fin prévue dans ${duration(until)}` : `fin prévue dépassée de ${duration(-until)}`;
  const lack = lacking > 60 && until > 0 ? ` Il manque ${duration(lacking)}.` : "";
  element.dataset.level = lacking > 60 ? "over" : "";
  write(element, `Reste ${duration(rest)} d’ordre du jour ; ${end} (${element.dataset.endsHour}).${lack}`);
}

function tick() {
  const now = Date.now() / 1000 + offset;
  for (const element of document.querySelectorAll("[data-clock]")) clock(element, now);
  for (const element of document.querySelectorAll("[data-clock-total]")) total(element, now);
}

// --- the stream

// `onState` gets each new state once its parts are shown; the page is asked again when the session is over.
export function follow(root, onState = () => {}) {
  if (root.dataset.now) offset = number(root.dataset.now) - Date.now() / 1000;
  const lost = root.querySelector("[data-live-lost]");
  const again = () => setTimeout(() => location.reload(), Math.random() * 1500);
  const apply = (state) => {
    if (state.over) {
      again();
      return;
    }
    for (const [name, html] of Object.entries(state.parts)) {
      const part = root.querySelector(`[data-part="${CSS.escape(name)}"]`);
      if (part) replace(part, html);
    }
    root.toggleAttribute("data-live-on", true);
    onState(state);
  };
  listen(root.dataset.live, (text) => apply(JSON.parse(text)), {
    onLost: (sentence) => show(lost, sentence),
    onBack: () => show(lost, ""),
    onGone: again,
  });
  tick();
  setInterval(tick, 1000);
  return apply;
}
