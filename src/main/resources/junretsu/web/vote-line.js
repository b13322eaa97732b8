// The line to the server: it sends what the ledger has, and comes back by itself when it breaks.
//
// Before a vote goes out, the server has acknowledged a number of this phone's, be it of a message without votes. Each
// further connection begins with a question: an empty message with the number before the last acknowledged one. A server
// that still knows this phone has seen it and acknowledges a higher number; any other takes it for new, and shows so that
// it does not know what another one, or it itself before it was started anew, has counted.
import { REPLACED, openPosts, openSocket } from "./vote-links.js";
import { acknowledge, forget, ledger, leave, message, reclaim, renew, waiting } from "./vote-ledger.js";

const FLUSH_MS = 40;
const VOTES_MAX = 512;
const MESSAGES_MAX = 64;
const ANSWER_MS = 5000;
const IDLE_MS = 20000;
const ASLEEP_MS = 30000;
const RETURN_MS = 2000;
const PAUSE_MS = 1000;
const PAUSE_MS_MAX = 15000;
const FULL_MS = 10000;
const ABSENT_MS = 60000;
const DRAINS_PER_SECOND = 4;
const SOCKET_AGAIN_MS = 60000;

/** "connecting", "ready", "lost", "full", "refused" or "absent"; the status it was refused with; whether it hears of a new stage. */
export const line = { state: "connecting", status: null, hears: false };

let on = null;
let link = null;
let isReady = false;
let greeting = null; // what is awaited first: the number of a message without votes, or 0 for the answer to a question
let handshakesFailed = 0;
let failures = 0;
let awaitedSince = null;
let heardAt = 0;
let hiddenAt = null;
let flushedAt = 0;
let flushTimer = null;
let retryTimer = null;
let isDraining = false;
let socketDueAt = Infinity;

function show(state, status = null) {
  line.state = state;
  line.status = status;
  line.hears = link !== null && link.isSocket;
  on.changed();
}

function drop() {
  clearTimeout(retryTimer);
  clearTimeout(flushTimer);
  retryTimer = flushTimer = awaitedSince = null;
  isReady = false;
  link?.close();
  link = null;
}

function open(make) {
  drop();
  awaitedSince = performance.now();
  // What comes late from a link that was dropped is nobody's.
  const mine = act => said => link === own && act(said);
  const own = make(ledger.client, {
    opened: mine(greet),
    heard: mine(heard),
    lost: mine(lost),
    told: mine(on.told),
  });
  link = own;
}

function send(sent) {
  awaitedSince ??= performance.now();
  link.send(sent);
}

function introduce() {
  const empty = message(0);
  greeting = empty.number;
  send(empty);
}

const question = () => ({ number: ledger.acknowledged - 1, buttons: [] });

function greet() {
  awaitedSince = null;
  if (ledger.acknowledged === 0) return introduce();
  greeting = 0;
  send(question());
}

function heard(answer) {
  heardAt = performance.now();
  awaitedSince = null;
  if (greeting === 0 && answer.acknowledged < ledger.acknowledged) {
    forget();
    ledger.heard = answer.limited;
    on.changed();
    return introduce();
  }
  if (greeting !== null && answer.acknowledged < greeting) return;
  const limited = acknowledge(answer);
  if (limited > 0) on.limited(limited);
  if (greeting === null) {
    if (ledger.pending.length > 0) wake();
    on.changed();
  } else {
    greeting = null;
    begin(link);
  }
}

/** Sends again what the server has not got, under the same numbers, and then what waits. */
async function begin(mine) {
  await on.returned();
  if (link !== mine) return;
  ledger.sent.forEach(send);
  if (link.isSocket) handshakesFailed = 0;
  socketDueAt = socketPause();
  failures = 0;
  isDraining = ledger.pending.length > on.rate();
  isReady = true;
  show("ready");
  flush();
}

function lost(status) {
  const wasReady = isReady;
  const wasSocket = link.isSocket;
  drop();
  greeting = null;
  if (wasSocket && !wasReady && ++handshakesFailed >= 2) return open(openPosts);
  failures++;
  if (status === REPLACED) {
    renew();
    return again("lost", RETURN_MS, null);
  }
  if (status === 404 || status === 405) return again("absent", ABSENT_MS);
  // The session is over: the server sends whoever asks for the page anew to where one logs in. The taps stay with this phone.
  if (status === 401) location.reload();
  if (status === 429 || status === 503) return again("full", FULL_MS, status);
  const pause = wasReady ? RETURN_MS : Math.min(PAUSE_MS_MAX, PAUSE_MS * 2 ** Math.min(failures, 9));
  again(status === null ? "lost" : "refused", pause, status);
}

/** Comes back at a moment of its own, so that thousands of phones do not come at once. */
function again(state, pause, status) {
  const isFirst = failures === 1;
  retryTimer = setTimeout(comeBack, pause * (isFirst ? Math.random() : (1 + Math.random()) / 2));
  show(state, status);
}

function comeBack() {
  if (!document.hidden && !isReady) open(openSocket);
}

/** The same soon: the phone has a reason to think that it works now. */
function comeBackSoon() {
  clearTimeout(retryTimer);
  retryTimer = setTimeout(comeBack, Math.random() * 300);
}

/** To be called after a tap: sends it at once, or together with others within 40 ms. */
export function wake() {
  if (!isReady || flushTimer !== null) return;
  const pause = isDraining ? 1000 / DRAINS_PER_SECOND : FLUSH_MS;
  const wait = flushedAt + pause - performance.now();
  if (wait <= 0) flush();
  else flushTimer = setTimeout(flush, wait);
}

function flush() {
  clearTimeout(flushTimer);
  flushTimer = null;
  if (!isReady || ledger.pending.length === 0 || ledger.sent.length >= MESSAGES_MAX) return;
  flushedAt = performance.now();
  // Those of a time without a connection go out at the rate that counts, or most of them would be limited.
  send(message(isDraining ? Math.max(1, Math.floor(on.rate() / DRAINS_PER_SECOND)) : VOTES_MAX));
  if (ledger.pending.length > 0) wake();
  else isDraining = false;
}

function ask() {
  if (isReady && link.isSocket) send(question());
}

function watch() {
  const now = performance.now();
  if (awaitedSince !== null && now - awaitedSince > ANSWER_MS && link !== null) lost(null);
  else if (!document.hidden && now - heardAt > IDLE_MS && awaitedSince === null) ask();
  if (isReady && !link.isSocket && !document.hidden && now > socketDueAt && waiting() === 0) trySocket();
}

const socketPause = () => performance.now() + SOCKET_AGAIN_MS * (1 + Math.random());

/** Posts go on until a socket beside them has opened: the network may be another one by now. */
function trySocket() {
  socketDueAt = socketPause();
  const posts = link;
  const trial = openSocket(ledger.client, {
    opened() {
      trial.close();
      if (link !== posts || !isReady || waiting() > 0) return;
      show("connecting");
      open(openSocket);
    },
    heard() {},
    told() {},
    lost() {},
  });
  setTimeout(() => trial.close(), ANSWER_MS);
}

function hide() {
  hiddenAt = performance.now();
  flush();
  leave();
}

function appear() {
  const isLong = hiddenAt !== null && performance.now() - hiddenAt > ASLEEP_MS;
  hiddenAt = null;
  reclaim();
  on.changed();
  if (isLong) drop();
  if (link === null && line.state === "ready") show("connecting");
  if (link === null) comeBackSoon();
  else ask();
}

/** @param told `changed()`, `limited(votes)`, `told({stage, total})`, `returned()`, a promise, and `rate()` a second */
export function start(told) {
  on = told;
  document.addEventListener("visibilitychange", () => (document.hidden ? hide() : appear()));
  addEventListener("pagehide", () => {
    hide();
    drop();
  });
  addEventListener("pageshow", event => event.persisted && appear());
  addEventListener("online", () => (link === null ? comeBackSoon() : ask()));
  addEventListener("offline", ask);
  setInterval(watch, 1000);
  open(openSocket);
}
