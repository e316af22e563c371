// Notes of a session: saved as they are typed, kept in this browser until the server has said yes.
// Lost network: the text waits here and leaves by itself. Two writers: both texts are shown, nothing is overwritten.

const QUIET = 700; // milliseconds without typing before a save
const RETRY = [2000, 4000, 8000, 15000];

const state = document.querySelector("[data-save-state]");
const waiting = new Set();

function say(kind, text) {
  state.dataset.saveState = kind;
  state.textContent = text;
}

function summary() {
  if (waiting.size === 0) say("", "Tout est enregistré.");
}

class Notes {
  constructor(form) {
    this.form = form;
    this.area = form.elements.notes;
    this.version = form.elements.version;
    this.alert = form.querySelector("[data-notes-alert]");
    this.key = `notes:${form.dataset.notes}`;
    this.saved = this.area.value;
    this.failures = 0;
    this.area.addEventListener("input", () => this.typed());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.save();
    });
    this.restore();
  }

  // What this browser kept and the server never confirmed.
  restore() {
    const kept = JSON.parse(localStorage.getItem(this.key) ?? "null");
    if (!kept) return;
    if (kept.notes === this.saved) {
      localStorage.removeItem(this.key);
      return;
    }
    const theirs = { notes: this.saved, version: this.version.value };
    this.area.value = kept.notes;
    this.version.value = kept.version;
    waiting.add(this);
    if (String(kept.version) === String(theirs.version)) this.save();
    else this.showConflict({ ...theirs, by: "le texte enregistré" });
  }

  typed() {
    waiting.add(this);
    localStorage.setItem(this.key, JSON.stringify({ notes: this.area.value, version: this.version.value }));
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
    const sent = this.area.value;
    try {
      const response = await fetch(this.form.action, {
        method: "POST",
        body: new FormData(this.form),
        headers: { Accept: "application/json" },
      });
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
    else if (response.status === 409) this.showConflict(answer.theirs);
    else this.refused(answer);
  }

  accepted(answer, sent) {
    this.version.value = answer.version;
    this.form.elements.acknowledged.value = "";
    this.saved = sent;
    this.alert.replaceChildren();
    if (this.area.value === sent) {
      localStorage.removeItem(this.key);
      waiting.delete(this);
      summary();
    } else this.typed();
  }

  later(text) {
    say("late", text);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), RETRY[Math.min(this.failures++, RETRY.length - 1)]);
  }

  refused(answer) {
    say("refused", "Une note n’est pas enregistrée.");
    const box = document.createElement("div");
    box.className = "fil-error";
    for (const sentence of answer.findings?.map((found) => found.sentence) ?? [answer.error]) {
      const line = document.createElement("p");
      line.textContent = sentence;
      box.append(line);
    }
    if (answer.findings?.length) {
      box.append(
        this.button("Ce n’est pas un patient : garder", () => {
          this.form.elements.acknowledged.value = answer.findings.map((found) => found.fingerprint).join(",");
          this.save();
        }),
      );
    }
    this.alert.replaceChildren(box);
  }

  showConflict(theirs) {
    say("refused", "Deux personnes ont écrit en même temps : choisissez.");
    const box = document.createElement("div");
    box.className = "fil-conflict";
    box.append(this.text(`Enregistré par ${theirs.by}`, theirs.notes), this.text("Votre texte", this.area.value));
    const acts = document.createElement("div");
    acts.className = "fil-conflict-acts";
    acts.append(
      this.button("Garder les deux", () => this.resolve(`${theirs.notes}\n\n${this.area.value}`, theirs)),
      this.button("Garder le mien", () => this.resolve(this.area.value, theirs)),
      this.button("Garder l’autre", () => this.resolve(theirs.notes, theirs)),
    );
    box.append(acts);
    this.alert.replaceChildren(box);
  }

  resolve(notes, theirs) {
    this.area.value = notes;
    this.version.value = theirs.version;
    this.alert.replaceChildren();
    this.typed();
  }

  text(title, content) {
    const part = document.createElement("div");
    const head = document.createElement("p");
    const quote = document.createElement("blockquote");
    head.textContent = title;
    quote.textContent = content;
    part.append(head, quote);
    return part;
  }

  button(label, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-sm";
    button.textContent = label;
    button.addEventListener("click", act);
    return button;
  }
}

const all = [...document.querySelectorAll("[data-notes]")].map((form) => new Notes(form));
addEventListener("online", () => waiting.forEach((notes) => notes.save()));
addEventListener("beforeunload", (event) => {
  if (waiting.size > 0) event.preventDefault();
});

// « d » and « t », outside a field, open the decision or task form of the item being worked on.
let current = all[0]?.form.closest(".fil-item");
document.addEventListener("focusin", (event) => {
  current = event.target.closest(".fil-item") ?? current;
});
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !current) return;
  const details = current.querySelector(`.fil-add[data-key="${CSS.escape(event.key)}"]`);
  if (!details) return;
  event.preventDefault();
  details.open = true;
  details.querySelector("textarea, input:not([type=hidden])").focus();
});
