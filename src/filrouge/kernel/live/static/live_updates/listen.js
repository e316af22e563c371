// A page that follows something while it changes.
//
//   import { listen } from "../live_updates/listen.js";
//   const stop = listen(url, (text) => { … }, { onLost: (sentence) => { … }, onBack: () => { … }, onGone: () => { … } });
//
// `onState` gets the newest state, at once and after each change. A lost network, a server that restarts, a phone that
// slept: the page comes back by itself and is right at once. A hidden tab listens to nothing. `onGone`: there is nothing
// to see any more (session over, right withdrawn); it does not come back.

export const LOST = "Connexion perdue, reprise…";

const SILENCE = 40_000; // the server gives a sign of life every 15 seconds
const PATIENCE = 2500; // a short cut is not worth a word
const PAUSES = [500, 1000, 2000, 4000, 8000];
const OVER = [401, 403, 404, 410];

class Listener {
  constructor(url, onState, { onLost = () => {}, onBack = () => {}, onGone = () => {} } = {}) {
    Object.assign(this, { url, onState, onLost, onBack, onGone });
    this.failures = 0;
    this.ended = new AbortController();
    const { signal } = this.ended;
    document.addEventListener("visibilitychange", () => (document.hidden ? this.close() : this.open()), { signal });
    addEventListener("pagehide", () => this.close(), { signal });
    addEventListener("pageshow", () => this.open(), { signal });
    addEventListener("online", () => this.open(), { signal });
    addEventListener("offline", () => this.lost(0), { signal });
    this.open();
  }

  open() {
    this.close();
    if (document.hidden || this.ended.signal.aborted) return;
    const source = new EventSource(this.url);
    this.source = source;
    source.onopen = () => this.alive();
    source.onmessage = (event) => {
      this.alive();
      this.onState(event.data);
    };
    source.addEventListener("ping", () => this.alive());
    source.addEventListener("renew", () => this.open());
    source.onerror = () => {
      this.lost(PATIENCE);
      if (source.readyState === EventSource.CLOSED) this.refused();
    };
    this.watch();
  }

  close() {
    this.source?.close();
    clearTimeout(this.silence);
    clearTimeout(this.retry);
    clearTimeout(this.word);
    this.word = undefined;
  }

  watch() {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => {
      this.lost(0);
      this.open();
    }, SILENCE);
  }

  alive() {
    this.failures = 0;
    clearTimeout(this.word);
    this.word = undefined;
    if (this.said) this.onBack();
    this.said = false;
    this.watch();
  }

  lost(after) {
    if (this.said || (this.word !== undefined && after > 0)) return;
    clearTimeout(this.word);
    this.word = setTimeout(() => {
      this.said = true;
      this.onLost(LOST);
    }, after);
  }

  // The browser gives up when the answer is not a stream: a front server whose Fil rouge restarts, or a closed door.
  async refused() {
    const pause = PAUSES[Math.min(this.failures, PAUSES.length - 1)];
    this.failures += 1;
    const asked = new AbortController();
    try {
      const answer = await fetch(this.url, { signal: asked.signal, headers: { Accept: "text/event-stream" } });
      asked.abort();
      if (OVER.includes(answer.status)) {
        this.stop();
        this.onGone();
        return;
      }
    } catch {
      // no network: try again
    }
    this.retry = setTimeout(() => this.open(), pause * (0.75 + Math.random() / 2));
  }

  stop() {
    this.ended.abort();
    this.close();
  }
}

export function listen(url, onState, callbacks) {
  const listener = new Listener(url, onState, callbacks);
  return () => listener.stop();
}
