// allauth's passkey scripts only tell the console when the device refuses or the person gives up: say it on the page.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  for (const element of document.querySelectorAll("[data-passkey-error]")) element.hidden = false;
});
