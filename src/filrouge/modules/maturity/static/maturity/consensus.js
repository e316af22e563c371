// The consensus from the keyboard: 1 to 4 chooses, Enter keeps, the arrows change of dimension. The page works without it.
const form = document.querySelector(".mat-consensus");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !form) return;
  const writes = event.target.matches?.("input:not([type=radio]), textarea, select");
  if (writes) return;
  const choice = form.querySelector(`input[name="level"][value="${event.key}"]`);
  if (choice) {
    choice.checked = true;
    choice.focus();
  } else if (event.key === "Enter" && event.target.matches?.("input[type=radio], body")) {
    event.preventDefault();
    form.requestSubmit();
  } else if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
    const link = document.querySelector(`a[rel="${event.key === "ArrowLeft" ? "prev" : "next"}"]`);
    if (!link) return;
    event.preventDefault();
    link.click();
  }
});
