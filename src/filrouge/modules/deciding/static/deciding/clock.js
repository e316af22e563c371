// The clock of a step on its own page; in a session, the screen counts.

const two = (value) => String(value).padStart(2, "0");
const digits = (seconds) => `${Math.floor(seconds / 60)}:${two(Math.floor(seconds) % 60)}`;

function tick() {
  for (const clock of document.querySelectorAll("[data-clock]")) {
    const { spent, since, planned } = clock.dataset;
    const left = Number(planned) - Number(spent) - (since ? Math.max(Date.now() / 1000 - Number(since), 0) : 0);
    clock.dataset.level = left <= 0 ? "over" : left <= 60 ? "late" : "";
    clock.querySelector("[data-clock-time]").textContent = left >= 0 ? digits(left) : `+${digits(-left)}`;
    const words = left >= 0 ? "restantes" : "de trop";
    clock.querySelector("[data-clock-words]").textContent = since ? words : `${words}, arrêté`;
  }
}

setInterval(tick, 1000);
tick();
