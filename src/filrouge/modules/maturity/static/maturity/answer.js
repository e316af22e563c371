// How many dimensions are answered, while one answers. The page works without it.
const form = document.querySelector("form[data-count]");

function tell() {
  const all = Number(form.dataset.count);
  const done = form.querySelectorAll(".mat-question input:checked").length;
  form.querySelector("[data-done]").textContent = done < all ? `${done} sur ${all}` : "Toutes les dimensions ont une réponse.";
}

if (form) {
  form.addEventListener("change", tell);
  tell();
}
