// The arrow keys go from day to day, page up and page down from month to month.
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
const TURNS = { PageUp: "previous", PageDown: "next" };

export function shift(day, step) {
  const moved = new Date(`${day}T12:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() + step);
  return moved.toISOString().slice(0, 10);
}

document.addEventListener("keydown", (event) => {
  const number = event.target.closest?.(".fil-cal-number");
  if (!number || event.ctrlKey || event.metaKey || event.altKey) return;
  const { day } = number.closest("[data-day]").dataset;
  if (event.key in STEPS) {
    event.preventDefault();
    document.querySelector(`[data-day="${shift(day, STEPS[event.key])}"] .fil-cal-number`)?.focus();
  } else if (event.key in TURNS) {
    event.preventDefault();
    document.querySelector(`[data-cal="${TURNS[event.key]}"]`).click();
  }
});
