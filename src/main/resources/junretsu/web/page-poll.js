// Asks a server for its counts once a second, and says beside the title how it stands.
import { ask } from "./ask.js";
import { language, time } from "./language.js";
import { part } from "./page.js";

const EVERY_MS = 1000;

const WORDS = {
  en: {
    lost: at => `connection lost; as of ${at}`,
    locked: "this server wants a key: open the page as /#key=KEY",
  },
  ja: {
    lost: at => `接続が切れました（${at} 時点）`,
    locked: "キーが必要です。/#key=KEY で開いてください",
  },
};

const words = WORDS[language];
const key = new URLSearchParams(location.hash.slice(1)).get("key");
export const headers = key ? { Authorization: `Bearer ${key}` } : {};

/** The badge of a server that cannot be reached. @param moment milliseconds since 1970 */
export const lost = moment => words.lost(time(moment));

function showState(text, mood) {
  part("state").textContent = text;
  part("state").className = `badge ${mood}`;
  document.body.classList.toggle("lost", mood === "bad");
}

/** How much a count of that name grew a second; null for the first answer of a run. */
function growth(before, counts) {
  const seconds = counts.uptime_s - (before?.uptime_s ?? Infinity);
  return seconds > 0 ? name => (counts[name] - before[name]) / seconds : null;
}

/**
 * @param paths that of the counts first
 * @param show called with the counts, their growth a second by name (null while it is not known) and the other answers
 * @param live the badge of a server that answers
 * @param silent that of one that has not answered yet
 */
export function poll(paths, show, live, silent = lost(Date.now())) {
  let last = null;
  let gone = silent;
  async function round() {
    try {
      const [counts, ...others] = await Promise.all(paths.map(path => ask(path, { headers })));
      show(counts, growth(last, counts), ...others);
      last = counts;
      gone = lost(Date.now());
      showState(live, "good");
    } catch (error) {
      showState([401, 403].includes(error.status) ? words.locked : gone, "bad");
    }
    setTimeout(round, EVERY_MS);
  }
  round();
}
