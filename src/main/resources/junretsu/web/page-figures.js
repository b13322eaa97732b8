// The figures of a server: the large total, the ones with a label, and bars.
import { number } from "./language.js";
import { made, part } from "./page.js";

const LONG = 11;
const UNITS = ["B", "KiB", "MiB", "GiB", "TiB"];

/** By the unit that a name ends in. */
const FORMATS = {
  bytes,
  ms: value => `${number(value)} ms`,
  s: value => `${value.toFixed(1)} s`,
};

function bytes(value) {
  let unit = 0;
  for (; value >= 1024 && unit < UNITS.length - 1; unit++) value /= 1024;
  return `${value < 10 && unit > 0 ? value.toFixed(1) : Math.round(value)} ${UNITS[unit]}`;
}

function written(name, value) {
  if (typeof value === "string") return value;
  return (FORMATS[name.split("_").at(-1)] ?? number)(value);
}

export function showTotal(value) {
  const total = part("total");
  total.textContent = number(value);
  total.dataset.value = value;
  total.classList.toggle("long", total.textContent.length > LONG);
}

/**
 * @param labels by the names of the figures
 * @param values by name; a figure that this server does not have is null or missing, and left out
 */
export function showFigures(labels, values) {
  const names = Object.keys(labels).filter(name => (values[name] ?? null) !== null);
  part("figures").replaceChildren(...names.map(name => {
    const value = made("dd", {}, written(name, values[name]));
    value.dataset.figure = name;
    return made("div", {}, made("dt", {}, labels[name]), value);
  }));
}

/** @param bars each [name, value], and behind them what else stands beside the value */
export function showBars(bars) {
  const most = Math.max(1, ...bars.map(([, value]) => value));
  part("bars").replaceChildren(...bars.map(([name, value, ...notes]) => {
    const fill = made("div", { className: "fill" });
    fill.style.width = `${100 * value / most}%`;
    return made("div", { className: "bar" },
      made("span", { className: "name", title: name }, name),
      made("div", { className: "track" }, fill),
      made("span", { className: "share" }, number(value), ...notes));
  }));
}
