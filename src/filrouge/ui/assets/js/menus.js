// Menus are <details>: they open without a script. This closes them on Escape, outside, and moves with the arrows.
const open = () => document.querySelectorAll("details[data-menu][open]");
const items = (menu) => [...menu.querySelectorAll("a[href], button")].filter((item) => item.offsetParent);

function close(menu, refocus) {
  menu.open = false;
  if (refocus) menu.querySelector("summary").focus();
}

document.addEventListener("click", (event) => {
  for (const menu of open()) if (!menu.contains(event.target)) close(menu, false);
});

document.addEventListener("focusin", (event) => {
  for (const menu of open()) if (!menu.contains(event.target)) close(menu, false);
});

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.("details[data-menu][open]");
  if (event.key === "Escape") {
    for (const other of open()) close(other, other === menu);
    return;
  }
  if (!menu || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
  event.preventDefault();
  const choices = items(menu);
  const step = event.key === "ArrowDown" ? 1 : -1;
  const at = choices.indexOf(document.activeElement);
  choices.at((at === -1 && step === -1 ? 0 : at + step) % choices.length)?.focus();
});
