// The page of a numbers server: how many are unique, the rate, the clients and the log.
import { language, number, time } from "./language.js";

const EVERY_MS = 1000;

const WORDS = {
  en: {
    title: "unique numbers",
    live: "live",
    lost: at => at === null ? "the server does not answer" : `connection lost; as of ${at}`,
    rate: (received, unique) => `${received} numbers a second, ${unique} of them new`,
    figures: {
      received: "received since the start", duplicates: "of them known before", rejected: "lines rejected", unfinished: "lines cut off",
      connections: "clients now", accepted: "clients so far", refused: "clients refused", bytes: "read", log_write_s: "spent writing the log",
      event_unique: "unique on all servers", event: "event", store: "store",
    },
  },
  ja: {
    title: "ユニークな数",
    live: "受付中",
    lost: at => at === null ? "サーバーが応答しません" : `接続が切れました（${at} 時点）`,
    rate: (received, unique) => `毎秒 ${received} 件（新規 ${unique} 件）`,
    figures: {
      received: "起動後の受信", duplicates: "うち既知", rejected: "不正な行", unfinished: "途中で切れた行",
      connections: "接続中のクライアント", accepted: "これまでのクライアント", refused: "拒否したクライアント", bytes: "読み込み", log_write_s: "ログの書き込み時間",
      event_unique: "全サーバーのユニーク数", event: "イベント", store: "保存先",
    },
  },
};

const words = WORDS[language];
const part = id => document.getElementById(id);

const UNITS = ["B", "KiB", "MiB", "GiB", "TiB"];
const FORMATS = {
  bytes: value => {
    const unit = Math.min(UNITS.length - 1, value < 1 ? 0 : Math.floor(Math.log2(value) / 10));
    return `${(value / 1024 ** unit).toFixed(unit === 0 ? 0 : 1)} ${UNITS[unit]}`;
  },
  log_write_s: value => `${value.toFixed(1)} s`,
  event: value => value,
  store: value => value,
};

let last = null;
let lastAt = null;

/** The figures by name; those that this server does not have are left out. */
const figuresOf = counts => ({ ...counts, event_unique: counts.cluster?.unique, store: counts.store?.state });

function showRate(counts) {
  if (last === null || counts.uptime_s <= last.uptime_s) return;
  const perSecond = name => number((counts[name] - last[name]) / (counts.uptime_s - last.uptime_s));
  part("rate").textContent = words.rate(perSecond("received"), perSecond("unique"));
}

function show(counts) {
  const total = part("total");
  total.textContent = number(counts.unique_total);
  total.dataset.value = counts.unique_total;
  showRate(counts);
  last = counts;
  lastAt = Date.now();
  const figures = figuresOf(counts);
  part("figures").replaceChildren(...Object.entries(words.figures)
    .filter(([name]) => figures[name] !== undefined && figures[name] !== null)
    .map(([name, label]) => {
      const term = document.createElement("dt");
      const value = document.createElement("dd");
      const figure = document.createElement("div");
      term.textContent = label;
      value.textContent = (FORMATS[name] ?? number)(figures[name]);
      value.dataset.figure = name;
      figure.append(term, value);
      return figure;
    }));
}

function tell(isLive) {
  const state = part("state");
  state.textContent = isLive ? words.live : words.lost(lastAt === null ? null : time(lastAt));
  state.className = `badge ${isLive ? "good" : "bad"}`;
}

async function round() {
  try {
    const answer = await fetch("api/counts");
    if (!answer.ok) throw new Error(`api/counts: ${answer.status}`);
    show(await answer.json());
    tell(true);
  } catch {
    tell(false);
  }
  setTimeout(round, EVERY_MS);
}

document.title = `junretsu: ${words.title}`;
part("title").textContent = words.title;
round();
