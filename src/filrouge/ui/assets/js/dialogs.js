// Native dialogs, and one question asked before what cannot be undone: data-confirm, hx-confirm, `await confirmed(text)`.
import { element } from "./dom.js";

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog-open]");
  if (opener) {
    opener.closest("details[data-menu]")?.removeAttribute("open");
    openDialog(opener.dataset.dialogOpen);
  }
  const closer = event.target.closest("[data-dialog-close]");
  if (closer) closer.closest("dialog")?.close();
  if (event.target.matches?.("dialog")) event.target.close(); // a click on the backdrop
});

export function openDialog(id) {
  const dialog = document.getElementById(id);
  if (dialog && !dialog.open) {
    dialog.showModal();
    dialog.dispatchEvent(new CustomEvent("dialog:open"));
  }
}

export function confirmed(text, { button = "Confirmer", danger = true } = {}) {
  const dialog = element("dialog", { class: "fil-dialog", "aria-labelledby": "confirmation-titre" }, [
    element("form", { method: "dialog" }, [
      element("h2", { id: "confirmation-titre" }, [text]),
      element("div", { class: "fil-dialog-foot" }, [
        element("button", { class: "btn", value: "" }, ["Annuler"]),
        element("button", { class: `btn ${danger ? "btn-danger" : "btn-primary"}`, value: "yes" }, [button]),
      ]),
    ]),
  ]);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      resolve(dialog.returnValue === "yes");
      dialog.remove();
    });
  });
}

const agreed = new WeakSet();

document.addEventListener(
  "submit",
  async (event) => {
    const form = event.target;
    const asker = event.submitter?.dataset.confirm ? event.submitter : form;
    if (!asker.dataset.confirm || agreed.delete(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (await confirmed(asker.dataset.confirm, { button: asker.dataset.confirmButton })) {
      agreed.add(form);
      form.requestSubmit(event.submitter);
    }
  },
  true,
);

document.addEventListener("htmx:confirm", async (event) => {
  const { ctx, issueRequest, dropRequest } = event.detail;
  if (!ctx?.confirm) return;
  event.preventDefault();
  const button = ctx.sourceElement.dataset.confirmButton;
  if (await confirmed(ctx.confirm, { button })) issueRequest();
  else dropRequest();
});
