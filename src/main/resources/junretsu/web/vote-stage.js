// The stage as the organiser has set it: title, round, labels, and whether voting is open.
const LIMIT_MS = 3000;
const FRESH_MS = 1000;
const SOON_MS = 400;
const FAILED_MS = 4000;
const MISSES_MAX = 3;
const RATE = 20;

export const stage = { isKnown: false, version: -1, title: "", round: null, isOpen: true, result: "live", labels: {}, rate: RATE };

let newest = -1;
let misses = 0; // answers older than the newest that there is
let askedAt = -Infinity;
let asked = null;
let timer = 0;
let dueAt = Infinity;

async function get(path) {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), LIMIT_MS);
  try {
    const answer = await fetch(path, { signal: giveUp.signal });
    if (answer.ok) return await answer.json();
    return answer.status === 404 ? null : undefined;
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

function take(said) {
  stage.isKnown = true;
  stage.version = said.version ?? 0;
  stage.round = said.round ?? "";
  stage.title = said.title || stage.round;
  stage.isOpen = said.voting !== "closed";
  stage.result = said.result ?? "live";
  stage.labels = said.labels ?? {};
  stage.rate = said.crowd?.rate ?? RATE;
}

/** Takes an older one only when it comes again and again: from a server that has lost the newer one, or another server. */
function takeNewest(said) {
  const isOld = (said.version ?? 0) < newest;
  misses = isOld ? misses + 1 : 0;
  if (misses >= MISSES_MAX) newest = said.version ?? 0;
  if (!isOld || misses >= MISSES_MAX || !stage.isKnown) take(said);
}

/** A server without a stage has labels at least. */
async function learn(changed) {
  const said = await get("api/stage");
  if (said) {
    takeNewest(said);
  } else if (said === null) {
    const labels = await get("api/labels");
    if (labels) take({ labels });
  }
  asked = null;
  askedAt = performance.now();
  changed();
  if (stage.version < newest) again(changed, said ? SOON_MS : FAILED_MS);
}

/** Asks within so long; of two that wait the first counts. */
function again(changed, mostMs) {
  const at = performance.now() + Math.random() * mostMs;
  if (at >= dueAt) return;
  clearTimeout(timer);
  dueAt = at;
  timer = setTimeout(() => {
    dueAt = Infinity;
    ask(changed);
  }, at - performance.now());
}

/** Asks for the stage. @returns a promise that is kept when it is known, or cannot be known */
export function ask(changed) {
  return (asked ??= learn(changed));
}

/** The same, unless it has been asked for just now. */
export const askAnew = changed => (asked === null && performance.now() - askedAt < FRESH_MS ? null : ask(changed));

/** Takes note that there is another version, and asks for it at a moment of this phone's own. */
export function heardOf(version, changed) {
  if (version !== newest) misses = 0;
  newest = version;
  if (version !== stage.version) again(changed, SOON_MS);
}
