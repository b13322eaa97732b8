// The health that matters on the night: what is, and what to do about it.
import { number } from "./language.js";
import { words } from "./desk-words.js";
import { made, part } from "./page.js";

const MINUTE_MS = 60000;
const FULL = 0.9;
const said = words.checks;

/** What a count grew by in the last minute. */
function growth() {
  const seen = [];
  return (round, value) => {
    const now = performance.now();
    if (seen.length > 0 && (seen[0].round !== round || value < seen.at(-1).value)) seen.length = 0;
    seen.push({ round, value, at: now });
    while (seen.length > 1 && now - seen[1].at > MINUTE_MS) seen.shift();
    return value - seen[0].value;
  };
}

const dropped = growth();
const rejected = growth();

function drops(counts) {
  const fresh = dropped(counts.event, counts.dropped);
  if (fresh > 0) return ["bad", said.dropsBad(number(fresh))];
  return counts.dropped > 0 ? ["warn", said.dropsEarlier(number(counts.dropped))] : ["good", said.dropsGood];
}

function store({ kind, state, lag_ms: lag }) {
  if (kind === "embedded") return ["good", said.storeOwn];
  return ["ok", "slow", "starting"].includes(state)
    ? ["good", said.storeGood(`${number(lag)} ms`)]
    : ["bad", said.storeBad(state)];
}

function places(count, max, good, bad) {
  return count < max * FULL ? ["good", good(number(count), number(max))] : ["warn", bad(number(count), number(max))];
}

function crowd(desk) {
  if (!desk.crowd) return [["good", said.crowdOff]];
  const { connections, max, limited } = desk.crowd;
  const lines = [places(connections, max, said.crowdGood, said.crowdBad)];
  if (desk.crowd.out_of_reach) lines.push(["warn", said.outOfReach]);
  if (limited > 0) lines.push(["warn", said.limited(number(limited))]);
  return lines;
}

function lines(counts, desk, stage) {
  const all = [];
  if (desk.problem) all.push(["bad", said.problem(desk.problem)]);
  if (counts.event !== stage.round) all.push(["bad", said.elsewhere(counts.event, stage.round)]);
  all.push(["good", said.rateGood(number((counts.cluster ?? counts).rate))], drops(counts));
  const wrong = rejected(counts.event, counts.rejected);
  if (wrong > 0) all.push(["warn", said.rejected(number(wrong))]);
  all.push(store(counts.store), places(desk.viewers, desk.viewers_max, said.viewersGood, said.viewersBad), ...crowd(desk));
  return all;
}

const WORST_FIRST = ["bad", "warn", "good"];

function draw(all) {
  const sorted = WORST_FIRST.flatMap(grade => all.filter(line => line[0] === grade));
  part("health").replaceChildren(...sorted.map(([grade, sentence]) =>
    made("li", { className: grade }, made("strong", { textContent: words[grade] }), made("span", { textContent: sentence }))));
  const wrong = all.filter(([grade]) => grade === "bad").length;
  part("alarm").hidden = wrong === 0;
  part("alarm").textContent = words.alarm(number(wrong));
}

export const showHealth = (counts, desk, stage) => draw(lines(counts, desk, stage));
export const showAway = () => draw([["bad", said.away]]);
