// Rich text, loaded only by pages where people write: `filrouge.createEditor(element, options)`. A page has as many
// texts as it likes; an editor is made when a text is entered.
import { createEditor } from "./js/editor/create.js";

globalThis.filrouge = { ...globalThis.filrouge, createEditor };
