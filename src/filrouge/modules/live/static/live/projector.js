// The wall: it follows, and obeys a presenter's remote when the account that opened it holds the session.
import { Outbox } from "./outbox.js";
import { follow } from "./screen.js";

const root = document.querySelector("[data-live]");

follow(root, () => root.toggleAttribute("data-start", !root.querySelector("[data-clock]")));

root.querySelector("[data-full-screen]").addEventListener("click", () => {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen();
});

const KEYS = { ArrowRight: "next", PageDown: "next", ArrowLeft: "previous", PageUp: "previous" };
if (root.dataset.point) {
  const outbox = new Outbox({});
  document.addEventListener("keydown", (event) => {
    const moves = root.querySelector("[data-moves]")?.dataset;
    const move = KEYS[event.key];
    if (!move || !moves || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (moves[move] === undefined) return;
    const token = root.querySelector("input[name=csrfmiddlewaretoken]").value;
    outbox.put(root.dataset.point, new URLSearchParams({ item: moves[move], csrfmiddlewaretoken: token }).toString());
  });
}
