// « C’est son tour »: one tap chooses that person in the list above.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-turn]");
  if (!button) return;
  const list = document.getElementById(button.dataset.turn);
  list.value = button.value;
  list.dispatchEvent(new Event("input", { bubbles: true })); // drafts keep it
  list.focus();
});
