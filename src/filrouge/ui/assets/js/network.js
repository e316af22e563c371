// What to say when an htmx request did not come back well. Nothing typed is lost: the page stays as it is.
import { toast } from "./toasts.js";

const OFFLINE = "Pas de réseau : rien n’est perdu, réessayez.";
const SWAPPED = [409, 422]; // the page shows these itself
const SAID = {
  401: "Votre session a expiré. Ouvrez la connexion dans un autre onglet, puis réessayez : rien n’est perdu.",
  403: "Vous n’avez pas le droit de faire cela. Demandez à la personne qui coordonne l’équipe.",
  404: "Cet élément n’existe plus. Rechargez la page.",
  413: "C’est trop volumineux pour être envoyé en une fois.",
  429: "Trop de demandes à la fois. Attendez une minute puis réessayez.",
};

document.addEventListener("htmx:error", (event) => {
  const { ctx, error } = event.detail;
  if (!ctx || error?.name === "AbortError") return; // replaced by a newer request
  toast(OFFLINE, "warning");
});

document.addEventListener("htmx:response:error", (event) => {
  const status = event.detail.ctx.response.status;
  if (SWAPPED.includes(status)) return;
  toast(SAID[status] ?? "Le serveur n’a pas pu répondre. Rien n’est perdu : réessayez dans une minute.", "danger");
});

window.addEventListener("offline", () => toast("Vous êtes hors ligne. Ce que vous tapez reste sur cette page.", "warning"));
window.addEventListener("online", () => toast("Le réseau est revenu.", "success"));
