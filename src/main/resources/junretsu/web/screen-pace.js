// Watches how often the page is drawn, and leaves out shadows, glows and moving bars where the machine cannot keep up: drawn by a
// processor alone they take seconds at 4K.
const LATE_MS = 50;
const WATCHED_MS = 2000;
const LATE_WINDOWS = 2;

/** After which the whole look is tried again: what kept the machine busy may be over. */
const PLAIN_MS = 300000;

export class Pace {
  constructor(body) {
    this.body = body;
    this.lateWindows = 0;
    this.plainUntil = 0;
    this.forget();
    document.addEventListener("visibilitychange", () => this.forget());
  }

  forget() {
    this.began = null;
    this.frames = 0;
  }

  /** To be called at each frame. */
  step(now) {
    this.began ??= now;
    const ms = now - this.began;
    this.frames++;
    if (ms < WATCHED_MS) return;
    this.lateWindows = ms / (this.frames - 1) > LATE_MS ? this.lateWindows + 1 : 0;
    this.forget();
    if (this.lateWindows >= LATE_WINDOWS) this.plainUntil = now + PLAIN_MS;
    this.body.classList.toggle("thrifty", now < this.plainUntil);
  }
}
