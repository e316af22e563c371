// Each tap is kept at once, so that nobody who forgets the last button has answered for nothing.
const form = document.querySelector("[data-answers]");
const kept = form?.querySelector("[data-kept]");
let waiting = false;
let again = false;

function say(text, state) {
  kept.textContent = text;
  kept.dataset.state = state;
}

function taps() {
  const data = new FormData(form);
  data.delete("word"); // what is being written leaves with the button
  return data;
}

async function keep() {
  if (waiting) {
    again = true;
    return;
  }
  waiting = true;
  again = false;
  try {
    const answer = await fetch(form.action || location.href, { method: "POST", body: taps(), redirect: "manual" });
    if (answer.type === "opaqueredirect") say("Enregistré.", "kept");
    else location.reload(); // closed meanwhile: the page says so
  } catch {
    say("Pas de réseau : vos réponses partiront quand il reviendra.", "late");
  } finally {
    waiting = false;
    if (again) keep();
  }
}

form?.addEventListener("change", (event) => {
  if (event.target.type === "radio") keep();
});
window.addEventListener("online", () => {
  if (kept?.dataset.state === "late") keep();
});
