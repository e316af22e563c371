// The address of a link, asked in a dialog of the page.
import { element } from "../dom.js";

const SAFE = /^(https?:\/\/|mailto:)\S+$/i;

export function askAddress(editor) {
  const input = element("input", { class: "form-control", id: "adresse-lien", type: "text", inputmode: "url", autocomplete: "off", spellcheck: "false", "aria-describedby": "adresse-aide" });
  input.value = editor.getAttributes("link").href ?? "https://";
  const help = element("p", { class: "form-hint", id: "adresse-aide" }, ["Elle commence par https:// ou mailto:. Laissez vide pour retirer le lien."]);
  const dialog = element("dialog", { class: "fil-dialog", "aria-labelledby": "lien-titre" }, [
    element("form", { method: "dialog", novalidate: "" }, [
      element("h2", { id: "lien-titre" }, ["Lien"]),
      element("label", { class: "form-label", for: "adresse-lien" }, ["Adresse"]),
      input,
      help,
      element("div", { class: "fil-dialog-foot" }, [
        element("button", { class: "btn", type: "button", "data-dialog-close": "" }, ["Annuler"]),
        element("button", { class: "btn btn-primary", value: "yes" }, ["Enregistrer"]),
      ]),
    ]),
  ]);
  document.body.append(dialog);
  dialog.querySelector("form").addEventListener("submit", (event) => {
    if (["", "https://"].includes(input.value.trim()) || addressOf(input.value)) return;
    event.preventDefault();
    input.setAttribute("aria-invalid", "true");
    help.textContent = "Cette adresse ne se lit pas : elle commence par https:// ou mailto:.";
    help.setAttribute("role", "alert");
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (dialog.returnValue === "yes") link(editor, addressOf(input.value));
    else editor.commands.focus();
  });
  dialog.showModal();
  input.select();
}

function addressOf(typed) {
  const text = typed.trim();
  if (SAFE.test(text)) return text;
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)) return `mailto:${text}`;
  return /^[\w-]+(\.[\w-]+)+(\/\S*)?$/.test(text) ? `https://${text}` : "";
}

function link(editor, address) {
  const chain = editor.chain().focus().extendMarkRange("link");
  if (!address) chain.unsetLink().run();
  else if (editor.state.selection.empty && !editor.isActive("link")) {
    chain.insertContent({ type: "text", text: address.replace(/^mailto:/, ""), marks: [{ type: "link", attrs: { href: address } }] }).run();
  } else chain.setLink({ href: address }).run();
}
