// Lists whose lines are put in order: dragged by their handle, or moved with Alt and the arrows. The buttons stay.
// A list is `[data-arrange]`, a form whose lines (`[data-item]`) follow in the same card; it is sent on each move.
import Sortable from "sortablejs/modular/sortable.core.esm.js";
import { copyWithoutStyle, forgetStyles } from "./js/dragging.js";

const HANDLE = "[data-handle]";
const formOf = (line) => line.closest(".card").querySelector("form[data-arrange]");
let returnTo = null; // the line that had the focus when the list was sent

function prepare() {
  for (const form of document.querySelectorAll("form[data-arrange]")) {
    const list = form.closest(".card").querySelector("ol");
    if (!list || list.dataset.sorting) continue;
    list.dataset.sorting = "yes";
    Sortable.create(list, {
      handle: HANDLE,
      draggable: "[data-item]",
      ghostClass: "fil-ghost",
      onChoose: ({ item }) => (item.cloneNode = copyWithoutStyle),
      onEnd: ({ item, oldDraggableIndex, newDraggableIndex }) => {
        if (oldDraggableIndex !== newDraggableIndex) setTimeout(() => drop(list, item, newDraggableIndex + 1));
      },
    });
  }
}

function drop(list, line, to) {
  forgetStyles(list);
  send(line, { move: line.dataset.item, to });
}

function send(line, values) {
  const form = formOf(line);
  returnTo = line.dataset.item;
  for (const [name, value] of Object.entries(values)) {
    const field = form.elements[name];
    field.disabled = false;
    field.value = value;
  }
  form.requestSubmit();
}

document.addEventListener("keydown", (event) => {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  const line = step && event.altKey && !event.target.matches("input, select, textarea") && event.target.closest("[data-item]");
  if (!line) return;
  event.preventDefault();
  const lines = [...line.parentElement.querySelectorAll(":scope > [data-item]")];
  const to = lines.indexOf(line) + step;
  if (lines[to]) send(line, { move: line.dataset.item, to: to + 1 });
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=up], button[name=down]");
  if (button) returnTo = button.value;
});

document.addEventListener("htmx:after:swap", () => {
  prepare();
  const line = returnTo && document.querySelector(`[data-item="${CSS.escape(returnTo)}"]`);
  returnTo = null;
  if (!line) return;
  line.querySelector(HANDLE).focus();
  const lines = [...line.parentElement.querySelectorAll(":scope > [data-item]")];
  const said = document.getElementById("annonce");
  if (said) said.textContent = `${line.querySelector(".fil-row-title").textContent} : place ${lines.indexOf(line) + 1} sur ${lines.length}`;
});

prepare();
