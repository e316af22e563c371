// A refused form: the summary takes the focus, its links go to the fields, and a corrected field loses its red edge.
function focusSummary() {
  const summary = document.querySelector("[data-error-summary]:not([data-seen])");
  if (!summary || summary.closest("[data-quiet]")) return; // the gallery shows one for the eye only
  summary.dataset.seen = "yes";
  summary.focus();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-error-summary] a[href^='#']");
  if (!link) return;
  const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  const field = target?.matches("input, select, textarea") ? target : target?.querySelector("input, select, textarea");
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.scrollIntoView({ block: "center" });
});

document.addEventListener("input", (event) => {
  if (!event.target.matches?.(".is-invalid")) return;
  event.target.classList.remove("is-invalid");
  event.target.removeAttribute("aria-invalid");
});

focusSummary();
document.addEventListener("htmx:after:swap", focusSummary);
