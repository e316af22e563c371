// « Imprimer », and the figures of charts and the folded lists unfolded on paper only.
let unfolded = [];

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

window.addEventListener("beforeprint", () => {
  unfolded = [...document.querySelectorAll("details:is(.fil-figures, .fil-fold):not([open])")];
  for (const details of unfolded) details.open = true;
});

window.addEventListener("afterprint", () => {
  for (const details of unfolded) details.open = false;
});
