// Several rows at once: the bar appears with the first ticked box and counts them.
const boxes = (id) => [...document.querySelectorAll(`input[type=checkbox][form="${id}"], form#${CSS.escape(id)} input[type=checkbox]`)].filter((box) => !box.hasAttribute("data-bulk-all"));

function count(id) {
  const all = boxes(id);
  const ticked = all.filter((box) => box.checked).length;
  for (const bar of document.querySelectorAll(`[data-bulk="${id}"]`)) {
    bar.hidden = ticked === 0;
    bar.querySelector("[data-bulk-count]").textContent = String(ticked);
    bar.querySelector("[data-bulk-word]").textContent = ticked > 1 ? "lignes cochées" : "ligne cochée";
  }
  for (const head of document.querySelectorAll(`[data-bulk-all="${id}"]`)) {
    head.checked = ticked > 0 && ticked === all.length;
    head.indeterminate = ticked > 0 && ticked < all.length;
  }
}

const every = () => [...document.querySelectorAll("[data-bulk]")].map((bar) => bar.dataset.bulk);

document.addEventListener("change", (event) => {
  const head = event.target.closest("[data-bulk-all]");
  if (head) for (const box of boxes(head.dataset.bulkAll)) box.checked = head.checked;
  if (event.target.type === "checkbox") every().forEach(count);
});

document.addEventListener("click", (event) => {
  const clear = event.target.closest("[data-bulk-clear]");
  if (!clear) return;
  const id = clear.closest("[data-bulk]").dataset.bulk;
  for (const box of boxes(id)) box.checked = false;
  count(id);
});

document.addEventListener("htmx:after:swap", () => every().forEach(count));
window.addEventListener("pageshow", () => every().forEach(count));
