// What was tapped leaves in order, again and again until the server has said yes: a lost network, a server that restarts.
// Each sending keeps the key its form was given, so that a second arrival changes nothing.

const PAUSES = [500, 1000, 2000, 4000, 8000];
const PATIENCE = 15_000;

export class Outbox {
  // `keep`: the name under which what waits survives a reload, or nothing.
  constructor({ keep = "", onWaiting = () => {}, onAnswer = () => {} }) {
    Object.assign(this, { keep, onWaiting, onAnswer });
    this.waiting = JSON.parse((keep && localStorage.getItem(keep)) || "[]");
    this.failures = 0;
    addEventListener("online", () => this.flush());
    document.addEventListener("visibilitychange", () => document.hidden || this.flush());
    this.flush();
  }

  get size() {
    return this.waiting.length;
  }

  add(form, submitter) {
    const body = new FormData(form);
    if (submitter?.name) body.append(submitter.name, submitter.value);
    const url = submitter?.hasAttribute("formaction") ? submitter.formAction : form.action;
    this.put(url, new URLSearchParams(body).toString());
  }

  put(url, body) {
    this.waiting.push({ url, body });
    this.save();
    this.flush();
  }

  save() {
    if (!this.keep) return;
    if (this.size) localStorage.setItem(this.keep, JSON.stringify(this.waiting));
    else localStorage.removeItem(this.keep);
  }

  async flush() {
    if (this.busy) return;
    this.busy = true;
    clearTimeout(this.timer);
    while (this.size) {
      const answer = await this.send(this.waiting[0]);
      if (!answer) break;
      this.waiting.shift();
      this.save();
      this.failures = 0;
      this.onAnswer(answer.status, answer.said);
    }
    this.busy = false;
    if (this.size) this.later();
  }

  async send({ url, body }) {
    try {
      const response = await fetch(url, {
        method: "POST",
        body,
        headers: { Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded" },
        signal: AbortSignal.timeout(PATIENCE),
      });
      if (response.status >= 500 || response.status === 429) return null;
      const json = (response.headers.get("Content-Type") ?? "").includes("json");
      return { status: response.status, said: json ? await response.json() : {} };
    } catch {
      return null;
    }
  }

  later() {
    const pause = PAUSES[Math.min(this.failures++, PAUSES.length - 1)];
    this.onWaiting(this.size);
    this.timer = setTimeout(() => this.flush(), pause * (0.75 + Math.random() / 2));
  }
}
