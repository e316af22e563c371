// Papers: dots are given with two buttons, and the page says how many are left. Without this script, numbers are typed.
// Delegated from the document: a live session brings papers long after the page.

function left(form) {
  const most = Number(form.dataset.dots);
  const fields = [...form.querySelectorAll("[data-dot] input")];
  const given = fields.reduce((sum, field) => sum + Number(field.value || 0), 0);
  const note = form.querySelector("[data-dots-left]");
  const rest = most - given;
  if (rest > 1) note.textContent = `Il vous reste ${rest} gommettes.`;
  else if (rest === 1) note.textContent = "Il vous reste une gommette.";
  else note.textContent = rest === 0 ? "Toutes vos gommettes sont posées." : "Vous avez posé trop de gommettes.";
  for (const field of fields) {
    const [less, more] = field.parentElement.querySelectorAll("button");
    if (!more) continue;
    less.disabled = Number(field.value) <= 0;
    more.disabled = rest <= 0;
  }
}

function button(sign, label, field, step) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = sign;
  made.setAttribute("aria-label", label);
  made.addEventListener("click", () => {
    field.value = Math.max(0, Number(field.value || 0) + step);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  return made;
}

function dress(form) {
  if (form.dataset.dressed) return;
  form.dataset.dressed = "yes";
  for (const line of form.querySelectorAll("[data-dot]")) {
    const field = line.querySelector("input");
    const name = line.querySelector("label").textContent;
    const group = document.createElement("span");
    group.className = "fil-paper-step";
    field.replaceWith(group);
    group.append(
      button("−", `Retirer une gommette : ${name}`, field, -1),
      field,
      button("+", `Poser une gommette : ${name}`, field, 1),
    );
  }
  left(form);
}

function dressAll() {
  for (const form of document.querySelectorAll('form[data-paper="dots"]')) dress(form);
}

document.addEventListener("input", (event) => {
  const form = event.target.closest('form[data-paper="dots"]');
  if (form) left(form);
});
new MutationObserver(dressAll).observe(document.body, { childList: true, subtree: true });
dressAll();
