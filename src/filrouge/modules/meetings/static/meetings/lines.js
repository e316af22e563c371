// Lists of lines in a form: added, taken out, moved with buttons or Alt and the arrows. What is sent follows the order shown.
const ICONS = document.documentElement.dataset.icons;

function button(icon, label, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "btn btn-sm btn-icon";
  made.setAttribute("aria-label", label);
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `${ICONS}#${icon}`);
  svg.append(use);
  made.append(svg);
  made.addEventListener("click", act);
  return made;
}

const first = (line) => line.querySelector("input, select, textarea");
const changed = (line) => line.closest("form").dispatchEvent(new Event("input", { bubbles: true }));

function move(line, step) {
  const other = step < 0 ? line.previousElementSibling : line.nextElementSibling;
  if (!other) return;
  if (step < 0) other.before(line);
  else other.after(line);
  const where = [...line.parentElement.children].indexOf(line) + 1;
  const said = document.getElementById("annonce");
  if (said) said.textContent = `Ligne ${where} sur ${line.parentElement.children.length}`;
}

function equip(line) {
  const ordered = line.closest("[data-lines]").dataset.lines === "ordered";
  const tools = line.querySelector(".fil-line-tools");
  const up = button("arrow-up", "Monter la ligne", () => (move(line, -1), up.focus()));
  const down = button("arrow-down", "Descendre la ligne", () => (move(line, 1), down.focus()));
  const gone = button("x", "Retirer la ligne", () => {
    const next = line.nextElementSibling ?? line.previousElementSibling;
    const list = line.parentElement;
    line.remove();
    (next ? first(next) : list.parentElement.querySelector("[data-line-add]")).focus();
  });
  tools.replaceChildren(...(ordered ? [up, down] : []), gone);
  if (!ordered) return;
  line.addEventListener("keydown", (event) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step || !event.altKey) return;
    event.preventDefault();
    const here = document.activeElement;
    move(line, step);
    here.focus();
  });
}

function add(lines) {
  const list = lines.querySelector("ol");
  const made = lines.querySelector("template").content.cloneNode(true).firstElementChild;
  const rank = list.children.length + 1;
  for (const field of made.querySelectorAll("[id]")) {
    field.id = field.id.replace(/N$/, rank);
    field.setAttribute("aria-label", field.getAttribute("aria-label").replace(/N$/, rank));
  }
  list.append(made);
  equip(made);
  made.querySelector("input[type=text]").focus();
}

for (const lines of document.querySelectorAll("[data-lines]")) {
  for (const line of lines.querySelectorAll("[data-line]")) {
    const typed = line.querySelector("input[type=text]");
    if (!typed.value && !line.querySelector(".is-invalid")) line.remove(); // blank lines are for those without scripts
    else equip(line);
  }
  lines.querySelector("[data-line-add]").addEventListener("click", () => add(lines));
}
