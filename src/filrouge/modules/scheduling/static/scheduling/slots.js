// Arrow keys walk the days; a line says how many dates the ticks make.
const chips = document.querySelector("[data-chips]");
const count = document.querySelector("[data-slots-count]");
const form = count?.closest("form");
const MOST = 30;

const boxes = () => [...chips.querySelectorAll("input[type=checkbox]")];

function neighbour(box, key) {
  const all = boxes();
  const at = all.indexOf(box);
  if (key === "ArrowRight") return all[at + 1];
  if (key === "ArrowLeft") return all[at - 1];
  const step = key === "ArrowDown" ? 7 : -7;
  const day = new Date(`${box.value}T12:00:00Z`);
  day.setUTCDate(day.getUTCDate() + step);
  return all.find((other) => other.value === day.toISOString().slice(0, 10));
}

chips?.addEventListener("keydown", (event) => {
  if (!["ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp"].includes(event.key)) return;
  const next = neighbour(event.target, event.key);
  if (!next) return;
  event.preventDefault();
  next.focus();
});

function tell() {
  const data = new FormData(form);
  const days = data.getAll("days").length + (data.get("other_day") ? 1 : 0);
  const hours = ["hour_1", "hour_2", "hour_3"].filter((name) => data.get(name)).length;
  const dates = data.getAll("suggested").length + days * hours;
  const words = dates > 1 ? `${dates} dates seront proposées.` : dates ? "Une date sera proposée." : "";
  count.textContent = dates > MOST ? `${words} C’est beaucoup : 30 au plus.` : words;
}

form?.addEventListener("input", tell);
if (form) tell();
