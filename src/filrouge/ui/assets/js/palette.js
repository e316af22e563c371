// Ctrl+K: every link marked data-palette, filtered as one types, accents or not.
import { openDialog } from "./dialogs.js";
import { element } from "./dom.js";

const dialog = document.getElementById("palette");
const input = dialog?.querySelector("input");
const list = dialog?.querySelector("[role=listbox]");
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
let at = 0;

function links() {
  const seen = new Map();
  for (const link of document.querySelectorAll("[data-palette]")) {
    const label = link.querySelector("span")?.textContent.trim() ?? link.textContent.trim();
    if (!seen.has(link.href + label)) seen.set(link.href + label, { label, group: link.dataset.palette, href: link.href });
  }
  return [...seen.values()];
}

function matching(text) {
  const words = plain(text).split(/\s+/).filter(Boolean);
  const found = links().filter((link) => words.every((word) => plain(`${link.group} ${link.label}`).includes(word)));
  if (text.trim() && dialog.dataset.searchUrl) {
    const href = `${dialog.dataset.searchUrl}?q=${encodeURIComponent(text.trim())}`;
    found.push({ label: `« ${text.trim()} »`, group: "Rechercher", href });
  }
  return found;
}

function show() {
  const found = matching(input.value);
  list.replaceChildren(
    ...found.map((link, index) =>
      element("li", { role: "option", id: `palette-${index}`, "aria-selected": "false", "data-href": link.href }, [
        element("span", { class: "fil-palette-group" }, [link.group]),
        element("span", {}, [link.label]),
      ]),
    ),
  );
  select(0);
}

function select(index) {
  const options = [...list.children];
  at = options.length ? (index + options.length) % options.length : 0;
  for (const [position, option] of options.entries()) option.setAttribute("aria-selected", String(position === at));
  options[at]?.scrollIntoView({ block: "nearest" });
  if (options.length) input.setAttribute("aria-activedescendant", `palette-${at}`);
  else input.removeAttribute("aria-activedescendant");
}

function go(option) {
  if (option) location.assign(option.dataset.href);
}

if (dialog) {
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "k") return;
    event.preventDefault();
    openDialog("palette");
  });
  dialog.addEventListener("dialog:open", () => {
    input.value = "";
    show();
    input.focus();
  });
  input.addEventListener("input", show);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      select(at + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter") {
      event.preventDefault();
      go(list.children[at]);
    }
  });
  list.addEventListener("click", (event) => go(event.target.closest("[role=option]")));
}
