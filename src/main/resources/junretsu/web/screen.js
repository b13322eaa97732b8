// The back screen: shows the latest state that the server's stream has sent, and keeps showing it when the stream breaks.
import { play } from "./effects.js";
import { number, parameters, time, words } from "./words.js";

const FRAME_MS = 100;
const SILENCE_MS = 3000;
const PAUSE_MS = 2000;
const PAUSE_WHEN_FULL_MS = 10000;
const PAUSE_MS_MAX = 30000;
const BARS_MAX = 12;
const SPARK_SECONDS = 60;
const COLOURS = ["#4aa8ff", "#ff5c5c", "#35c98d", "#ffd24a", "#c77dff", "#ff9f43", "#2dd4bf", "#f472b6"];

const part = id => document.getElementById(id);
const body = document.body;

let labels = {};
let state = null;
let shownFrom = 0;
let receivedAt = 0;
let source = null;
let isFull = false;
let pauseMs = 0;
let listenAt = 0;
const reached = new Map();
const perSecond = [];

/** Over all nodes when they share a store and what it was last heard of is this very event, else this node's. */
const isShared = ({ event, total, cluster }) => cluster && (cluster.event ?? event) === event && cluster.total >= total;
const eventOf = counts => isShared(counts) ? counts.cluster : counts;

function shownTotal(now) {
  const share = Math.min(1, (now - receivedAt) / FRAME_MS);
  return Math.round(shownFrom + (eventOf(state).total - shownFrom) * share);
}

function showTotal(now) {
  if (state !== null) {
    const value = shownTotal(now);
    const total = part("total");
    total.textContent = number(value);
    total.dataset.value = value;
    total.classList.toggle("long", value >= 1e9);
  }
  requestAnimationFrame(showTotal);
}

function makeBar(key) {
  const bar = document.createElement("div");
  bar.className = "bar";
  bar.dataset.button = key;
  const name = document.createElement("span");
  name.className = "name";
  const track = document.createElement("div");
  track.className = "track";
  const fill = document.createElement("div");
  fill.className = "fill";
  track.append(fill);
  const share = document.createElement("span");
  share.className = "share";
  const percent = document.createElement("span");
  const count = document.createElement("small");
  share.append(percent, count);
  bar.append(name, track, share);
  return { bar, name, fill, percent, count };
}

const bars = new Map();

/** The buttons to show: those with a label, and those with votes; the smallest together when there are too many. */
function rows(votes) {
  const keys = new Set([...Object.keys(labels), ...Object.keys(votes)]);
  let all = [...keys].map(key => ({ key, votes: votes[key] ?? 0 }));
  if (all.length > BARS_MAX) {
    all.sort((a, b) => b.votes - a.votes);
    const rest = all.splice(BARS_MAX - 1);
    all.sort((a, b) => a.key - b.key);
    all.push({ key: "others", votes: rest.reduce((sum, row) => sum + row.votes, 0) });
    return all;
  }
  return all.sort((a, b) => a.key - b.key);
}

function showBars() {
  const { total, buttons } = eventOf(state);
  const shown = rows(buttons);
  const keys = shown.map(row => row.key);
  if (keys.join() !== [...bars.keys()].join()) {
    bars.clear();
    keys.forEach(key => bars.set(key, makeBar(key)));
    part("bars").replaceChildren(...[...bars.values()].map(each => each.bar));
  }
  for (const row of shown) {
    const bar = bars.get(row.key);
    const label = labels[row.key];
    const share = total > 0 ? row.votes / total : 0;
    bar.name.textContent = row.key === "others" ? words.others : label?.text ?? words.button(row.key);
    bar.fill.style.width = `${share * 100}%`;
    bar.fill.style.background = label?.colour ?? (row.key === "others" ? "#667085" : COLOURS[row.key % COLOURS.length]);
    bar.percent.textContent = `${(share * 100).toFixed(1)}%`;
    bar.count.textContent = number(row.votes);
    bar.count.dataset.value = row.votes;
  }
}

function showMilestones() {
  const { milestones } = state;
  const total = eventOf(state).total;
  part("milestones").hidden = milestones.length === 0;
  if (milestones.length === 0) return;
  const next = milestones.findIndex(milestone => milestone.reached === null);
  const before = next > 0 ? milestones[next - 1].at : 0;
  if (next < 0) {
    part("next").textContent = words.allReached;
    part("missing").textContent = "";
    part("progress").style.width = "100%";
  } else {
    const { at, effect } = milestones[next];
    part("next").textContent = words.next(number(at), words.effects[effect]);
    part("missing").textContent = words.missing(number(Math.max(0, at - total)));
    part("progress").style.width = `${Math.max(0, Math.min(1, (total - before) / (at - before))) * 100}%`;
  }
  part("steps").replaceChildren(...milestones.map(milestone => {
    const step = document.createElement("li");
    step.textContent = number(milestone.at);
    step.classList.toggle("reached", milestone.reached !== null);
    return step;
  }));
}

/** Plays each milestone that was passed while this page was open, once, unless the server announced it nowhere. */
function playMilestones(isFirst) {
  for (const { at, effect, reached: when, announced } of state.milestones) {
    const key = `${state.event}:${at}`;
    if (when !== null && !reached.has(key)) {
      reached.set(key, when);
      if (announced && !isFirst) {
        play(effect);
        body.dataset.played = `${body.dataset.played ?? ""} ${at}=${effect}`.trim();
      }
    }
  }
}

function showBadges() {
  const store = part("store");
  store.textContent = words.store(state.store.state);
  store.className = `badge ${state.store.state === "ok" ? "good" : "bad"}`;
  const dropped = part("dropped");
  dropped.hidden = state.dropped === 0;
  dropped.textContent = words.dropped(number(state.dropped));
  dropped.className = "badge bad";
}

function showConnection(isLive) {
  const badge = part("connection");
  const isKnown = state !== null;
  if (isLive) badge.textContent = words.live;
  else if (isFull) badge.textContent = isKnown ? words.fullSince(time(receivedWall)) : words.full;
  else badge.textContent = isKnown ? words.lost(time(receivedWall)) : words.connecting;
  badge.className = `badge ${isLive ? "good" : isKnown || isFull ? "bad" : ""}`;
  body.classList.toggle("lost", !isLive && state !== null);
}

let receivedWall = 0;

function take(counts) {
  const isFirst = state === null;
  if (isFirst && counts.cluster) perSecond.length = 0;
  const isNewEvent = !isFirst && counts.event !== state.event;
  const now = performance.now();
  shownFrom = isFirst || isNewEvent ? eventOf(counts).total : shownTotal(now);
  state = counts;
  receivedAt = now;
  receivedWall = Date.now();
  part("event").textContent = counts.event;
  document.title = `${counts.event}: ${number(eventOf(counts).total)}`;
  part("rate").textContent = words.rate(number(eventOf(counts).rate));
  showBars();
  showMilestones();
  showBadges();
  showConnection(true);
  playMilestones(isFirst);
}

/** One point a second; the newest is the rate at the moment. */
function spark() {
  if (state !== null) perSecond.push(eventOf(state).rate);
  if (perSecond.length > SPARK_SECONDS) perSecond.shift();
  if (perSecond.length === 0) return;
  const max = Math.max(1, ...perSecond);
  const from = SPARK_SECONDS - perSecond.length;
  const points = perSecond.map((rate, i) => `${((from + i) * 600 / (SPARK_SECONDS - 1)).toFixed(1)},${(58 - rate / max * 54).toFixed(1)}`);
  const first = (from * 600 / (SPARK_SECONDS - 1)).toFixed(1);
  part("spark").firstElementChild.setAttribute("d", `M${first},60 L${points.join(" L")} L600,60 Z`);
}

async function learn() {
  try {
    labels = await (await fetch("api/labels")).json();
    if (perSecond.length === 0) {
      const { now, points } = await (await fetch("api/series?step=1s&span=1m")).json();
      if (state?.cluster) return; // a series is one server's alone
      const byTime = new Map(points.map(point => [point.t, point.votes]));
      for (let t = now - SPARK_SECONDS + 1; t < now; t++) perSecond.push(byTime.get(t) ?? 0);
    }
  } catch {
    // The stream tells of it; what was known before is kept.
  }
}

function listen() {
  source?.close();
  source = new EventSource("api/stream");
  source.onopen = learn;
  source.onmessage = event => {
    isFull = false;
    pauseMs = 0;
    take(JSON.parse(event.data));
  };
  source.onerror = () => {
    if (source.readyState === EventSource.CLOSED) refused();
    else isFull = false;
    showConnection(false);
  };
}

/** A stream that was answered with an error stays closed. When the server is well, all its places are taken. */
async function refused() {
  listenAt = Infinity;
  isFull = await fetch("healthz").then(answer => answer.ok, () => false);
  listenLater(isFull ? PAUSE_WHEN_FULL_MS : PAUSE_MS);
  showConnection(false);
}

/** Each pause is twice the one before, and ends at random in its second half, so that thousands of pages do not come at once. */
function listenLater(shortestMs) {
  pauseMs = Math.min(PAUSE_MS_MAX, Math.max(shortestMs, 2 * pauseMs));
  listenAt = performance.now() + pauseMs * (1 + Math.random()) / 2;
}

function watch() {
  spark();
  const now = performance.now();
  if (now - receivedAt <= SILENCE_MS) return;
  showConnection(false);
  if (source.readyState === EventSource.OPEN) {
    source.close();
    listenLater(PAUSE_MS);
  } else if (source.readyState === EventSource.CLOSED && now >= listenAt) {
    listen();
  }
}

function dress() {
  if (parameters.get("overlay") === "1") body.classList.add("overlay");
  for (const word of (parameters.get("align") ?? "").split("-")) {
    if (["left", "right", "center", "top", "bottom"].includes(word)) body.classList.add(word);
  }
  const only = parameters.get("only");
  if (["total", "bars", "milestones"].includes(only)) body.classList.add(`only-${only}`);
  if (parameters.has("bg")) body.style.background = parameters.get("bg");
  part("minute").textContent = words.minute;
  part("past").textContent = words.history;
  part("past").search = location.search;
}

dress();
showConnection(false);
await learn();
listen();
spark();
setInterval(watch, 1000);
requestAnimationFrame(showTotal);
