// Filter bars: short addresses (empty fields left out), a count read aloud, a way back to the whole list. And forms that send themselves.
const DELAY = 300;
const timers = new WeakMap();

document.addEventListener("htmx:config:request", (event) => {
  const { ctx } = event.detail;
  if (!ctx.sourceElement.matches?.("[data-filters]")) return;
  for (const [name, value] of [...ctx.request.body.entries()]) if (value === "") ctx.request.body.delete(name);
  const clear = ctx.sourceElement.querySelector("[data-filters-clear]");
  if (clear) clear.hidden = [...ctx.request.body.keys()].length === 0;
});

// Without htmx, or before it has loaded: the same short address.
document.addEventListener("formdata", (event) => {
  if (!event.target.matches("[data-filters], [data-autosubmit]") || event.target.method !== "get") return;
  for (const [name, value] of [...event.formData.entries()]) if (value === "") event.formData.delete(name);
});

document.addEventListener("htmx:after:swap", () => {
  const counted = document.querySelector("[data-count]");
  const said = document.getElementById("annonce");
  if (counted && said && said.textContent !== counted.textContent) said.textContent = counted.textContent;
});

document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (!form?.hasAttribute("data-autosubmit")) return;
  clearTimeout(timers.get(form));
  timers.set(form, setTimeout(() => form.requestSubmit(), DELAY));
});
