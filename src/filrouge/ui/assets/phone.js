// Personal links: a tap sends once, and a lost network says so. The page works without any of this.
import "./js/once.js";

const say = (text) => {
  const note = document.createElement("p");
  note.className = "note note-warning";
  note.setAttribute("role", "status");
  note.textContent = text;
  document.querySelector("main")?.prepend(note);
};

window.addEventListener("offline", () => say("Pas de réseau pour le moment. Votre réponse partira quand il reviendra et que vous aurez réessayé."));
