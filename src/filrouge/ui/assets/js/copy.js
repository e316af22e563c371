import { toast } from "./toasts.js";

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    toast("Copié.");
  } catch {
    toast(`La copie n’est pas permise ici. Voici le texte : ${button.dataset.copy}`, "info");
  }
});
