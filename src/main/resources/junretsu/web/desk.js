// The organiser's desk: shows the stage and changes it.
import { ask, once, say, showCode } from "./desk-ask.js";
import { change, get, signIn, signOut } from "./desk-calls.js";
import { showAway, showHealth } from "./desk-health.js";
import * as kinds from "./desk-kinds.js";
import { rows } from "./desk-rows.js";
import { showCurrent, showJournal, showRounds, showVotes } from "./desk-tables.js";
import { language } from "./language.js";
import { words } from "./desk-words.js";
import { made, part } from "./page.js";

const INTERVAL_MS = 1000;
const PLAYED_SHOWN_MS = 900;
/** The fields of a stage that an organiser decides. */
const FIELDS = ["title", "round", "voting", "result", "labels", "milestones", "effect"];

let stage = null;
let labels = null;
let milestones = null;
let timer = 0;
let titleShown = "";
let isPastShown = false;
let sending = 0;

const isSame = (field, one, other) => JSON.stringify(one[field]) === JSON.stringify(other[field]);

function dress() {
  for (const each of document.querySelectorAll("[data-word]")) each.textContent = words[each.dataset.word];
  const other = part("language");
  if (language === "ja") {
    Object.assign(other, { href: "?lang=en", hreflang: "en", lang: "en", textContent: "English" });
  }
  part("to-screen").search = `?lang=${language}`;
  part("screen-code").search = `?qr=1&lang=${language}`;
}

function leave(sentence) {
  clearTimeout(timer);
  stage = null;
  part("desk").hidden = true;
  part("sign-out").hidden = true;
  part("entry").hidden = false;
  part("link").textContent = "";
  part("refusal").textContent = sentence;
  part("token").focus();
}

/** Shows a stage that the server has sent. */
function take(next) {
  stage = next;
  part("voting-state").textContent = stage.voting === "open" ? words.open : words.closed;
  part("voting").classList.toggle("closed", stage.voting === "closed");
  part("turn-voting").textContent = stage.voting === "open" ? words.close : words.reopen;
  for (const button of part("result").children) button.ariaPressed = button.dataset.result === stage.result;
  part("result-hint").textContent = words.hints[stage.result];
  showCode(stage.crowd);
  if (document.activeElement !== part("title")) part("title").value = titleShown = stage.title;
  labels.show(Object.entries(stage.labels).map(([button, label]) => ({ button: Number(button), ...label })));
  milestones.show(stage.milestones);
}

/** Takes a stage that another desk, or a script, has made. */
function takeNews(next) {
  const changed = FIELDS.filter(field => !isSame(field, stage, next)).map(field => words.what[field]);
  take(next);
  if (changed.length > 0 && sending === 0) say(words.changedElsewhere(changed.join(", ")));
}

/**
 * Changes the stage and says what came of it.
 *
 * @param asked the stage for which somebody decided this, the only one to be changed; undefined for any
 * @param about what else they saw then that must be as it was
 */
async function send(fields, done, asked, about = []) {
  const before = asked ?? stage;
  let answer;
  sending++;
  try {
    answer = await change(fields, asked?.version);
  } catch {
    say(words.failed, true);
    return false;
  } finally {
    sending--;
  }
  if (answer.ok) {
    take(answer.json);
    say(done);
    await showPast().catch(() => {});
    return true;
  }
  return refused(answer, fields, done, before, about);
}

/** A change of something else does not stand in the way of this one. */
function refused({ status, json }, fields, done, before, about) {
  if (status === 401) leave("");
  else if (status === 409 && json?.stage) {
    take(json.stage);
    isPastShown = false;
    const decided = [...Object.keys(fields), ...about];
    if (decided.every(field => isSame(field, before, stage))) return send(fields, done, stage, about);
    if (fields.round && before.round !== stage.round) say(words.otherRound(stage.round), true);
    else complain(words.other);
  } else say(words.refused[json?.field] ?? json?.detail ?? words.failed, true);
  return false;
}

const rounds = () => get("api/rounds").then(answer => showRounds(answer.json, stage));
const complain = sentence => say(sentence, true);

/** Shows the rounds and the journal; what fails is shown by a later look. */
async function showPast() {
  isPastShown = false;
  await Promise.all([rounds(), get("api/stage/journal").then(answer => showJournal(answer.json))]);
  isPastShown = true;
}

async function look() {
  const [desk, counts] = await Promise.all([get("api/desk"), get("api/counts")]);
  if (desk.status === 401) return leave("");
  if (!desk.ok || !counts.ok) throw new Error("no state");
  const isNews = counts.json.stage !== stage.version;
  if (isNews) {
    const news = await get("api/stage");
    if (!news.ok) throw new Error("no stage");
    takeNews(news.json);
  }
  if (isNews || !isPastShown) await showPast();
  showVotes(counts.json, stage);
  showCurrent(counts.json, stage);
  showHealth(counts.json, desk.json, stage);
  part("link").textContent = words.connected;
  part("link").className = "good";
}

async function run() {
  try {
    await look();
  } catch {
    part("link").textContent = words.away;
    part("link").className = "bad";
    showAway();
  }
  if (stage !== null) timer = setTimeout(run, INTERVAL_MS);
}

async function enter() {
  clearTimeout(timer);
  let desk;
  let next;
  try {
    [desk, next] = await Promise.all([get("api/desk"), get("api/stage")]);
  } catch {
    return enterLater();
  }
  if (desk.status >= 500 || !next.ok) return enterLater();
  if (!desk.ok) return leave(desk.status === 403 ? words.noToken : "");
  if (labels === null) furnish(desk.json);
  part("entry").hidden = true;
  part("desk").hidden = false;
  part("sign-out").hidden = false;
  take(next.json);
  isPastShown = false;
  run();
}

function enterLater() {
  leave(words.failed);
  timer = setTimeout(enter, INTERVAL_MS);
}

const byButton = all => Object.fromEntries(all.map(({ button, text, colour }) => [button, { text, colour }]));

/** Makes what depends on the server: the rows and the effects. */
function furnish({ buttons, effects }) {
  labels = rows(part("labels"), kinds.labels(buttons), all => send({ labels: byButton(all) }, words.done.labels, stage), complain);
  milestones = rows(part("milestones"), kinds.milestones(effects), all =>
    send({ milestones: all }, words.done.milestones, stage), complain);
  part("effects").replaceChildren(...effects.map(name => {
    const text = words.effect[name] ?? name;
    const button = made("button", { type: "button", textContent: text });
    button.dataset.effect = name;
    button.addEventListener("click", () => once(button, () => playEffect(button, text)));
    return button;
  }));
}

part("sign-in").addEventListener("submit", async event => {
  event.preventDefault();
  try {
    const answer = await signIn(part("token").value);
    part("token").value = "";
    if (answer.ok) enter();
    else if (answer.status === 429) leave(words.slow(answer.pause));
    else leave(answer.status === 403 ? words.noToken : words.wrong);
  } catch {
    leave(words.failed);
  }
});

part("sign-out").addEventListener("click", async () => {
  await signOut().catch(() => {});
  leave("");
});

async function playEffect(button, text) {
  if (!await send({ effect: button.dataset.effect }, words.done.effect(text))) return;
  button.classList.add("played");
  setTimeout(() => button.classList.remove("played"), PLAYED_SHOWN_MS);
}

/** A winner is revealed only while voting is closed, so that opening shows the votes again. */
function turnVoting() {
  if (stage.voting === "open") return send({ voting: "closed" }, words.done.closed);
  return stage.result === "revealed"
    ? send({ voting: "open", result: "live" }, words.done.openLive)
    : send({ voting: "open" }, words.done.open);
}

async function reveal() {
  if (stage.voting === "closed") return send({ result: "revealed" }, words.done.revealed);
  const asked = stage;
  if (!await ask(words.revealOpen, words.closeAndReveal)) return;
  await send({ voting: "closed", result: "revealed" }, words.done.revealed, asked, ["round"]);
}

async function beginRound() {
  const name = part("round-name").value.trim() || part("round-name").placeholder;
  const asked = stage;
  if (name === asked.round) return say(words.refused.round, true);
  if (asked.result === "hidden" && !await ask(words.stillHidden, words.beginRound(name))) return;
  const fields = asked.result === "revealed" ? { round: name, result: "live" } : { round: name };
  if (labels.isUnsaved()) {
    if (!labels.isReady() || !await ask(words.unsavedLabels(name), words.beginRound(name))) return;
    fields.labels = byButton(labels.values());
  }
  if (!await send(fields, words.done.round(name), asked, ["result"])) return;
  part("round-name").value = "";
  if (fields.labels) labels.saved();
}

part("turn-voting").addEventListener("click", event => once(event.currentTarget, turnVoting));

for (const button of part("result").children) {
  const { result } = button.dataset;
  button.addEventListener("click", () => once(button, async () => {
    if (result === stage.result) return;
    await (result === "revealed" ? reveal() : send({ result }, words.done.result(words[result])));
  }));
}

part("begin-round").addEventListener("submit", event => {
  event.preventDefault();
  once(event.submitter, beginRound);
});

part("set-title").addEventListener("submit", async event => {
  event.preventDefault();
  if (titleShown !== stage.title) complain(words.other);
  else await send({ title: part("title").value }, words.done.title, stage);
  if (stage !== null) titleShown = stage.title;
});

dress();
enter();
