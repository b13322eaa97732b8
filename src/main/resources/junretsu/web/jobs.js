// The page of a jobs server: a number to factor, the queue by caller, the workers and what they work on.
import { language, number } from "./language.js";
import { made, part } from "./page.js";
import { showBars, showFigures, showTotal } from "./page-figures.js";
import { headers, lost, poll } from "./page-poll.js";

const AGAIN_MS = 1000;
const DIGITS_SHOWN = 24;
const CALLER = "page";

const WORDS = {
  en: {
    title: "prime factors",
    live: "live",
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

part("title").textContent = words.title;
for (const id of ["ask", "send", "cancel", "running", "waiting"]) part(id).textContent = words[id];
part("columns").replaceChildren(...words.columns.map(column => made("th", { scope: "col" }, column)));

// The number that is factored while one watches.

let reading = null;
let watched = null;

part("form").addEventListener("submit", async event => {
  event.preventDefault();
  watch(null);
  part("answer").replaceChildren();
  try {
    const answer = await fetch("api/jobs", {
      method: "POST",
      headers: { ...headers, "Content-Type": "application/json", "X-Caller-ID": CALLER },
      body: JSON.stringify({ number: part("number").value.replace(/[\s_,']/g, "") }),
    });
    const job = await answer.json();
    if (answer.ok) watch(job.id);
    else say(job.detail);
  } catch {
    say(lost(Date.now()));
  }
});

part("cancel").addEventListener("click", () =>
  fetch(`api/jobs/${watched}`, { method: "DELETE", headers: { ...headers, "X-Caller-ID": CALLER } }));

const TELLING = {
  queued: place => say(words.queued(place.position ?? "?", place.eta_s === null ? null : Math.ceil(place.eta_s))),
  started: () => say(words.started),
  progress: work => say(progress(work)),
  completed: finished,
};

function say(text) {
  part("stage").textContent = text;
}

async function watch(id) {
  reading?.abort();
  reading = null;
  watched = id;
  part("cancel").hidden = id === null;
  say("");
  if (id === null) return;
  const own = reading = new AbortController();
  while (reading === own) {
    await follow(id, own.signal).catch(() => {});
    if (reading === own) await new Promise(done => setTimeout(done, AGAIN_MS));
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
  for (let chunk; !(chunk = await reader.read()).done;) {
    const events = (rest + chunk.value).split("\n\n");
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
  say(job.factors ? `${said}; ${words.took(number(job.cpu_ms), number(waited))}` : `${said}: ${job.error}`);
  const parts = (job.factors ?? []).flatMap(({ prime, exponent }, i) => {
    const power = [i === 0 ? "" : " × ", made("span", { className: "prime" }, prime)];
    return exponent === 1 ? power : [...power, made("sup", {}, exponent)];
  });
  if (job.composite) parts.push(parts.length ? " × " : "", made("span", { className: "composite" }, job.composite));
  if (job.factors) part("answer").replaceChildren(`${job.number} = `, ...(parts.length ? parts : ["1"]));
}

// The queue, the workers and the counts.

function show(counts, growth, { workers, callers }) {
  part("form").hidden = !counts.takes_jobs;
  if (!counts.takes_jobs) say(words.elsewhere);
  showTotal(counts.completed + counts.partial);
  if (growth !== null) {
    const load = 100 * growth("worker_cpu_s") / Math.max(1, counts.workers);
    part("rate").textContent = words.rate(number(growth("completed") + growth("partial")), number(Math.min(100, load)));
  }
  showFigures(words.figures, counts);
  part("rows").replaceChildren(...workers.map(row));
  showBars(callers.map(({ caller, queued, running, cpu_ms }) =>
    [caller, queued + running, made("small", {}, `${number(cpu_ms)} ms CPU`)]));
  if (callers.length === 0) part("bars").append(made("p", { className: "quiet" }, words.empty));
}

function row(work) {
  const cells = work.method === undefined
    ? [work.worker, words.idle, "", "", "", ""]
    : [work.worker, work.caller ?? words.another, shortened(work.number ?? ""), work.method,
      work.share === null ? "" : `${Math.floor(100 * work.share)} %`, `${number(work.cpu_ms)} ms`];
  const line = made("tr", {}, ...cells.map(cell => made("td", {}, cell)));
  if (work.number !== undefined) line.cells[2].title = work.number;
  return line;
}

function shortened(digits) {
  return digits.length <= DIGITS_SHOWN ? digits : `${digits.slice(0, 8)}…${digits.slice(-8)} (${digits.length})`;
}

poll(["api/counts", "api/queue"], show, words.live);
