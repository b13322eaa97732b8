// The page of a jobs server: a number to factor, the queue by caller, the workers and what they work on.
import { language, number, time } from "./language.js";

const EVERY_MS = 1000;
const DIGITS_SHOWN = 24;
const CALLER = "page";

const WORDS = {
  en: {
    title: "prime factors",
    live: "live",
    lost: at => `connection lost; as of ${at}`,
    locked: "this server wants a key: open the page as /#key=KEY",
    ask: "a number to factor",
    elsewhere: "this process works on jobs that others take; hand numbers in at one with --role api or all",
    send: "factor",
    cancel: "cancel",
    queued: (before, seconds) => `waiting behind ${before} of this page's jobs${seconds === null ? "" : `, about ${seconds} s`}`,
    started: "a worker has begun",
    working: (method, percent) => percent === null ? `by ${method}` : `by ${method}, ${percent} %`,
    ended: { completed: "done", partial: "its time is over; what is left is not factored", failed: "failed", cancelled: "cancelled" },
    took: (ms, wait) => `${ms} ms of work after ${wait} ms`,
    rate: (completed, load) => `jobs completed, ${completed} a second; workers ${load} % busy`,
    running: "workers",
    waiting: "queue by caller",
    empty: "nobody waits",
    idle: "idle",
    another: "another caller",
    columns: ["worker", "caller", "number", "method", "progress", "CPU"],
    figures: {
      queued: "queued", running: "running", callers: "callers", accepted: "accepted since the start", partial: "done in part",
      cancelled: "cancelled", dead: "dead", wait_p99_ms: "wait, p99", run_p99_ms: "work, p99",
    },
  },
  ja: {
    title: "素因数分解",
    live: "稼働中",
    lost: at => `接続が切れました（${at} 時点）`,
    locked: "キーが必要です。/#key=KEY で開いてください",
    ask: "分解する数",
    elsewhere: "このプロセスは処理専用です。数は --role api または all のサーバーに送ってください",
    send: "分解",
    cancel: "取り消し",
    queued: (before, seconds) => `このページの先行ジョブ ${before} 件${seconds === null ? "" : `、約 ${seconds} 秒`}`,
    started: "処理を開始しました",
    working: (method, percent) => percent === null ? `${method} で計算中` : `${method} で計算中、${percent} %`,
    ended: { completed: "完了", partial: "時間切れ。残りは未分解です", failed: "失敗", cancelled: "取り消されました" },
    took: (ms, wait) => `計算 ${ms} ms、待ち ${wait} ms`,
    rate: (completed, load) => `完了したジョブ、毎秒 ${completed} 件、ワーカー稼働率 ${load} %`,
    running: "ワーカー",
    waiting: "呼び出し元ごとの待ち行列",
    empty: "待ちはありません",
    idle: "空き",
    another: "別の呼び出し元",
    columns: ["ワーカー", "呼び出し元", "数", "方法", "進み", "CPU"],
    figures: {
      queued: "待ち", running: "実行中", callers: "呼び出し元", accepted: "起動後の受付", partial: "一部のみ",
      cancelled: "取り消し", dead: "停止", wait_p99_ms: "待ち時間 p99", run_p99_ms: "計算時間 p99",
    },
  },
};

const words = WORDS[language];
const element = id => document.getElementById(id);
const key = new URLSearchParams(location.hash.slice(1)).get("key");
const headers = key ? { Authorization: `Bearer ${key}` } : {};

element("title").textContent = words.title;
for (const id of ["ask", "send", "cancel", "running", "waiting"]) element(id).textContent = words[id];
element("columns").replaceChildren(...words.columns.map(column => {
  const cell = made("th", column);
  cell.scope = "col";
  return cell;
}));

function made(tag, text, className = "") {
  const node = document.createElement(tag);
  node.textContent = text;
  node.className = className;
  return node;
}

// The number that is factored while one watches.

let reading = null;
let watched = null;

element("form").addEventListener("submit", async event => {
  event.preventDefault();
  watch(null);
  element("answer").replaceChildren();
  try {
    const answer = await fetch("api/jobs", {
      method: "POST",
      headers: { ...headers, "Content-Type": "application/json", "X-Caller-ID": CALLER },
      body: JSON.stringify({ number: element("number").value.replace(/[\s_,']/g, "") }),
    });
    const job = await answer.json();
    if (answer.ok) watch(job.id);
    else element("stage").textContent = job.detail;
  } catch {
    element("stage").textContent = words.lost(time(Date.now()));
  }
});

element("cancel").addEventListener("click", () =>
  fetch(`api/jobs/${watched}`, { method: "DELETE", headers: { ...headers, "X-Caller-ID": CALLER } }));

const TELLING = {
  queued: place => say(words.queued(place.position ?? "?", place.eta_s === null ? null : Math.ceil(place.eta_s))),
  started: () => say(words.started),
  progress: work => say(progress(work)),
  completed: finished,
};

function say(text) {
  element("stage").textContent = text;
}

async function watch(id) {
  reading?.abort();
  reading = null;
  watched = id;
  element("cancel").hidden = id === null;
  say("");
  if (id === null) return;
  const own = reading = new AbortController();
  while (reading === own) {
    await follow(id, own.signal).catch(() => {});
    if (reading === own) await new Promise(done => setTimeout(done, EVERY_MS));
  }
}

// Reads server-sent events by fetch, since an EventSource can send no key.
async function follow(id, signal) {
  const answer = await fetch(`api/jobs/${id}/events`, { headers, signal });
  if (!answer.ok) {
    const problem = await answer.json();
    watch(null);
    say(problem.detail);
    return;
  }
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (let part; !(part = await reader.read()).done;) {
    const events = (rest + part.value).split("\n\n");
    rest = events.pop();
    events.forEach(tell);
  }
}

function tell(event) {
  const [, name, data] = event.match(/^event: (.*)\ndata: (.*)$/m) ?? [];
  if (name) TELLING[name](JSON.parse(data));
}

function progress(work) {
  return words.working(work.method, work.share === null ? null : Math.floor(100 * work.share));
}

function finished(job) {
  watch(null);
  const waited = job.started_at ? new Date(job.started_at) - new Date(job.posted_at) : 0;
  const said = words.ended[job.status];
  element("stage").textContent = job.factors
    ? `${said}; ${words.took(number(job.cpu_ms), number(waited))}`
    : `${said}: ${job.error}`;
  const parts = (job.factors ?? []).flatMap(({ prime, exponent }, i) => {
    const power = [i === 0 ? "" : " × ", made("span", prime, "prime")];
    return exponent === 1 ? power : [...power, made("sup", exponent)];
  });
  if (job.composite) parts.push(parts.length ? " × " : "", made("span", job.composite, "composite"));
  if (job.factors) element("answer").replaceChildren(`${job.number} = `, ...(parts.length ? parts : ["1"]));
}

// The queue, the workers and the counts.

let last = null;

async function ask(path) {
  const answer = await fetch(path, { headers });
  if (answer.status === 401 || answer.status === 403) throw new Error("locked");
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

function show(counts, queue) {
  element("form").hidden = !counts.takes_jobs;
  if (!counts.takes_jobs) element("stage").textContent = words.elsewhere;
  const done = counts.completed + counts.partial;
  element("total").textContent = number(done);
  element("total").classList.toggle("long", element("total").textContent.length > 11);
  if (last !== null && counts.uptime_s > last.uptime_s) {
    const seconds = counts.uptime_s - last.uptime_s;
    const load = 100 * (counts.worker_cpu_s - last.worker_cpu_s) / seconds / Math.max(1, counts.workers);
    element("rate").textContent =
      words.rate(number((done - last.done) / seconds), number(Math.min(100, load)));
  }
  last = { ...counts, done };
  element("figures").replaceChildren(...Object.entries(words.figures).map(([name, label]) => {
    const figure = document.createElement("div");
    const value = number(counts[name]) + (name.endsWith("_ms") ? " ms" : "");
    figure.append(made("dt", label), made("dd", value));
    return figure;
  }));
  element("rows").replaceChildren(...queue.workers.map(row));
  const most = Math.max(1, ...queue.callers.map(caller => caller.queued + caller.running));
  element("bars").replaceChildren(...(queue.callers.length
    ? queue.callers.map(caller => bar(caller, most))
    : [made("p", words.empty, "quiet")]));
}

function row(work) {
  const cells = work.method === undefined
    ? [work.worker, words.idle, "", "", "", ""]
    : [work.worker, work.caller ?? words.another, shortened(work.number ?? ""), work.method,
      work.share === null ? "" : `${Math.floor(100 * work.share)} %`, `${number(work.cpu_ms)} ms`];
  const line = document.createElement("tr");
  line.append(...cells.map(cell => made("td", cell)));
  if (work.number !== undefined) line.cells[2].title = work.number;
  return line;
}

function shortened(digits) {
  return digits.length <= DIGITS_SHOWN ? digits : `${digits.slice(0, 8)}…${digits.slice(-8)} (${digits.length})`;
}

function bar(caller, most) {
  const line = document.createElement("div");
  line.className = "bar";
  const name = made("span", caller.caller, "name");
  name.title = caller.caller;
  const track = made("div", "", "track");
  const fill = made("div", "", "fill");
  fill.style.width = `${100 * (caller.queued + caller.running) / most}%`;
  track.append(fill);
  const share = made("span", number(caller.queued + caller.running), "share");
  share.append(made("small", `${number(caller.cpu_ms)} ms CPU`));
  line.append(name, track, share);
  return line;
}

function state(text, mood) {
  element("state").textContent = text;
  element("state").className = `badge ${mood}`;
  document.body.classList.toggle("lost", mood === "bad");
}

async function round() {
  try {
    const [counts, queue] = await Promise.all([ask("api/counts"), ask("api/queue")]);
    show(counts, queue);
    state(words.live, "good");
  } catch (error) {
    state(error.message === "locked" ? words.locked : words.lost(time(Date.now())), "bad");
  }
  setTimeout(round, EVERY_MS);
}

round();
