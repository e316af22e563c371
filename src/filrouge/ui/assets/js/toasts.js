// Short answers in a corner. Good news leaves by itself, the rest waits to be read.
import { element, icon } from "./dom.js";

const SECONDS = 6;
const GLYPHS = { success: "circle-check", info: "info-circle" };

function leaveLater(toast) {
  if (!["success", "info"].includes(toast.dataset.toast)) return;
  let timer;
  const start = () => (timer = setTimeout(() => toast.remove(), SECONDS * 1000));
  const stop = () => clearTimeout(timer);
  for (const event of ["pointerenter", "focusin"]) toast.addEventListener(event, stop);
  for (const event of ["pointerleave", "focusout"]) toast.addEventListener(event, start);
  start();
}

export function toast(text, level = "success") {
  const place = document.getElementById("toasts");
  if (!place) return;
  const same = [...place.children].find((other) => other.textContent.trim() === text);
  same?.remove();
  const close = element("button", { type: "button", class: "btn-close", "aria-label": "Fermer ce message", "data-dismiss": "" });
  const made = element("div", { class: `fil-toast fil-toast-${level}`, "data-toast": level }, [
    icon(GLYPHS[level] ?? "alert-triangle"),
    element("p", {}, [text]),
    close,
  ]);
  place.append(made);
  leaveLater(made);
}

for (const shown of document.querySelectorAll("[data-toast]")) leaveLater(shown);

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-dismiss]");
  if (button) button.closest("[data-toast], .alert")?.remove();
});

// HX-Trigger: {"toast": {"level": "success", "text": "…"}}
document.addEventListener("toast", (event) => toast(event.detail.text, event.detail.level));
