// What the desk shows of the votes, the rounds and the journal.
import { COLOURS } from "./desk-kinds.js";
import { element } from "./desk-rows.js";
import { number, time, words } from "./desk-words.js";

const part = id => document.getElementById(id);
const SHARES_MAX = 12;
const JOURNAL_MAX = 50;

export const nameOf = (stage, button) => stage.labels[button]?.text ?? words.button(button);
const colourOf = (stage, button) => stage.labels[button]?.colour ?? COLOURS[button % COLOURS.length];

/** Over all servers where they share a store and it is of this very round, else this one's. */
const eventOf = counts => counts.cluster && counts.cluster.total >= counts.total ? counts.cluster : counts;

function share(stage, button, votes, total) {
  const percent = total > 0 ? 100 * votes / total : 0;
  const fill = element("span", { className: "fill" });
  fill.style.width = `${percent}%`;
  fill.style.background = colourOf(stage, button);
  const row = element(
    "div",
    { className: "share" },
    element("span", { className: "name", textContent: nameOf(stage, button) }),
    element("span", { className: "track" }, fill),
    element("span", { className: "votes", textContent: `${number(votes)} · ${percent.toFixed(1)}%` }),
  );
  row.setAttribute("role", "listitem");
  return row;
}

export function showVotes(counts, stage) {
  const { total, rate, buttons = {} } = eventOf(counts);
  part("event").textContent = stage.title || stage.round;
  part("total").textContent = number(total);
  part("figures").textContent = [words.rate(number(rate)), stage.round].join(" · ");
  part("late").textContent = counts.late > 0 ? words.late(number(counts.late)) : words.noLate;
  const keys = [...new Set([...Object.keys(stage.labels), ...Object.keys(buttons)])];
  const shown = keys.length <= SHARES_MAX
    ? keys.sort((a, b) => a - b)
    : keys.sort((a, b) => (buttons[b] ?? 0) - (buttons[a] ?? 0)).slice(0, SHARES_MAX);
  part("shares").replaceChildren(...shown.map(key => share(stage, key, buttons[key] ?? 0, total)));
}

function winner(round, stage) {
  const [first] = Object.entries(round.buttons ?? {}).sort((a, b) => b[1] - a[1]);
  return first ? `${nameOf(stage, first[0])} (${number(first[1])})` : words.none;
}

export function showRounds({ rounds }, stage) {
  part("rounds").tBodies[0].replaceChildren(...[...rounds].reverse().map(round => {
    const name = element("th", { scope: "row", textContent: round.name });
    const cells = [time(round.started), number(round.total), number(round.late), winner(round, stage)];
    const row = element("tr", {}, name, ...cells.map(textContent => element("td", { textContent })));
    row.classList.toggle("current", round.ended === null);
    return row;
  }));
}

export function showJournal({ changes }) {
  const lines = changes.slice(0, JOURNAL_MAX).map(change => element(
    "li",
    {},
    element("time", { dateTime: change.time, textContent: time(change.time) }),
    element("strong", { textContent: words.what[change.what] ?? change.what }),
    element("span", { textContent: change.what === "effect" ? change.new : `${change.old || words.empty} → ${change.new || words.empty}` }),
    element("small", { textContent: change.by }),
  ));
  part("journal").replaceChildren(...(lines.length ? lines : [element("li", { textContent: words.noJournal })]));
}
