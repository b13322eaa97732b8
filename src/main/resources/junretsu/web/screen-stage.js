// What the organiser has set: title, labels, whether votes are taken, and how much of the result is shown.
import { ask } from "./ask.js";

const UNTOUCHED = { title: null, labels: {}, voting: "open", result: "live", crowd: null };

export class StageState {
  constructor() {
    this.now = UNTOUCHED;
    /** That of the state that is shown; null while the server has none. */
    this.version = null;
    this.wanted = null;
    this.isAsking = false;
    this.effectSeen = null;
    /** Called with { isFirst, effect }; the effect is one that has not been played, or null. */
    this.onChange = () => {};
  }

  /** Takes the version that a frame carries, undefined from a server without a stage, and asks for what is new. */
  follow(version) {
    if (version === undefined || version === this.version || this.isAsking) return;
    this.wanted = version;
    this.learn();
  }

  async learn() {
    if (this.isAsking) return;
    this.isAsking = true;
    try {
      if (this.wanted === null) this.takeLabels(await ask("api/labels"));
      else this.take(await ask("api/stage"));
    } catch {
      // The stream tells that the server is away; what was known before is kept.
    }
    this.isAsking = false;
  }

  takeLabels(labels) {
    this.now = { ...this.now, labels };
    this.onChange({ isFirst: true, effect: null });
  }

  take(stage) {
    const isFirst = this.version === null;
    const isNewEffect = stage.effect !== null && this.effectSeen !== null && stage.effect.n > this.effectSeen;
    this.effectSeen = stage.effect?.n ?? 0;
    this.version = stage.version;
    this.now = { ...UNTOUCHED, ...stage, title: stage.title || null };
    this.onChange({ isFirst, effect: isNewEffect ? stage.effect : null });
  }
}
