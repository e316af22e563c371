// « d », « t », « i », outside a field: the form of a decision, a task, an information of the item being worked on. One
// form of each kind waits in the page; it is copied under the item when asked for. Without scripts, a link shows it.

let current = document.querySelector(".fil-item");

document.addEventListener("focusin", (event) => {
  current = event.target.closest(".fil-item") ?? current;
});

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-outcome]");
  if (opener && show(opener)) event.preventDefault();
  const closer = event.target.closest("[data-outcome-close]");
  if (closer) close(closer.closest("[data-outcome-form]"));
});

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "Escape" && typing?.closest("[data-outcome-form]")) close(typing.closest("[data-outcome-form]"));
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !current || document.querySelector("dialog[open]")) return;
  const opener = current.querySelector(`[data-outcome][data-key="${CSS.escape(event.key)}"]`);
  if (!opener || !show(opener)) return;
  event.preventDefault();
});

function show(opener) {
  const model = document.querySelector(`template[data-outcome-model="${opener.dataset.outcome}"]`);
  if (!model) return false;
  const outcomes = opener.closest(".fil-outcomes");
  close(outcomes.querySelector("[data-outcome-form]"));
  const form = model.content.firstElementChild.cloneNode(true);
  for (const name of ["action", "hx-post"]) form.setAttribute(name, opener.dataset.url);
  form.setAttribute("hx-target", `#${outcomes.id}`);
  for (const node of form.querySelectorAll("[id]")) node.id += `-${outcomes.id}`;
  for (const node of form.querySelectorAll("[for]")) node.htmlFor += `-${outcomes.id}`;
  outcomes.append(form);
  globalThis.htmx?.process(form);
  form.querySelector("textarea, input:not([type=hidden])").focus();
  return true;
}

function close(form) {
  if (!form) return;
  const outcomes = form.closest(".fil-outcomes");
  form.remove();
  outcomes.querySelector("[data-outcome]")?.focus();
}
