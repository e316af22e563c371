// An editor in the place of a text. `createEditor(element, { html, label, describedBy, onChange, onFocus })` gives
// `html`, `show(html)` (what others wrote: only what differs moves, the cursor stays), `focus` and `destroy`.
import { Editor, createDocument } from "@tiptap/core";
import { askAddress } from "./address.js";
import { cleanPasted } from "./paste.js";
import { extensions } from "./schema.js";
import { toolbarOf } from "./toolbar.js";

export function createEditor(place, { html = "", label, describedBy, onChange = () => {}, onFocus = () => {} }) {
  place.replaceChildren();
  const attributes = { role: "textbox", "aria-multiline": "true", "aria-label": label, spellcheck: "true", lang: "fr" };
  if (describedBy) attributes["aria-describedby"] = describedBy;
  const editor = new Editor({
    element: place,
    extensions,
    content: html,
    injectCSS: false,
    editorProps: {
      attributes,
      transformPastedHTML: cleanPasted,
      handleKeyDown: (_view, event) => reach(event, editor, tools),
    },
    onUpdate: () => {
      marked(place, editor);
      onChange(editor.getHTML());
    },
    onFocus,
  });
  const tools = toolbarOf(editor, label);
  const forgetTab = letTabLeave(place);
  place.before(tools);
  marked(place, editor);
  return {
    get html() {
      return editor.isEmpty ? "" : editor.getHTML();
    },
    get focused() {
      return editor.isFocused;
    },
    show: (text) => show(editor, text, place),
    focus: () => editor.commands.focus(),
    destroy: () => {
      forgetTab();
      tools.remove();
      editor.destroy();
    },
  };
}

// The hint shown while nothing is written is drawn by the style sheet.
function marked(place, editor) {
  place.classList.toggle("is-empty", editor.isEmpty);
}

// Tab moves inside lists and tables: after Escape it leaves the text. The editor never sees that key.
function letTabLeave(place) {
  let leaving = false;
  const listen = (event) => {
    if (event.key === "Tab" && leaving) event.stopImmediatePropagation();
    leaving = event.key === "Escape" || (leaving && event.key === "Shift");
  };
  place.addEventListener("keydown", listen, true);
  return () => place.removeEventListener("keydown", listen, true);
}

// Alt+F10 reaches the buttons, Ctrl+K asks for a link.
function reach(event, editor, tools) {
  if (event.key === "F10" && event.altKey) tools.querySelector("[tabindex='0']")?.focus();
  else if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey)) askAddress(editor);
  else return false;
  event.preventDefault();
  return true;
}

function show(editor, html, place) {
  const before = editor.state.doc;
  const after = createDocument(html, editor.schema);
  const start = before.content.findDiffStart(after.content);
  if (start === null) return;
  let { a, b } = before.content.findDiffEnd(after.content);
  const overlap = start - Math.min(a, b);
  if (overlap > 0) {
    a += overlap;
    b += overlap;
  }
  const change = editor.state.tr.replace(start, a, after.slice(start, b));
  editor.view.dispatch(change.setMeta("addToHistory", false).setMeta("preventUpdate", true));
  marked(place, editor);
}
