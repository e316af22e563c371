// Light, dark or as the device says. A cookie, so that the server writes the page right at once, without a flash.
const YEAR = 60 * 60 * 24 * 365;
const root = document.documentElement;

function mark(value) {
  for (const button of document.querySelectorAll("[data-theme-value]")) {
    button.setAttribute("aria-pressed", String(button.dataset.themeValue === value));
  }
}

function choose(value) {
  if (value === "auto") {
    delete root.dataset.bsTheme;
    document.cookie = "theme=; path=/; max-age=0; samesite=lax";
  } else {
    root.dataset.bsTheme = value;
    document.cookie = `theme=${value}; path=/; max-age=${YEAR}; samesite=lax`;
  }
  mark(value);
}

for (const group of document.querySelectorAll("[data-theme-switch]")) group.hidden = false;
mark(root.dataset.bsTheme ?? "auto");
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-theme-value]");
  if (button) choose(button.dataset.themeValue);
});
