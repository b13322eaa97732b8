// The number: runs after the newest total, fast while it is far and slower as it lands.
import { number } from "./language.js";

/** In which the way that is left becomes a third. */
const CATCH_UP_MS = 140;

export class Total {
  constructor(element) {
    this.element = element;
    this.aimed = null;
    this.value = 0;
    this.shown = null;
    this.last = 0;
  }

  /** @param isJump true to be there at once */
  aim(total, isJump) {
    if (isJump || this.aimed === null) this.value = total;
    this.aimed = total;
  }

  step(now) {
    const passed = Math.min(250, now - this.last);
    this.last = now;
    if (this.aimed === null) return;
    this.value += (this.aimed - this.value) * (1 - Math.exp(-passed / CATCH_UP_MS));
    if (Math.abs(this.aimed - this.value) < 0.6) this.value = this.aimed;
    const shown = Math.round(this.value);
    if (shown === this.shown) return;
    this.shown = shown;
    const text = number(shown);
    this.element.textContent = text;
    this.element.dataset.value = shown;
    this.element.style.setProperty("--digits", Math.max(5, text.length));
  }
}
