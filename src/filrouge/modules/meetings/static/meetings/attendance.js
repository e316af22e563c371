// The grid of presences by keyboard. One stop for each person; arrows go from one to the next, a letter marks and
// goes on. Everything is a button of a form: without this file, the grid works all the same.

const grid = () => document.querySelector("[data-presences]");
const rowOf = (element) => element?.closest?.("[data-presence]");
const buttonsOf = (row) => [...row.querySelectorAll("[data-key]")];
const shownRows = () => [...(grid()?.querySelectorAll("[data-presence]:not([hidden])") ?? [])];

function stopOf(row) {
  const buttons = buttonsOf(row);
  return buttons.find((button) => button.getAttribute("aria-pressed") === "true") ?? buttons[0];
}

function settle() {
  for (const row of grid()?.querySelectorAll("[data-presence]") ?? []) {
    const stop = buttonsOf(row).includes(document.activeElement) ? document.activeElement : stopOf(row);
    for (const button of buttonsOf(row)) button.tabIndex = button === stop ? 0 : -1;
  }
  const find = grid()?.querySelector("[data-presence-find]");
  if (find) {
    find.hidden = false;
    narrow(find.querySelector("input"));
  }
}

function focus(button) {
  if (!button) return;
  for (const other of buttonsOf(rowOf(button))) other.tabIndex = other === button ? 0 : -1;
  button.focus();
}

const folded = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

function narrow(input) {
  const wanted = folded(input.value.trim());
  for (const row of grid().querySelectorAll("[data-presence]")) {
    row.hidden = wanted !== "" && !folded(row.querySelector(".fil-row-title").textContent).includes(wanted);
  }
  for (const group of grid().querySelectorAll(".fil-presence-group")) {
    group.hidden = !group.querySelector("[data-presence]:not([hidden])");
  }
}

document.addEventListener("input", (event) => {
  if (event.target.closest("[data-presence-find]")) narrow(event.target);
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("[data-presence-find]")) {
    if (event.key !== "Enter" && event.key !== "ArrowDown") return;
    event.preventDefault();
    const first = shownRows()[0];
    if (first) focus(stopOf(first));
    return;
  }
  const row = event.target.closest("[data-key]") && rowOf(event.target);
  if (!row) return;
  const buttons = buttonsOf(row);
  const column = buttons.indexOf(event.target);
  const rows = shownRows();
  const next = rows[rows.indexOf(row) + 1];
  const moves = {
    ArrowRight: () => buttons[column + 1],
    ArrowLeft: () => buttons[column - 1],
    ArrowDown: () => next && buttonsOf(next)[column],
    ArrowUp: () => rows.indexOf(row) > 0 && buttonsOf(rows[rows.indexOf(row) - 1])[column],
  };
  if (moves[event.key]) {
    event.preventDefault();
    event.stopPropagation();
    focus(moves[event.key]());
    return;
  }
  const pressed = buttons.find((button) => button.dataset.key === event.key.toLowerCase());
  if (!pressed) return;
  event.preventDefault();
  event.stopPropagation(); // « d » and « t » mean something else elsewhere on the page
  pressed.click();
  focus(next ? stopOf(next) : pressed);
}, true);

document.addEventListener("htmx:after:swap", settle);
settle();
