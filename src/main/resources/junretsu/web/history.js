// The history of the votes: the chart, the value at a moment, and what happened when.
import { ask } from "./ask.js";
import { Chart } from "./history-chart.js";
import { language, number, parameters } from "./language.js";
import { made, part } from "./page.js";
import { words } from "./words.js";

const SPANS = { "5m": "1s", "1h": "1s", "24h": "1m" };
const REFRESH_MS = 2000;

let span = "5m";
let series = null;
let pointer = null;

const clock = seconds => new Intl.DateTimeFormat(language, { timeStyle: series.step_s < 60 ? "medium" : "short" }).format(seconds * 1000);
const chart = new Chart(part("chart"), { number, clock });

function tell(point) {
  chart.chosen = point;
  part("reading").textContent = point === null ? "" : words.reading(clock(point.t), number(chart.perSecond(point, "votes")), number(point.dropped));
  chart.draw();
}

function readAtPointer() {
  if (series === null) return;
  if (pointer !== null) tell(chart.nearest(pointer));
  else if (document.activeElement === part("moment")) readAtSlider();
  else tell(null);
}

function readAtSlider() {
  if (series === null) return;
  const share = part("moment").value / 100;
  const point = chart.nearest(chart.left + share * (chart.right - chart.left));
  part("moment").setAttribute("aria-valuetext", point === null ? "" : clock(point.t));
  tell(point);
}

/** Rounds by their begin and the milestones of each by their moment, the oldest first. */
function marksOf(rounds) {
  const marks = rounds.flatMap(({ name, started, total, milestones }) => [
    { t: Date.parse(started) / 1000, name, kind: "round", text: words.roundMark(name, number(total)) },
    ...milestones.map(({ at, reached }) =>
      ({ t: Date.parse(reached) / 1000, name: number(at), kind: "milestone", text: words.milestoneMark(number(at)) })),
  ]);
  return marks.sort((a, b) => a.t - b.t);
}

function showMarks(marks) {
  part("marked").hidden = marks.length === 0;
  const moment = new Intl.DateTimeFormat(language, { dateStyle: "short", timeStyle: "medium" });
  part("marks").replaceChildren(...marks.map(({ t, text }) =>
    made("li", {}, made("time", { dateTime: new Date(t * 1000).toISOString() }, moment.format(t * 1000)), text)));
}

async function refreshFromNowOn() {
  await refresh();
  setTimeout(refreshFromNowOn, REFRESH_MS);
}

async function refresh() {
  try {
    const asked = span;
    const [read, { rounds }, counts] = await Promise.all([ask(`api/series?step=${SPANS[span]}&span=${span}`), ask("api/rounds"), ask("api/counts")]);
    if (asked !== span) return;
    // The point that has not ended yet would look like a fall.
    series = { ...read, points: read.points.filter(point => point.t + read.step_s <= read.now) };
    const marks = marksOf(rounds);
    part("title").textContent = words.title(counts.event);
    document.title = words.title(counts.event);
    part("alone").hidden = !counts.cluster;
    chart.take(series, marks);
    showMarks(marks);
    readAtPointer();
  } catch {
    // The server is away; the chart stays as it was and is drawn anew when it is back.
  }
}

function choose(name) {
  span = name;
  part("export").search = `?step=${SPANS[span]}&span=${span}`;
  for (const button of part("spans").children) button.setAttribute("aria-pressed", button.dataset.span === span);
  refresh();
}

function makeSpans() {
  part("spans").setAttribute("aria-label", words.span);
  part("spans").append(...Object.keys(SPANS).map(name => {
    const button = made("button", { type: "button", onclick: () => choose(name) }, words.spans[name]);
    button.dataset.span = name;
    return button;
  }));
}

part("chart").onpointermove = event => {
  pointer = event.clientX - part("chart").getBoundingClientRect().left;
  readAtPointer();
};
part("chart").onpointerleave = () => {
  pointer = null;
  readAtPointer();
};
part("moment").oninput = readAtSlider;
part("moment").onfocus = readAtSlider;
addEventListener("resize", () => chart.draw());

part("back").textContent = words.back;
part("back").search = parameters.has("lang") ? `?lang=${language}` : "";
part("export").textContent = words.export;
part("moment-label").textContent = words.momentOfChart;
part("marks-title").textContent = words.marks;
part("alone").textContent = words.alone;
makeSpans();
choose(span);
setTimeout(refreshFromNowOn, REFRESH_MS);
