// The crowd's page: a button for each label, and an honest word about what became of each tap.
import * as buttons from "./vote-buttons.js";
import { feel, stayAwake } from "./vote-feel.js";
import { enterRound, forget, giveUpPending, ledger, own, resume, tap, waiting } from "./vote-ledger.js";
import { line, start, wake } from "./vote-line.js";
import { ask, askAnew, heardOf, stage } from "./vote-stage.js";
import { number } from "./language.js";
import { words } from "./vote-words.js";

const WAITING_SHOWN_MS = 1500;
const TOO_FAST_SHOWN_MS = 3000;
const SPOKEN_AFTER_MS = 1200;
const POLL_MS = 5000;

const part = id => document.getElementById(id);
let limitedAt = -Infinity;
let totalOfAll = null; // of this stage; null while nobody says it
let waitingSince = null;
let spoken = null;

const canVote = () => stage.isKnown && stage.isOpen && line.state !== "absent";

/** In a live region at most once while taps go on, since each change of it is read aloud. */
function speak(text) {
  clearTimeout(spoken);
  spoken = setTimeout(() => (part("spoken").textContent = text), SPOKEN_AFTER_MS);
}

/** The state in a word for the colour and a sentence. */
function state() {
  const unsure = waiting();
  const now = performance.now();
  if (line.state === "absent") return ["bad", words.absent];
  if (line.state === "full") return ["bad", words.full];
  if (line.state === "refused") return ["bad", words.refused(line.status)];
  if (line.state === "lost") return ["bad", unsure > 0 ? words.offlineWaiting(number(unsure)) : words.offline];
  if (now - limitedAt < TOO_FAST_SHOWN_MS) return ["warn", words.tooFast(number(stage.rate))];
  if (line.state === "connecting") return unsure > 0 ? ["warn", words.waiting(number(unsure))] : ["quiet", words.connecting];
  if (waitingSince !== null && now - waitingSince > WAITING_SHOWN_MS) return ["warn", words.waiting(number(unsure))];
  if (unsure > 0) return ["good", words.counting];
  if (own() > 0) return ["good", words.counted];
  return canVote() ? ["good", words.ready] : ["quiet", words.closed];
}

/** What is known to be lost, or not to count, for as long as the round goes on. */
const fate = () =>
  [
    [ledger.doubtful, words.doubtful],
    [ledger.late, words.late],
    [ledger.limited, words.limited],
  ].filter(([count]) => count > 0).map(([count, say]) => say(number(count))).join(" · ");

let shownState = "";

function showState() {
  if (waiting() === 0) waitingSince = null;
  else waitingSince ??= performance.now();
  const [kind, text] = state();
  part("state").className = kind;
  part("state-text").textContent = text;
  part("fate").textContent = fate();
  part("fate").dataset.doubtful = ledger.doubtful;
  part("state").dataset.waiting = waiting();
  const place = `${line.state} ${stage.isOpen}`;
  if (place !== shownState && shownState !== "") speak([text, fate()].filter(Boolean).join(". "));
  shownState = place;
}

function showCounts() {
  const sum = own();
  part("sum").textContent = number(sum);
  part("sum").dataset.value = sum;
  part("sum-name").textContent = words.own(sum);
  buttons.showCounts(ledger.taps);
}

/** Shown while results are live alone. What was heard of another stage may be of another round. */
function showTotal() {
  const isShown = totalOfAll !== null && stage.result === "live" && stage.version === totalOfAll.stage && line.hears;
  part("all").hidden = !isShown;
  if (isShown) part("all").textContent = words.all(number(totalOfAll.total));
}

function news({ stage: version, total }) {
  if (total !== undefined) totalOfAll = { stage: version, total };
  heardOf(version, showStage);
  showTotal();
}

function show() {
  const isClosed = stage.isKnown && !stage.isOpen;
  document.body.classList.toggle("closed", isClosed || line.state === "absent");
  const notice = isClosed ? `${words.closed}. ${words.closedNext}` : words.absent;
  part("notice").hidden = canVote() || !stage.isKnown;
  part("notice").textContent = part("notice").hidden ? "" : notice;
  buttons.allow(canVote());
  showCounts();
  showTotal();
  showState();
}

function showStage() {
  if (stage.isKnown) {
    enterRound(stage.round, line.state !== "ready");
    if (!stage.isOpen) {
      giveUpPending();
      if (line.state !== "ready") forget();
    }
    part("title").textContent = stage.title || words.title;
    document.title = stage.title || words.title;
    buttons.show(stage.labels);
  }
  show();
}

function pressed({ key, text, button }, x, y) {
  if (!canVote() || !tap(key)) return;
  wake();
  feel(x, y, button.style.getPropertyValue("--face"));
  stayAwake();
  showCounts();
  showState();
  speak(words.spoken(text, number(ledger.taps[key])));
}

/** While there is no socket nobody tells of a new stage, so it is asked for. */
function poll() {
  if (!document.hidden && (!stage.isKnown || line.state === "ready" && !line.hears)) ask(showStage);
}

part("title").textContent = words.title;
document.title = words.title;
resume();
buttons.listen(pressed);
show();
ask(showStage);
start({
  changed: show,
  limited: () => (limitedAt = performance.now()),
  told: news,
  returned: () => askAnew(showStage),
  rate: () => stage.rate,
});
setInterval(showState, 500);
setInterval(poll, POLL_MS * (0.8 + 0.4 * Math.random()));
