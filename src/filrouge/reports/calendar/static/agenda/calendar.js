// Go from day to day with the arrows, and put what moves on another day: by dragging it, or with the arrows and Enter.
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
const TURNS = { PageUp: "previous", PageDown: "next" };
const shown = document.getElementById("agenda-shown");
const said = document.querySelector("[data-cal-said]");
let carried = null; // the event on its way, and the day it is over

const cellOf = (day) => shown.querySelector(`[data-day="${day}"]`);

function say(text) {
  said.textContent = text;
}

function shift(day, step) {
  const moved = new Date(`${day}T12:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() + step);
  return moved.toISOString().slice(0, 10);
}

function inWords(day) {
  return new Intl.DateTimeFormat("fr", { dateStyle: "full", timeZone: "UTC" }).format(new Date(`${day}T12:00:00Z`));
}

function over(day) {
  const cell = cellOf(day);
  if (!cell) return;
  shown.querySelector("[data-target]")?.removeAttribute("data-target");
  cell.setAttribute("data-target", "");
  cell.scrollIntoView({ block: "nearest" });
  carried.day = day;
  say(cell.dataset.said);
}

function letGo() {
  shown.querySelector("[data-target]")?.removeAttribute("data-target");
  carried = null;
}

async function post(url, day, was) {
  const data = new FormData();
  data.set("on", day);
  data.set("was", was);
  data.set("csrfmiddlewaretoken", document.querySelector("[data-cal-token] input").value);
  return fetch(url, { method: "POST", body: data, headers: { "HX-Request": "true" } });
}

// What moves, where it was, where it goes: posted to its own room, which may refuse; then the page is read again.
async function move({ url, label, from }, day) {
  let answer;
  try {
    answer = await post(url, day, from);
  } catch {
    say("Pas de réseau : rien n’a été déplacé.");
    return;
  }
  if (answer.status === 422) {
    const why = await answer.text();
    await readAgain();
    say(why);
  } else if (answer.ok) {
    await readAgain();
    say(`${label} : ${inWords(day)}.`);
    offerUndo({ url, label, from: day }, from);
    shown.querySelector(`[data-move="${url}"]`)?.focus();
  } else {
    say("Vous ne pouvez plus déplacer cela : rechargez la page.");
  }
}

async function readAgain() {
  const page = await (await fetch(location.href)).text();
  const fresh = new DOMParser().parseFromString(page, "text/html").getElementById("agenda-shown");
  shown.replaceChildren(...fresh.childNodes);
}

function offerUndo(what, day) {
  const undo = document.createElement("button");
  undo.type = "button";
  undo.className = "btn btn-sm";
  undo.textContent = "Annuler";
  undo.addEventListener("click", () => move(what, day));
  said.append(" ", undo);
}

const whatOf = (event) => ({
  url: event.dataset.move,
  label: event.querySelector(".fil-cal-label").textContent,
  from: event.dataset.from,
});

function steer(key, event) {
  if (key in STEPS) {
    carried ??= { event, day: event.closest("[data-day]").dataset.day };
    over(shift(carried.day, STEPS[key]));
  } else if (carried && key === "Enter") {
    const { day } = carried;
    letGo();
    if (day !== event.closest("[data-day]").dataset.day) move(whatOf(event), day);
  } else if (carried && key === "Escape") {
    letGo();
    say("Rien n’a bougé.");
  } else {
    return false;
  }
  return true;
}

function walk(key, number) {
  const { day } = number.closest("[data-day]").dataset;
  if (key in STEPS) cellOf(shift(day, STEPS[key]))?.querySelector(".fil-cal-number").focus();
  else if (key in TURNS) document.querySelector(`[data-cal="${TURNS[key]}"]`).click();
  else return false;
  return true;
}

shown.addEventListener("keydown", (pressed) => {
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey) return;
  const event = pressed.target.closest("[data-day] [data-move]");
  const number = pressed.target.closest(".fil-cal-number");
  if ((event && steer(pressed.key, event)) || (number && walk(pressed.key, number))) pressed.preventDefault();
});
shown.addEventListener("focusout", (left) => {
  if (carried && left.target === carried.event && !carried.dragged) letGo();
});
shown.addEventListener("dragstart", (started) => {
  const event = started.target.closest?.("[data-day] [data-move]");
  if (!event) return;
  carried = { event, day: event.closest("[data-day]").dataset.day, dragged: true };
  started.dataTransfer.effectAllowed = "move";
  started.dataTransfer.setData("text/plain", event.dataset.move);
});
shown.addEventListener("dragover", (moved) => {
  const cell = moved.target.closest?.("[data-day]");
  if (!carried?.dragged || !cell) return;
  moved.preventDefault();
  if (cell.dataset.day !== carried.day) over(cell.dataset.day);
});
shown.addEventListener("drop", (dropped) => {
  const cell = dropped.target.closest?.("[data-day]");
  if (!carried?.dragged || !cell) return;
  dropped.preventDefault();
  const { event } = carried;
  letGo();
  if (cell !== event.closest("[data-day]")) move(whatOf(event), cell.dataset.day);
});
shown.addEventListener("dragend", () => {
  if (carried) letGo();
});
shown.addEventListener("submit", (sent) => {
  const form = sent.target.closest(".fil-cal-move");
  if (!form) return;
  sent.preventDefault();
  move({ url: form.getAttribute("action"), label: form.dataset.label, from: form.dataset.from }, form.elements.on.value);
});
