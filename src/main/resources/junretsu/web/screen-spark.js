// The wave behind the number: the rate of the last minute, a point a second.
import { ask } from "./ask.js";

const SECONDS = 60;

export class Spark {
  constructor(picture) {
    this.picture = picture;
    this.perSecond = [];
    this.rate = null;
    this.isOwn = false;
  }

  /** @param isShared true when the rate is that of all servers; then one server's own series says nothing */
  take(rate, isShared) {
    if (this.rate === null && isShared) this.perSecond = [];
    this.rate = rate;
  }

  /** Asks for the minute before the page was opened. */
  async learn() {
    try {
      const { now, points } = await ask("api/series?step=1s&span=1m");
      const byTime = new Map(points.map(point => [point.t, point.votes]));
      for (let t = now - SECONDS + 1; t < now; t++) this.perSecond.push(byTime.get(t) ?? 0);
    } catch {
      // Without it the wave begins at the right edge.
    }
  }

  /** To be called once a second; the newest point is the rate at the moment. */
  draw() {
    if (this.rate === null) return;
    this.perSecond.push(this.rate);
    if (this.perSecond.length > SECONDS) this.perSecond.shift();
    const max = Math.max(1, ...this.perSecond);
    const from = SECONDS - this.perSecond.length;
    const points = this.perSecond.map((rate, i) => `${((from + i) * 600 / (SECONDS - 1)).toFixed(1)},${(60 - rate / max * 56).toFixed(1)}`);
    const [area, line] = this.picture.children;
    const isFlat = max <= 1;
    area.setAttribute("d", isFlat ? "" : `M${(from * 600 / (SECONDS - 1)).toFixed(1)},60 L${points.join(" L")} L600,60 Z`);
    line.setAttribute("d", isFlat ? "" : `M${points.join(" L")}`);
  }
}
