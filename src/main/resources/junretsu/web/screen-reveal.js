// The reveal of a round's winner: silence, the bars from the last place to the first, and the name.
import { part } from "./page.js";
import { words } from "./words.js";

const SUSPENSE_MS = 3200;
const GROW_MS = 900;
const BETWEEN_MS = 420;
const WINNER_MS = 8000;

const reduced = matchMedia("(prefers-reduced-motion: reduce)");
const pause = ms => new Promise(resolve => setTimeout(resolve, ms));

/** Slow, fast, slow. */
const eased = share => share * share * (3 - 2 * share);

/** Calls with 0 to 1 at each frame. */
function over(ms, step) {
  return new Promise(resolve => {
    const began = performance.now();
    const frame = now => {
      const share = Math.min(1, Math.max(0, (now - began) / ms));
      step(eased(share));
      if (share < 1) requestAnimationFrame(frame);
      else resolve();
    };
    requestAnimationFrame(frame);
  });
}

export class Reveal {
  constructor(bars, play) {
    this.bars = bars;
    this.play = play;
    this.result = null;
    this.isRunning = false;
    this.isOver = false;
    this.round = null;
    // Of the newest frame: what other servers had counted comes in while the bars grow.
    this.votes = {};
    this.total = 0;
    this.turn = 0;
  }

  /** Looks at the state; a result that becomes revealed while the page is open is revealed with all it takes. */
  show({ result, round }, votes, total) {
    const isNews = this.result !== null && this.result !== "revealed" && result === "revealed";
    if (this.isRunning && (result !== "revealed" || round !== this.round)) this.stop();
    Object.assign(this, { result, round, votes, total });
    if (isNews && total > 0) this.run();
    if (!this.isRunning) this.decide(result === "revealed" && total > 0, votes);
  }

  /** The buttons with the most votes. */
  winners(votes) {
    const most = Math.max(0, ...Object.values(votes));
    return Object.keys(votes).filter(key => votes[key] === most && most > 0);
  }

  /** What stands when all is said. */
  decide(isDecided, votes) {
    this.bars.list.classList.toggle("decided", isDecided);
    if (!isDecided && this.isOver) this.stage("");
    this.isOver = isDecided;
    if (isDecided) {
      const winners = this.winners(votes);
      for (const bar of this.bars.bars.values()) bar.bar.classList.toggle("leader", winners.includes(bar.key));
    }
  }

  stage(name) {
    const { body } = document;
    if (name === "") delete body.dataset.reveal;
    else body.dataset.reveal = name;
    body.classList.toggle("revealing", name !== "");
    part("reveal").hidden = name === "";
    part("suspense").textContent = name === "suspense" || name === "growing" ? words.suspense : "";
    part("winner").textContent = "";
    part("verdict").textContent = "";
  }

  /** The show has gone on: what is under way ends at once. */
  stop() {
    this.turn++;
    this.isRunning = false;
    for (const bar of this.bars.bars.values()) bar.bar.classList.remove("covered");
    this.stage("");
  }

  async run() {
    if (this.isRunning) return;
    this.isRunning = true;
    const turn = ++this.turn;
    const isOn = () => turn === this.turn;
    this.bars.settle();
    try {
      if (!reduced.matches) await this.build(isOn);
      if (isOn()) await this.announce();
    } finally {
      if (isOn()) this.stop();
    }
  }

  async build(isOn) {
    const covered = [...this.bars.bars.values()];
    for (const bar of covered) bar.bar.classList.add("covered");
    this.stage("suspense");
    await pause(SUSPENSE_MS);
    if (isOn()) await this.grow(covered.sort((a, b) => this.votesOf(a) - this.votesOf(b)), isOn);
  }

  votesOf(bar) {
    return Number(bar.count.dataset.value);
  }

  async grow(bars, isOn) {
    this.stage("growing");
    const most = Math.max(...bars.map(bar => this.votesOf(bar)));
    for (const [i, bar] of bars.entries()) {
      const isLast = i === bars.length - 1;
      const width = this.votesOf(bar) / most * 100;
      const percent = bar.percent.textContent;
      await pause(isLast ? 3 * BETWEEN_MS : BETWEEN_MS);
      if (!isOn()) return;
      bar.bar.classList.remove("covered");
      await over(isLast ? 2 * GROW_MS : GROW_MS / Math.min(2, bars.length / 3), share => {
        if (!isOn()) return;
        bar.fill.style.width = `${width * share}%`;
        bar.percent.textContent = share < 1 ? `${(parseFloat(percent) * share).toFixed(1)}%` : percent;
      });
    }
    await pause(700);
  }

  async announce() {
    const { votes, total } = this;
    const winners = this.winners(votes);
    const names = winners.map(key => this.bars.nameOf(key));
    this.stage("winner");
    const name = part("winner");
    name.textContent = words.list(names);
    name.style.setProperty("--winner-size", Math.max(4.5, Math.min(17, 120 / Math.max(7, name.textContent.length))));
    name.style.setProperty("--colour", this.bars.colourOf(winners[0]));
    part("verdict").textContent = winners.length > 1 ? words.tie : words.wins((votes[winners[0]] / total * 100).toFixed(1));
    document.body.dataset.winner = winners.join(" ");
    this.play("fireworks");
    await pause(WINNER_MS);
  }
}
