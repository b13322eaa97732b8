// The organiser's desk: shows the stage and changes it.
import { change, get, signIn, signOut } from "./desk-calls.js";
import { showAway, showHealth } from "./desk-health.js";
import * as kinds from "./desk-kinds.js";
import { element, rows } from "./desk-rows.js";
import { showJournal, showRounds, showVotes } from "./desk-tables.js";
import { language, words } from "./desk-words.js";

const INTERVAL_MS = 1000;
const part = id => document.getElementById(id);

let stage = null;
let labels = null;
let milestones = null;
let timer = 0;
let titleShown = "";
let isPastShown = false;
let warnedRound = null;

function say(sentence, isBad = false) {
  const said = part("said");
  said.textContent = sentence;
  said.className = isBad ? "bad" : "good";
}

function dress() {
  document.documentElement.lang = language;
  for (const each of document.querySelectorAll("[data-word]")) each.textContent = words[each.dataset.word];
  const other = part("language");
  if (language === "ja") {
    Object.assign(other, { href: "?lang=en", hreflang: "en", lang: "en", textContent: "English" });
  }
  part("to-screen").search = `?lang=${language}`;
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
  const isNew = stage === null || next.version !== stage.version;
  stage = next;
  part("voting-state").textContent = stage.voting === "open" ? words.open : words.closed;
  part("voting").classList.toggle("closed", stage.voting === "closed");
  part("turn-voting").textContent = stage.voting === "open" ? words.close : words.reopen;
  part(`result-${stage.result}`).checked = true;
  part("result-hint").textContent = words.hints[stage.result];
  if (document.activeElement !== part("title")) part("title").value = titleShown = stage.title;
  labels.show(Object.entries(stage.labels).map(([button, label]) => ({ button: Number(button), ...label })));
  milestones.show(stage.milestones);
  return isNew;
}

/** Changes the stage and says what came of it. */
async function send(fields, done, version) {
  let answer;
  try {
    answer = await change(fields, version);
  } catch {
    say(words.failed, true);
    return false;
  }
  if (answer.ok) {
    take(answer.json);
    say(done);
    await showPast().catch(() => {});
    return true;
  }
  if (answer.status === 401) leave("");
  else if (answer.status === 409 && answer.json?.stage) {
    const before = stage;
    take(answer.json.stage);
    const [field] = Object.keys(fields);
    if (JSON.stringify(before[field]) === JSON.stringify(stage[field])) return send(fields, done, stage.version);
    clash();
  } else say(answer.json?.detail ?? words.failed, true);
  return false;
}

const rounds = () => get("api/rounds").then(answer => showRounds(answer.json, stage));
const clash = () => say(words.other, true);

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
  const isNews = counts.json.stage !== stage.version && take((await get("api/stage")).json);
  if (isNews || !isPastShown) await showPast();
  showVotes(counts.json, stage);
  showHealth(part("health"), counts.json, desk.json, stage);
  part("link").textContent = words.connected;
  part("link").className = "good";
}

async function run() {
  try {
    await look();
  } catch {
    part("link").textContent = words.away;
    part("link").className = "bad";
    showAway(part("health"));
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

/** Makes what depends on the server: the rows and the effects. */
function furnish({ buttons, effects }) {
  labels = rows(part("labels"), kinds.labels(buttons), all => {
    const map = Object.fromEntries(all.map(({ button, text, colour }) => [button, { text, colour }]));
    return send({ labels: map }, words.done.labels, stage.version);
  }, clash);
  milestones = rows(part("milestones"), kinds.milestones(effects), all =>
    send({ milestones: all }, words.done.milestones, stage.version), clash);
  part("effects").replaceChildren(...effects.map(name => {
    const text = words.effect[name] ?? name;
    const button = element("button", { type: "button", textContent: text });
    button.dataset.effect = name;
    button.addEventListener("click", () => send({ effect: name }, words.done.effect(text)));
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

part("turn-voting").addEventListener("click", () => {
  const next = stage.voting === "open" ? "closed" : "open";
  send({ voting: next }, words.done[next]);
});

part("result").addEventListener("change", event =>
  send({ result: event.target.value }, words.done.result(words[event.target.value])));

part("begin-round").addEventListener("submit", async event => {
  event.preventDefault();
  const name = part("round-name").value.trim();
  if (stage.result === "hidden" && warnedRound !== stage.round) {
    warnedRound = stage.round;
    return say(words.stillHidden, true);
  }
  if (await send({ round: name }, words.done.round(name))) part("round-name").value = "";
});

part("set-title").addEventListener("submit", async event => {
  event.preventDefault();
  if (titleShown !== stage.title) clash();
  else await send({ title: part("title").value }, words.done.title, stage.version);
  if (stage !== null) titleShown = stage.title;
});

dress();
enter();
