// A form is sent once: its button waits with a spinner, and comes back when the page is shown again.
const WAIT = 20_000;

function release(form) {
  delete form.dataset.sending;
  for (const button of form.querySelectorAll("[data-waiting]")) {
    button.removeAttribute("data-waiting");
    button.removeAttribute("aria-disabled");
  }
}

function applies(form) {
  return form.method === "post" && form.dataset.once !== "no" && form.method !== "dialog";
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!applies(form)) return;
  if (form.dataset.sending) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  const byHtmx = form.matches("[hx-post], [hx-put], [hx-patch], [hx-delete]");
  if (event.defaultPrevented && !byHtmx) return;
  form.dataset.sending = "yes";
  const button = event.submitter ?? form.querySelector("[type=submit], button:not([type])");
  button?.setAttribute("data-waiting", ""); // not `disabled`: its name and value must travel
  button?.setAttribute("aria-disabled", "true");
  setTimeout(() => release(form), WAIT); // a download leaves the page where it is
});

window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sending]")) release(form);
});
document.addEventListener("htmx:finally:request", (event) => {
  const form = event.target.closest?.("form");
  if (form) release(form);
});
