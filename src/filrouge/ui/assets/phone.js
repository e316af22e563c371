// Personal links: a tap sends once, and a lost network says so. The page works without any of this.
import "./js/once.js";

// A long page keeps what is chosen on this device until it is sent.
if (document.querySelector("form[data-draft], [data-draft-done]")) import("./js/drafts.js");

// Drawing one's signature: its code comes when the box is opened, wherever it is on the page and however it came there.
document.addEventListener(
  "toggle",
  async ({ target }) => {
    if (!target.open || !target.matches?.("[data-signature]") || target.dataset.signature === "ready") return;
    target.dataset.signature = "ready";
    const { draw } = await import("./js/signature.js");
    draw(target);
  },
  true, // it does not bubble
);

const say = (text) => {
  const note = document.createElement("p");
  note.className = "note note-warning";
  note.setAttribute("role", "status");
  note.textContent = text;
  document.querySelector("main")?.prepend(note);
};

window.addEventListener("offline", () => {
  if (document.querySelector("[data-live]")) return; // such a page says it itself, and sends what waits
  say("Pas de réseau pour le moment. Votre réponse partira quand il reviendra et que vous aurez réessayé.");
});
