// The books of one phone's taps: those that wait, those sent and not acknowledged, and what became of the others.
// A message has a running number; it is sent again under the same one, and the server counts each number once.
const PLACE = "junretsu.vote";
const PENDING_MAX = 1000;
const FIRST = 2; // so that there is a number before each that is acknowledged

function newClient() {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return [...bytes].map(byte => byte.toString(16).padStart(2, "0")).join("");
}

const blank = () => ({
  client: newClient(),
  next: FIRST,
  acknowledged: 0, // the highest number that a server was known to have
  pending: [], // buttons, in no message yet
  sent: [], // {number, buttons}, not acknowledged
  round: null,
  taps: {}, // in this round, by button
  limited: 0, // counted by the server as over the rate
  doubtful: 0, // sent to a server that has forgotten them, or never had them
  late: 0, // never sent, since voting closed or the round ended
  heard: 0, // what the server last said of limited votes, in all
});

export const ledger = blank();

const votesOf = messages => messages.reduce((sum, message) => sum + message.buttons.length, 0);

let isLeft = false;

function taken() {
  try {
    const left = JSON.parse(sessionStorage.getItem(PLACE));
    sessionStorage.removeItem(PLACE);
    return left;
  } catch {
    return null; // A browser that stores nothing: a page's books end with it.
  }
}

/**
 * Takes over what a page before this one in the same tab has left. It is taken away from there, so that a tab which is a
 * copy of this one never sends the same numbers as well.
 */
export function resume() {
  Object.assign(ledger, taken());
}

/** Leaves the books to the next page of this tab. */
export function leave() {
  try {
    sessionStorage.setItem(PLACE, JSON.stringify(ledger));
    isLeft = true;
  } catch {
    isLeft = false;
  }
}

/** Brings the books that were left up to date: a hidden page may be discarded at any moment, and without an event. */
function keep() {
  if (isLeft) leave();
}

/**
 * Goes on with the books that lie there: those that were left, or those of a page that took them meanwhile and left its
 * own. When that page still has them, these begin anew.
 */
export function reclaim() {
  if (isLeft) Object.assign(ledger, blank(), taken());
  isLeft = false;
}

function count(button) {
  ledger.taps[button] = (ledger.taps[button] ?? 0) + 1;
}

/** @returns false when so many wait already that another would hardly be counted in time */
export function tap(button) {
  if (ledger.pending.length >= PENDING_MAX) return false;
  ledger.pending.push(button);
  count(button);
  return true;
}

/**
 * Makes a message of the oldest taps that wait. It is in the books before it is sent, also in those that were left: with
 * older ones the next page would give its number to other taps. @param most votes in it; with 0 it shows whether the
 * server counts them
 */
export function message(most) {
  const made = { number: ledger.next++, buttons: ledger.pending.splice(0, most) };
  ledger.sent.push(made);
  keep();
  return made;
}

/** Takes what the server says: it has all up to this number. @returns votes that it limited since it last said so */
export function acknowledge({ acknowledged, limited }) {
  if (acknowledged > ledger.acknowledged) ledger.acknowledged = acknowledged;
  ledger.next = Math.max(ledger.next, acknowledged + 1);
  ledger.sent = ledger.sent.filter(({ number }) => number > acknowledged);
  const more = Math.max(0, limited - ledger.heard);
  ledger.heard = limited;
  ledger.limited += more;
  keep();
  return more;
}

function takeBack(buttons) {
  for (const button of buttons) ledger.taps[button] = Math.max(0, (ledger.taps[button] ?? 0) - 1);
}

/** Gives up what was sent to a server that no longer knows this phone: sent again it might count twice. */
export function forget() {
  ledger.doubtful += votesOf(ledger.sent);
  for (const { buttons } of ledger.sent) takeBack(buttons);
  ledger.sent = [];
  keep();
}

/** Takes another client id, since another tab has this one: what was sent is that one's to send again. */
export function renew() {
  forget();
  Object.assign(ledger, { client: newClient(), next: FIRST, acknowledged: 0, heard: 0 });
  keep();
}

/** Gives up what was not sent in time. */
export function giveUpPending() {
  ledger.late += ledger.pending.length;
  takeBack(ledger.pending);
  ledger.pending = [];
  keep();
}

/** Begins the books of another round. @param isOld whether the taps that wait were made in the round before */
export function enterRound(round, isOld) {
  if (ledger.round === round) return;
  const isFirst = ledger.round === null;
  ledger.round = round;
  if (isFirst) return;
  ledger.taps = {};
  ledger.limited = 0;
  ledger.doubtful = 0;
  ledger.late = 0;
  if (isOld) {
    giveUpPending();
    forget();
    return;
  }
  for (const button of ledger.pending) count(button);
  keep();
}

/** Votes that are not acknowledged. */
export const waiting = () => ledger.pending.length + votesOf(ledger.sent);

/** Votes of this round that were counted, or will be as far as is known. */
export const own = () => Math.max(0, Object.values(ledger.taps).reduce((sum, count) => sum + count, 0) - ledger.limited);
