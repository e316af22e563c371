// Lines gathered in groups: dragged from one list to another. Ticking them and pressing a button does the same.
// A list is `[data-pile]` (its key, or nothing), a line `[data-idea]`; the form `[data-sorting]` sends each move.
import Sortable from "sortablejs/modular/sortable.core.esm.js";
import { copyWithoutStyle, forgetStyles } from "./js/dragging.js";

function prepare() {
  const form = document.querySelector("form[data-sorting]");
  if (!form) return;
  for (const list of document.querySelectorAll("[data-pile]")) {
    if (list.dataset.gathering) continue;
    list.dataset.gathering = "yes";
    Sortable.create(list, {
      group: "ideas",
      draggable: "[data-idea]",
      filter: "input, button",
      preventOnFilter: false,
      sort: false,
      ghostClass: "fil-ghost",
      onChoose: ({ item }) => (item.cloneNode = copyWithoutStyle),
      onEnd: ({ item, from, to }) => {
        if (from !== to) setTimeout(() => drop(form, item, to));
      },
    });
  }
}

function drop(form, item, list) {
  for (const touched of document.querySelectorAll("[data-pile]")) forgetStyles(touched);
  for (const ticked of form.querySelectorAll("input[name=ideas]")) ticked.checked = false;
  const given = { ideas: item.dataset.idea, pile: list.dataset.pile };
  for (const [name, value] of Object.entries(given)) {
    for (const field of form.querySelectorAll(`[name=${name}]:not([type=checkbox])`)) field.disabled = true;
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    form.append(field);
  }
  form.elements.title?.setAttribute("disabled", "");
  form.requestSubmit();
}

// One move at a time: the answer of an earlier one must not cover that of a later one.
for (const [moment, still] of [["htmx:before:request", true], ["htmx:finally:request", false]]) {
  document.addEventListener(moment, ({ target }) => {
    const board = target.closest?.("form")?.closest("[data-board]");
    if (board) board.inert = still;
  });
}
document.addEventListener("htmx:after:swap", prepare);
prepare();
