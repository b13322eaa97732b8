// The way to the next milestone, the countdown of its last per cent, and the moment itself.
import { number } from "./language.js";
import { made, part } from "./page.js";
import { words } from "./words.js";

const MOMENT_MS = 8000;
const COUNTDOWN_SHARE = 0.01;
const COUNTDOWN_VOTES_MIN = 3;

export class Milestones {
  /** @param play plays the effect of that name */
  constructor(play) {
    this.play = play;
    this.seen = new Set();
    this.plan = [];
    this.drawn = "";
    this.shown = null;
    this.ending = 0;
  }

  take({ event, milestones }, isFirst) {
    this.plan = milestones;
    this.shown = null;
    part("milestones").hidden = milestones.length === 0;
    this.showSteps();
    for (const { at, effect, reached, announced } of milestones) {
      if (reached === null || this.seen.has(`${event}:${at}`)) continue;
      this.seen.add(`${event}:${at}`);
      if (announced && !isFirst) this.celebrate(at, effect);
    }
  }

  /** Each milestone that was passed while this page was open, once, unless the server announced it nowhere. */
  celebrate(at, effect) {
    const { body } = document;
    this.play(effect);
    body.dataset.played = `${body.dataset.played ?? ""} ${at}=${effect}`.trim();
    part("moment").textContent = words.moment(number(at));
    part("moment").hidden = false;
    body.classList.add("moment");
    clearTimeout(this.ending);
    this.ending = setTimeout(() => {
      body.classList.remove("moment");
      part("moment").hidden = true;
    }, MOMENT_MS);
  }

  showSteps() {
    const now = JSON.stringify(this.plan.map(({ at, reached }) => [at, reached !== null]));
    if (now === this.drawn) return;
    this.drawn = now;
    part("steps").replaceChildren(...this.plan.map(({ at, reached }) =>
      made("li", { className: reached === null ? "" : "reached" }, number(at))));
  }

  /** The way to the next one, for the total that the page shows at this moment. */
  step(total) {
    if (total === null || total === this.shown || this.plan.length === 0) return;
    this.shown = total;
    const next = this.plan.findIndex(milestone => milestone.reached === null);
    const before = next > 0 ? this.plan[next - 1].at : 0;
    const missing = next < 0 ? 0 : Math.max(0, this.plan[next].at - total);
    const isClosing = next >= 0 && total > 0 && missing <= Math.max(COUNTDOWN_VOTES_MIN, this.plan[next].at * COUNTDOWN_SHARE);
    document.body.classList.toggle("closing", isClosing);
    part("next").textContent = next < 0 ? words.allReached : words.next(number(this.plan[next].at));
    part("missing").textContent = next < 0 ? "" : isClosing ? words.countdown(number(missing)) : words.missing(number(missing));
    part("progress").style.width = next < 0 ? "100%" : `${Math.max(0, Math.min(1, (total - before) / (this.plan[next].at - before))) * 100}%`;
  }
}
