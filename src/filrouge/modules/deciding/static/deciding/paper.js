// Papers: dots are given with two buttons, and the page says how many are left. Without this script, numbers are typed.
// Delegated from the document: a live session brings papers long after the page.

function left(paper) {
  const most = Number(paper.dataset.dots);
  const fields = [...paper.querySelectorAll("[data-dot] input")];
  const given = fields.reduce((sum, field) => sum + Number(field.value || 0), 0);
  const note = paper.querySelector("[data-dots-left]");
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

function dress(paper) {
  if (paper.dataset.dressed) return;
  paper.dataset.dressed = "yes";
  for (const line of paper.querySelectorAll("[data-dot]")) {
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
  left(paper);
}

function dressAll() {
  for (const paper of document.querySelectorAll('[data-paper="dots"]')) dress(paper);
}

document.addEventListener("input", (event) => {
  const paper = event.target.closest('[data-paper="dots"]');
  if (paper) left(paper);
});
new MutationObserver(dressAll).observe(document.body, { childList: true, subtree: true });
dressAll();
