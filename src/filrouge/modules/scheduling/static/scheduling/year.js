// Move a meeting of the year by dragging it, or with the arrow keys: what stands in the way is said as one goes.
const STEPS = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -7, ArrowRight: 7 };
const page = document.querySelector(".fil-content-main");
let carried = null; // the chip on its way, and the day it is over

const calendar = () => document.getElementById("annee");
const cellOf = (day) => calendar().querySelector(`[data-day="${day}"]`);
const dayOf = (chip) => chip.closest("[data-day]").dataset.day;

function say(text) {
  calendar().querySelector("[data-year-said]").textContent = text;
}

function shift(day, step) {
  const moved = new Date(`${day}T12:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() + step);
  return moved.toISOString().slice(0, 10);
}

function over(day) {
  const cell = cellOf(day);
  if (!cell) return;
  calendar().querySelector("[data-target]")?.removeAttribute("data-target");
  cell.setAttribute("data-target", "");
  cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  carried.day = day;
  say(cell.dataset.said);
}

function drop() {
  calendar().querySelector("[data-target]")?.removeAttribute("data-target");
  carried = null;
}

async function move(chip, day) {
  const from = dayOf(chip);
  const title = chip.textContent;
  const data = new FormData();
  data.set("day", day);
  data.set("csrfmiddlewaretoken", page.querySelector("[name=csrfmiddlewaretoken]").value);
  let answer;
  try {
    answer = await fetch(chip.href, { method: "POST", body: data, headers: { "HX-Request": "true" } });
  } catch {
    say("Pas de réseau : rien n’a été déplacé.");
    return;
  }
  const text = await answer.text();
  if (answer.status === 422) {
    say(text);
    return;
  }
  if (!answer.ok) {
    location.reload();
    return;
  }
  const key = chip.dataset.chip;
  calendar().outerHTML = text;
  settle(key, title, from, day);
}

function settle(key, title, from, day) {
  const moved = calendar().querySelector(`[data-chip="${key}"]`);
  moved?.focus();
  say(`${title} : ${cellOf(day).dataset.said.split(", déjà")[0]}. `);
  const undo = document.createElement("button");
  undo.type = "button";
  undo.className = "btn btn-sm";
  undo.textContent = "Annuler";
  undo.addEventListener("click", () => move(calendar().querySelector(`[data-chip="${key}"]`), from));
  calendar().querySelector("[data-year-said]").append(undo);
}

page.addEventListener("keydown", (event) => {
  const chip = event.target.closest?.("[data-chip]");
  if (!chip) return;
  if (event.key in STEPS) {
    event.preventDefault();
    carried ??= { chip, day: dayOf(chip) };
    over(shift(carried.day, STEPS[event.key]));
  } else if (carried && event.key === "Enter") {
    event.preventDefault();
    const { day } = carried;
    drop();
    if (day !== dayOf(chip)) move(chip, day);
  } else if (carried && event.key === "Escape") {
    event.preventDefault();
    drop();
    say("Rien n’a bougé.");
  }
});
page.addEventListener("focusout", (event) => {
  if (carried && event.target === carried.chip && !carried.dragged) drop();
});
page.addEventListener("dragstart", (event) => {
  const chip = event.target.closest?.("[data-chip]");
  if (!chip) return;
  carried = { chip, day: dayOf(chip), dragged: true };
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", chip.dataset.chip);
});
page.addEventListener("dragover", (event) => {
  const cell = event.target.closest?.("[data-day]");
  if (!carried?.dragged || !cell) return;
  event.preventDefault();
  if (cell.dataset.day !== carried.day) over(cell.dataset.day);
});
page.addEventListener("drop", (event) => {
  const cell = event.target.closest?.("[data-day]");
  if (!carried?.dragged || !cell) return;
  event.preventDefault();
  const { chip } = carried;
  drop();
  if (cell.dataset.day !== dayOf(chip)) move(chip, cell.dataset.day);
});
page.addEventListener("dragend", () => {
  if (carried) drop();
});
