// Notes of one text: an editor when it is entered, saved as they are typed, kept in this browser until the server has
// said yes. Lost network: the text waits here and leaves by itself. Others write too: what they save comes in, what both
// changed is shown side by side, nothing is overwritten.

const QUIET = 700; // milliseconds without typing before a save
const RETRY = [2000, 4000, 8000, 15000];
const ALIVE = 3; // editors kept open, so that « undo » survives a look elsewhere

export const waiting = new Set(); // what is not saved yet
const open = []; // from the least to the most recently entered

const board = document.querySelector("[data-save-state]");

export function say(kind, text) {
  board.dataset.saveState = kind;
  board.textContent = text;
}

export function element(name, className = "", children = []) {
  const made = document.createElement(name);
  made.className = className;
  made.append(...children);
  return made;
}

function button(label, act) {
  const made = element("button", "btn btn-sm", [label]);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

// What comes from the server is clean; it is parsed apart all the same, and nothing in it can run or load.
function parsed(html) {
  return [...new DOMParser().parseFromString(html, "text/html").body.childNodes];
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function keep(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // full or forbidden: the page itself still holds the text
  }
}

export class Notes {
  constructor(form, { hand, onFocus }) {
    Object.assign(this, { form, hand, onFocus, failures: 0 });
    this.name = form.dataset.notes;
    this.place = form.querySelector("[data-writing]");
    this.alert = form.querySelector("[data-notes-alert]");
    this.key = `notes:${form.closest("[data-texts]").dataset.here}:${this.name}`;
    this.version = Number(form.elements.version.value);
    this.text = this.place.innerHTML;
    form.querySelector(".fil-plain").remove(); // the box for browsers without scripts
    this.ready();
    this.restore();
  }

  ready() {
    const { place } = this;
    place.setAttribute("role", "textbox");
    place.setAttribute("aria-multiline", "true");
    place.setAttribute("aria-label", place.dataset.label);
    place.setAttribute("aria-describedby", "aide-redaction");
    place.tabIndex = 0;
    place.classList.toggle("is-empty", !this.text);
    place.addEventListener("focus", () => this.enter());
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.save();
    });
  }

  // The place of the text becomes an editor; the one left longest ago becomes a text again.
  enter() {
    if (this.editor) return;
    const { place, text } = this;
    for (const name of ["role", "aria-multiline", "aria-label", "aria-describedby", "tabindex"]) place.removeAttribute(name);
    this.editor = globalThis.filrouge.createEditor(place, {
      html: text,
      label: place.dataset.label,
      describedBy: "aide-redaction",
      onChange: () => this.typed(),
      onFocus: () => {
        open.push(...open.splice(open.indexOf(this), 1));
        this.onFocus(this);
      },
    });
    this.form.classList.add("is-open");
    open.push(this);
    this.editor.focus();
    if (open.length > ALIVE) open.shift().leave();
  }

  leave() {
    this.text = this.editor.html;
    this.editor.destroy();
    this.editor = undefined;
    this.form.classList.remove("is-open");
    this.place.replaceChildren(...parsed(this.text));
    this.ready();
  }

  get html() {
    return this.editor ? this.editor.html : this.text;
  }

  get dirty() {
    return waiting.has(this);
  }

  show(html) {
    this.text = html;
    if (this.editor) this.editor.show(html);
    else {
      this.place.replaceChildren(...parsed(html));
      this.place.classList.toggle("is-empty", !html);
    }
  }

  // What this browser kept and the server never confirmed.
  restore() {
    const kept = read(this.key);
    if (!kept) return;
    this.show(kept.notes);
    this.version = kept.version;
    this.hand = kept.hand;
    waiting.add(this);
    say("late", "Enregistrement…");
    this.save();
  }

  typed() {
    waiting.add(this);
    keep(this.key, { notes: this.html, version: this.version, hand: this.hand });
    say("late", "Enregistrement…");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), QUIET);
  }

  async save() {
    if (this.busy) {
      this.again = true;
      return;
    }
    clearTimeout(this.timer);
    this.busy = true;
    const sent = this.html;
    try {
      const body = new FormData(this.form);
      for (const [name, value] of Object.entries({ notes: sent, version: this.version, hand: this.hand })) body.set(name, value);
      const response = await fetch(this.form.action, { method: "POST", body, headers: { Accept: "application/json" } });
      await this.answered(response, sent);
    } catch {
      this.later("Pas de réseau : vos notes sont gardées ici et partiront seules.");
    } finally {
      this.busy = false;
      if (this.again) {
        this.again = false;
        this.save();
      }
    }
  }

  async answered(response, sent) {
    const type = response.headers.get("Content-Type") ?? "";
    if (response.redirected || !type.includes("json")) {
      this.later(response.status < 500 ? "Reconnectez-vous dans un autre onglet : vos notes sont gardées ici." : "Le serveur ne répond pas : vos notes sont gardées ici.");
      return;
    }
    const answer = await response.json();
    this.failures = 0;
    if (response.ok) this.accepted(answer, sent);
    else if (response.status === 409) this.showConflict(answer);
    else this.refused(answer);
  }

  // When another hand's words came back in the answer and more was typed meanwhile, the version stays that of what is
  // here: the next save is merged from what this hand had sent, which the server keeps.
  accepted(answer, sent) {
    this.form.elements.acknowledged.value = "";
    this.alert.replaceChildren();
    const same = this.html === sent;
    if (same && answer.notes !== undefined) this.show(answer.notes);
    if (same || answer.notes === undefined) this.version = answer.version;
    if (!same) {
      this.typed();
      return;
    }
    localStorage.removeItem(this.key);
    waiting.delete(this);
    if (waiting.size === 0) say("", "Tout est enregistré.");
  }

  later(text) {
    say("late", text);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), RETRY[Math.min(this.failures++, RETRY.length - 1)]);
  }

  refused(answer) {
    say("refused", "Une note n’est pas enregistrée.");
    const sentences = answer.findings?.length ? answer.findings.map((found) => found.sentence) : [answer.error];
    const box = element("div", "fil-error", sentences.map((sentence) => element("p", "", [sentence])));
    if (answer.findings?.length) {
      const marks = answer.findings.map((found) => found.fingerprint).join(",");
      box.append(
        button("Ce n’est pas un patient : garder", () => {
          this.form.elements.acknowledged.value = marks;
          this.save();
        }),
      );
    }
    this.alert.replaceChildren(box);
  }

  showConflict({ theirs, clashes, choices }) {
    say("refused", "Deux personnes ont changé le même passage : choisissez.");
    const sides = clashes.map((clash) =>
      element("div", "fil-clash", [side(`Enregistré par ${theirs.by}`, clash.theirs), side("Votre texte", clash.mine)]),
    );
    const choose = (html) => () => {
      this.alert.replaceChildren();
      this.show(html);
      this.version = theirs.version;
      this.typed();
    };
    const acts = element("div", "fil-clash-acts", [
      button("Garder les deux", choose(choices.both)),
      button("Garder le mien", choose(choices.mine)),
      button("Garder l’autre", choose(choices.theirs)),
    ]);
    this.alert.replaceChildren(element("div", "fil-clashes", [...sides, acts]));
  }

  // Somebody else saved: their text comes in by itself, unless something here still has to leave, which brings it back.
  async refresh(version) {
    if (version <= this.version || this.dirty) return;
    const response = await fetch(this.form.action, { headers: { Accept: "application/json" } });
    if (!response.ok) return;
    const theirs = await response.json();
    if (this.dirty || theirs.version <= this.version) return;
    this.version = theirs.version;
    this.show(theirs.notes);
    this.place.classList.remove("is-fresh");
    requestAnimationFrame(() => this.place.classList.add("is-fresh"));
  }
}

function side(title, html) {
  const text = element("div", "fil-prose", html ? parsed(html) : ["(supprimé)"]);
  return element("div", "", [element("p", "fil-clash-title", [title]), text]);
}
