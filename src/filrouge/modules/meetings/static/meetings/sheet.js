// A photographed sheet: sent as soon as it is taken, then read large beside the grid. Without this file the button
// sends and the picture opens alone.

const STEP = 1.35;
const view = document.querySelector("[data-sheet-view]");
const image = view?.querySelector("img");
const leaving = new Set();

for (const form of document.querySelectorAll("[data-sheet-upload]")) {
  const state = form.querySelector("[data-sheet-state]");
  form.addEventListener("change", (event) => {
    if (!event.target.matches("[data-sheet-input]") || event.target.files.length === 0) return;
    for (const other of form.querySelectorAll("[data-sheet-input]")) {
      if (other !== event.target) other.disabled = true; // sent once, by one of the two
    }
    form.requestSubmit();
  });
  form.addEventListener("submit", (event) => {
    if (leaving.has(form)) event.preventDefault(); // a second tap would abort the first sending
    leaving.add(form);
    state.textContent = "Envoi de la photo…";
  });
}
addEventListener("pageshow", () => {
  leaving.clear();
  for (const input of document.querySelectorAll("[data-sheet-input]")) {
    input.disabled = false;
    input.value = ""; // back to this page: the same photo may be chosen again
  }
});

let zoom = 1;
let turns = 0;

function show() {
  const sideways = turns % 2 === 1;
  const ratio = image.naturalWidth / image.naturalHeight || 1;
  image.style.width = `${100 * zoom}%`;
  image.style.transform = `rotate(${90 * turns}deg)${sideways ? ` scale(${Math.min(ratio, 1 / ratio)})` : ""}`;
}

function enlarge(direction) {
  const before = zoom;
  zoom = Math.min(Math.max(zoom * STEP ** direction, 1), 6);
  const x = (view.scrollLeft + view.clientWidth / 2) / before;
  const y = (view.scrollTop + view.clientHeight / 2) / before;
  show();
  view.scrollTo(x * zoom - view.clientWidth / 2, y * zoom - view.clientHeight / 2);
}

if (image) {
  document.querySelector("[data-sheet-tools]").hidden = false;
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-zoom]");
    if (button) enlarge(Number(button.dataset.zoom));
    if (event.target.closest("[data-turn]")) {
      turns = (turns + 1) % 4;
      show();
    }
  });
  view.addEventListener("keydown", (event) => {
    if (event.key === "+" || event.key === "-") enlarge(event.key === "+" ? 1 : -1);
  });
  view.addEventListener("dblclick", () => enlarge(1));
  let from = null; // dragging with a mouse; fingers already scroll
  view.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse" || event.button !== 0) return;
    from = { x: event.clientX + view.scrollLeft, y: event.clientY + view.scrollTop };
    view.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  view.addEventListener("pointermove", (event) => {
    if (from) view.scrollTo(from.x - event.clientX, from.y - event.clientY);
  });
  for (const end of ["pointerup", "pointercancel"]) view.addEventListener(end, () => { from = null; });
}
