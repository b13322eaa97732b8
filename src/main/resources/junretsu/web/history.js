// Votes over time, with the value under the pointer.
import { language, number, parameters, words } from "./words.js";

const SPANS = { "5m": "1s", "1h": "1s", "24h": "1m" };
const REFRESH_MS = 2000;
const LEFT = 110, RIGHT = 1190, TOP = 15, BOTTOM = 420;

const part = id => document.getElementById(id);
const svg = (name, attributes) => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  return element;
};

let span = "5m";
let series = null;
let pointer = null;

const clock = seconds => new Intl.DateTimeFormat(language, { timeStyle: series.step_s < 60 ? "medium" : "short" }).format(seconds * 1000);
const perSecond = (point, field) => point[field] / series.step_s;
const x = t => RIGHT - (series.now - t) / series.span_s * (RIGHT - LEFT);

/** A line that breaks where nothing ran. */
function path(field, y) {
  let last = -Infinity;
  return series.points.map(point => {
    const command = point.t - last > series.step_s ? "M" : "L";
    last = point.t;
    return `${command}${x(point.t).toFixed(1)},${y(perSecond(point, field)).toFixed(1)}`;
  }).join("");
}

/** The next number that reads well: 1, 2 or 5 and zeros. */
function roundUp(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].find(each => each * power >= value) * power;
}

function draw() {
  const max = roundUp(Math.max(4, ...series.points.map(point => Math.max(perSecond(point, "votes"), perSecond(point, "dropped")))));
  const y = value => BOTTOM - value / max * (BOTTOM - TOP);
  const parts = [];
  for (let i = 0; i <= 4; i++) {
    const value = max * i / 4;
    parts.push(svg("line", { class: "grid", x1: LEFT, x2: RIGHT, y1: y(value), y2: y(value) }));
    const label = svg("text", { x: LEFT - 10, y: y(value) + 5, "text-anchor": "end" });
    label.textContent = number(value);
    const t = series.now - series.span_s * (4 - i) / 4;
    const mark = svg("text", { x: x(t), y: BOTTOM + 28, "text-anchor": i === 4 ? "end" : i === 0 ? "start" : "middle" });
    mark.textContent = clock(t);
    parts.push(label, mark);
  }
  parts.push(svg("path", { class: "votes", d: path("votes", y) || "M0,0" }));
  if (series.points.some(point => point.dropped > 0)) parts.push(svg("path", { class: "dropped", d: path("dropped", y) }));
  const nearest = pointer === null ? null : series.points.reduce(
    (best, point) => best === null || Math.abs(x(point.t) - pointer) < Math.abs(x(best.t) - pointer) ? point : best, null);
  if (nearest !== null) {
    parts.push(svg("line", { class: "cursor", x1: x(nearest.t), x2: x(nearest.t), y1: TOP, y2: BOTTOM }));
    part("reading").textContent = words.reading(clock(nearest.t), number(perSecond(nearest, "votes")), number(nearest.dropped));
  }
  part("chart").replaceChildren(...parts);
}

async function refresh() {
  try {
    series = await (await fetch(`api/series?step=${SPANS[span]}&span=${span}`)).json();
    // The point that has not ended yet would look like a fall.
    series.points = series.points.filter(point => point.t + series.step_s <= series.now);
    draw();
  } catch {
    // The server is away; the chart stays as it was and is drawn anew when it is back.
  }
}

function choose(name) {
  span = name;
  part("export").search = `?step=${SPANS[span]}&span=${span}`;
  part("spans").replaceChildren(...Object.keys(SPANS).map(each => {
    const button = document.createElement("button");
    button.textContent = words.spans[each];
    button.setAttribute("aria-pressed", each === span);
    button.onclick = () => choose(each);
    return button;
  }));
  refresh();
}

part("chart").onpointermove = event => {
  const box = part("chart").getBoundingClientRect();
  pointer = (event.clientX - box.left) / box.width * 1200;
  if (series !== null) draw();
};
part("chart").onpointerleave = () => {
  pointer = null;
  part("reading").textContent = "";
  if (series !== null) draw();
};

part("back").textContent = words.back;
part("back").search = parameters.has("lang") ? `?lang=${language}` : "";
part("export").textContent = words.export;
part("title").textContent = words.title("");
fetch("api/counts").then(reply => reply.json()).then(counts => {
  part("title").textContent = words.title(counts.event);
}).catch(() => {});
choose(span);
setInterval(refresh, REFRESH_MS);
