// What is no longer possible leaves the page: the button that takes back lives one minute.
for (const form of document.querySelectorAll("[data-until]")) {
  const left = new Date(form.dataset.until) - Date.now();
  setTimeout(() => form.remove(), Math.max(left, 0));
}
