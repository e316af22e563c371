// A file may be dropped on its zone; the zone then says its name.
const zoneOf = (event) => event.target.closest?.("[data-drop]");

function say(zone, files) {
  const hint = zone.querySelector(".fil-drop-hint");
  if (hint && files.length) hint.textContent = [...files].map((file) => file.name).join(", ");
}

for (const name of ["dragenter", "dragover"]) {
  document.addEventListener(name, (event) => {
    const zone = zoneOf(event);
    if (!zone) return;
    event.preventDefault();
    zone.classList.add("over");
  });
}
for (const name of ["dragleave", "drop"]) {
  document.addEventListener(name, (event) => zoneOf(event)?.classList.remove("over"));
}
document.addEventListener("drop", (event) => {
  const zone = zoneOf(event);
  const input = zone?.querySelector("input[type=file]");
  if (!input) return;
  event.preventDefault();
  input.files = event.dataTransfer.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
});
document.addEventListener("change", (event) => {
  const zone = zoneOf(event);
  if (zone && event.target.type === "file") say(zone, event.target.files);
});
