// The bars: the longest on top, each takes the place of the one it has passed.
import { colourFor } from "./colours.js";
import { number } from "./language.js";
import { made } from "./page.js";
import { words } from "./words.js";

const BARS_MAX = 12;
const OTHERS_COLOUR = "#667085";

/** Places are given anew at most so often, so that two that are level do not dance. */
const RANKED_EVERY_MS = 900;
const LONG_NAME = 13;

/** Below this contrast with the ground a bar gets an outline (WCAG 2.2, 1.4.11). */
const CONTRAST_MIN = 3;

const pen = made("canvas").getContext("2d", { willReadFrequently: true });

/** Red, green and blue of what CSS takes, 0 to 255. */
function rgb(colour) {
  pen.canvas.width = 1;
  pen.canvas.height = 1;
  pen.fillStyle = "#808080";
  pen.fillStyle = colour;
  pen.fillRect(0, 0, 1, 1);
  return pen.getImageData(0, 0, 1, 1).data;
}

/** Relative luminance (WCAG 2.2). */
function luminance(colour) {
  const [red, green, blue] = [...rgb(colour)].slice(0, 3)
    .map(each => each / 255 <= 0.04045 ? each / 255 / 12.92 : ((each / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function makeBar(key) {
  const name = made("span", { className: "name", dir: "auto" });
  const fill = made("div", { className: "fill" });
  const percent = made("span", { className: "percent" });
  const count = made("small", { className: "count" });
  const bar = made("li", { className: "bar" }, name, made("div", { className: "track" }, fill), percent, count);
  bar.dataset.button = key;
  return { key, bar, name, fill, percent, count, place: -1 };
}

/** The buttons to show: those with a label, and those with votes; the smallest together when there are too many. */
function rows(votes, labels) {
  const keys = new Set([...Object.keys(labels), ...Object.keys(votes)]);
  const all = [...keys].map(key => ({ key, votes: votes[key] ?? 0 })).sort((a, b) => b.votes - a.votes || a.key - b.key);
  if (all.length <= BARS_MAX) return all;
  const rest = all.splice(BARS_MAX - 1);
  return [...all, { key: "others", votes: rest.reduce((sum, row) => sum + row.votes, 0) }];
}

export class Bars {
  constructor(list) {
    this.list = list;
    this.bars = new Map();
    this.wanted = null;
    this.labels = {};
    this.rankedAt = 0;
    this.painted = "";
  }

  /** @param stage { labels, result }: what the buttons are called; "hidden" shows none */
  show(votes, total, { labels, result }) {
    this.labels = labels;
    const shown = result === "hidden" ? [] : rows(votes, labels);
    this.have(shown);
    this.paint(shown);
    const most = Math.max(1, ...shown.map(row => row.votes));
    const digits = number(most).length;
    this.list.style.setProperty("--count-digits", Math.max(4, digits));
    for (const row of shown) this.fill(this.bars.get(row.key), row.votes, total, most);
    this.rank(shown);
  }

  /** As many bars as there are rows, old ones kept. */
  have(shown) {
    const wanted = shown.map(row => row.key).sort().join();
    if (wanted === this.wanted) return;
    this.wanted = wanted;
    const old = this.bars;
    this.bars = new Map(shown.map(({ key }) => [key, old.get(key) ?? makeBar(key)]));
    this.list.replaceChildren(...[...this.bars.values()].sort((a, b) => a.key - b.key).map(each => each.bar));
    this.list.hidden = shown.length === 0;
    this.list.style.setProperty("--rows", Math.max(1, shown.length));
    document.body.dataset.rows = shown.length === 0 ? "none" : shown.length <= 4 ? "few" : shown.length <= 7 ? "some" : "many";
    this.rankedAt = 0;
    this.painted = "";
  }

  nameOf(key) {
    return key === "others" ? words.others : this.labels[key]?.text ?? words.button(key);
  }

  colourOf(key) {
    return this.labels[key]?.colour ?? (key === "others" ? OTHERS_COLOUR : colourFor(key));
  }

  /** Names and colours, where they have changed. */
  paint(shown) {
    const now = JSON.stringify(shown.map(row => [row.key, this.nameOf(row.key), this.colourOf(row.key)]).sort());
    if (now === this.painted) return;
    this.painted = now;
    const ground = getComputedStyle(document.body).getPropertyValue("--back");
    for (const { key } of shown) {
      const { name, bar, fill } = this.bars.get(key);
      const colour = this.colourOf(key);
      name.textContent = this.nameOf(key);
      name.classList.toggle("long", name.textContent.length > LONG_NAME);
      bar.style.setProperty("--colour", colour);
      fill.classList.toggle("faint", contrast(colour, ground) < CONTRAST_MIN);
    }
  }

  fill({ bar, fill, percent, count }, votes, total, most) {
    const share = total > 0 ? votes / total : 0;
    fill.style.width = `${votes / most * 100}%`;
    percent.textContent = `${(share * 100).toFixed(1)}%`;
    count.textContent = number(votes);
    count.dataset.value = votes;
    bar.classList.toggle("empty", votes === 0);
  }

  rank(shown) {
    const now = performance.now();
    if (now - this.rankedAt < RANKED_EVERY_MS) return;
    this.rankedAt = now;
    shown.forEach(({ key, votes }, place) => {
      const bar = this.bars.get(key);
      bar.bar.classList.toggle("leader", place === 0 && votes > 0 && key !== "others");
      bar.bar.classList.toggle("rising", place < bar.place);
      if (bar.place !== place) bar.bar.style.setProperty("--place", place);
      bar.place = place;
    });
  }

  /** Gives places at once, without waiting for the time of it. */
  settle() {
    this.rankedAt = 0;
  }
}
