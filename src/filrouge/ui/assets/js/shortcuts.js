// « / » search, « n » add, « ? » help, Ctrl+Enter save. Silent while one types, and with any modifier held.
import { openDialog } from "./dialogs.js";
import { typingIn } from "./dom.js";

function focusOn(key) {
  const field = [...document.querySelectorAll("[data-shortcut-focus]")].find((one) => one.dataset.shortcutFocus === key && one.offsetParent);
  field?.focus();
  field?.select?.();
  return Boolean(field);
}

function unfold(key) {
  const menu = [...document.querySelectorAll("[data-shortcut-open]")].find((one) => one.dataset.shortcutOpen === key && one.offsetParent);
  if (!menu) return false;
  menu.open = true;
  menu.querySelector("a[href], button")?.focus();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing) return;
  if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
    event.target.form?.requestSubmit();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || typingIn(event.target)) return;
  if (event.key === "?") {
    openDialog("raccourcis");
    event.preventDefault();
  } else if (focusOn(event.key) || unfold(event.key)) {
    event.preventDefault();
  }
});
