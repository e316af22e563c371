// The buttons above a text. Arrows go from one to the next; Tab leaves them; Alt+F10 reaches them from the text.
import { element, icon } from "../dom.js";
import { askAddress } from "./address.js";

const TOOLS = [
  { name: "Titre", icon: "heading", run: (chain) => chain.toggleHeading({ level: 3 }), on: ["heading", { level: 3 }], keys: "Ctrl+Alt+3" },
  { name: "Sous-titre", icon: "h-2", run: (chain) => chain.toggleHeading({ level: 4 }), on: ["heading", { level: 4 }], keys: "Ctrl+Alt+4" },
  { name: "Gras", icon: "bold", run: (chain) => chain.toggleBold(), on: ["bold"], keys: "Ctrl+B" },
  { name: "Italique", icon: "italic", run: (chain) => chain.toggleItalic(), on: ["italic"], keys: "Ctrl+I" },
  { name: "Liste à puces", icon: "list", run: (chain) => chain.toggleBulletList(), on: ["bulletList"], keys: "Ctrl+Maj+8" },
  { name: "Liste numérotée", icon: "list-numbers", run: (chain) => chain.toggleOrderedList(), on: ["orderedList"], keys: "Ctrl+Maj+7" },
  { name: "Lien", icon: "link", act: askAddress, on: ["link"], keys: "Ctrl+K" },
  { name: "Tableau", icon: "table", run: (chain) => chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true }), outside: "table" },
  { name: "Ajouter une ligne", icon: "row-insert-bottom", run: (chain) => chain.addRowAfter(), inside: "table" },
  { name: "Ajouter une colonne", icon: "column-insert-right", run: (chain) => chain.addColumnAfter(), inside: "table" },
  { name: "Retirer la ligne", icon: "row-remove", run: (chain) => chain.deleteRow(), inside: "table" },
  { name: "Retirer la colonne", icon: "column-remove", run: (chain) => chain.deleteColumn(), inside: "table" },
  { name: "Retirer le tableau", icon: "trash", run: (chain) => chain.deleteTable(), inside: "table" },
  { name: "Annuler", icon: "arrow-back-up", run: (chain) => chain.undo(), can: "undo", keys: "Ctrl+Z" },
  { name: "Rétablir", icon: "arrow-forward-up", run: (chain) => chain.redo(), can: "redo", keys: "Ctrl+Maj+Z" },
];

export function toolbarOf(editor, label) {
  const buttons = TOOLS.map((tool) => buttonOf(editor, tool));
  const bar = element("div", { class: "fil-tools", role: "toolbar", "aria-label": `Mise en forme : ${label}` }, buttons);
  bar.addEventListener("keydown", (event) => move(event, bar, editor));
  // A press on a button must not take the cursor away from the text.
  bar.addEventListener("mousedown", (event) => event.preventDefault());
  const refresh = () => {
    TOOLS.forEach((tool, rank) => show(editor, tool, buttons[rank]));
    rove(bar, usable(bar).find((button) => button.tabIndex === 0) ?? usable(bar)[0]);
  };
  editor.on("transaction", refresh);
  refresh();
  return bar;
}

function buttonOf(editor, tool) {
  const title = tool.keys ? `${tool.name} (${tool.keys})` : tool.name;
  const button = element("button", { class: "fil-tool", type: "button", "aria-label": tool.name, title, tabindex: "-1" }, [
    icon(tool.icon),
  ]);
  button.addEventListener("click", () => {
    if (tool.act) tool.act(editor);
    else tool.run(editor.chain().focus()).run();
  });
  return button;
}

function show(editor, tool, button) {
  if (tool.on) button.setAttribute("aria-pressed", String(editor.isActive(...tool.on)));
  if (tool.inside) button.hidden = !editor.isActive(tool.inside);
  if (tool.outside) button.hidden = editor.isActive(tool.outside);
  if (tool.can) button.disabled = !editor.can()[tool.can]();
}

function usable(bar) {
  return [...bar.children].filter((button) => !button.hidden && !button.disabled);
}

function rove(bar, chosen) {
  for (const button of bar.children) button.tabIndex = button === chosen ? 0 : -1;
}

function move(event, bar, editor) {
  const all = usable(bar);
  const at = all.indexOf(document.activeElement);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (event.key === "Escape") editor.commands.focus();
  if (to === undefined) return;
  event.preventDefault();
  const chosen = all.at(to % all.length);
  rove(bar, chosen);
  chosen.focus();
}
