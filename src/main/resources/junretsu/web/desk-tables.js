// What the desk shows of the votes, the rounds and the journal.
import { colourFor } from "./colours.js";
import { number, time } from "./language.js";
import { words } from "./desk-words.js";
import { made, part } from "./page.js";

const SHARES_MAX = 12;
const JOURNAL_MAX = 50;
const FIGURES_FROM = 2; // behind the name and the time

const nameOf = (labels, button) => labels[button]?.text ?? words.button(button);
const colourOf = (stage, button) => stage.labels[button]?.colour ?? colourFor(button);

/** Over all servers where they share a store and it is of this very round, else this one's. */
const eventOf = counts => counts.cluster && counts.cluster.total >= counts.total ? counts.cluster : counts;

/** @param most votes of one button, whose bar is whole */
function share(stage, button, votes, total, most) {
  const percent = total > 0 ? 100 * votes / total : 0;
  const fill = made("span", { className: "fill" });
  fill.style.width = `${most > 0 ? 100 * votes / most : 0}%`;
  fill.style.background = colourOf(stage, button);
  const row = made(
    "div",
    { className: "share" },
    made("bdi", { className: "name", textContent: nameOf(stage.labels, button) }),
    made("span", { className: "track" }, fill),
    made("span", { className: "votes", textContent: number(votes) }),
    made("span", { className: "percent", textContent: `${percent.toFixed(1)}%` }),
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
  const most = Math.max(0, ...Object.values(buttons));
  part("shares").replaceChildren(...shown.map(key => share(stage, key, buttons[key] ?? 0, total, most)));
}

/**
 * The name of a round that says what comes after this one, as song-3 after song-2; none that has been. Of a number's
 * digits the last 15 count on, which a double holds exactly; a name has 64 characters at most.
 */
function nextName(name, known) {
  const [, stem, digits] = name.match(/^(.*?)[-_.]?(\d{0,15})$/);
  for (let number = digits === "" ? 2 : Number(digits) + 1; ; number++) {
    const next = `${stem.slice(0, 47)}-${number}`;
    if (!known.includes(next)) return next;
  }
}

/** All that have the most votes, by their names in that round. */
function winner({ buttons = {}, labels = {} }) {
  const most = Math.max(0, ...Object.values(buttons));
  const first = Object.keys(buttons).filter(button => buttons[button] === most);
  return first.length > 0 ? `${first.map(button => nameOf(labels, button)).join(", ")} (${number(most)})` : words.none;
}

const figures = round => [number(round.total), number(round.late), winner(round)];

export function showRounds({ rounds }, stage) {
  part("round-name").placeholder = nextName(stage.round, rounds.map(round => round.name));
  part("rounds").tBodies[0].replaceChildren(...[...rounds].reverse().map(round => {
    const name = made("th", { scope: "row", textContent: round.name });
    const cells = [time(round.started), ...figures(round)];
    const row = made("tr", {}, name, ...cells.map((textContent, i) =>
      made("td", { textContent, className: i === 1 || i === 2 ? "figure" : "", dir: i === 3 ? "auto" : "" })));
    row.dataset.round = round.name;
    row.classList.toggle("current", round.ended === null);
    return row;
  }));
}

/** An address of IPv6 without its longest run of zeros, as people write it. */
const brief = address => address.replace(/(^|:)0(:0)+(:|$)/, "::");

const valueOf = ({ what }, value) => words.values[what]?.[value] ?? (value || words.empty);

/** The row of the round that goes on, and whether the rows are all that the event has. */
export function showCurrent(counts, stage) {
  part("rounds-alone").hidden = !counts.cluster;
  const row = part("rounds").tBodies[0].querySelector(".current");
  if (row?.dataset.round !== counts.event) return;
  figures({ ...counts, labels: stage.labels }).forEach((text, i) => (row.cells[FIGURES_FROM + i].textContent = text));
}

export function showJournal({ changes }) {
  const lines = changes.slice(0, JOURNAL_MAX).map(change => made(
    "li",
    {},
    made("time", { dateTime: change.time, textContent: time(change.time) }),
    made("strong", { textContent: words.what[change.what] ?? change.what }),
    made("small", { textContent: words.by[change.by] ?? brief(change.by) }),
    made("span", { textContent: change.what === "effect" ? change.new : `${valueOf(change, change.old)} → ${valueOf(change, change.new)}` }),
  ));
  part("journal").replaceChildren(...(lines.length ? lines : [made("li", { textContent: words.noJournal })]));
}
