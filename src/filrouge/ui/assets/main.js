// Everything a page of the house does beyond links and forms. Each module finds its own elements; all work is delegated
// from the document, so that what htmx brings later needs no wiring.
import "./js/theme.js";
import "./js/menus.js";
import "./js/dialogs.js";
import "./js/toasts.js";
import "./js/network.js";
import "./js/shortcuts.js";
import "./js/palette.js";
import "./js/once.js";
import "./js/targets.js";
import "./js/drafts.js";
import "./js/filters.js";
import "./js/bulk.js";
import "./js/copy.js";
import "./js/drop.js";
import "./js/print.js";
import "./js/tabs.js";
import "./js/errors.js";

document.documentElement.classList.add("js");
