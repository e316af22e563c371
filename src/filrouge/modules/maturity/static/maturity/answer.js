// How many dimensions are answered, while one answers. The page works without it.
const form = document.querySelector("form[data-count]");

function tell() {
  const all = Number(form.dataset.count);
  const done = form.querySelectorAll(".mat-question input:checked").length;
  const left = all - done;
  form.querySelector("[data-done]").textContent =
    left === 0
      ? "Toutes les dimensions ont une réponse."
      : `${done} sur ${all}. Ce que vous laissez vide compte comme « je ne sais pas ».`;
}

if (form) {
  form.addEventListener("change", tell);
  tell();
}
