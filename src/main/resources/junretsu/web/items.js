// The page of an items server: counts, rate, the largest tenants, and how far a shared Redis is behind.
import { language, number, time } from "./language.js";

const EVERY_MS = 1000;
const TOP = 10;

const WORDS = {
  en: {
    title: "unique items",
    live: "live",
    lost: at => `connection lost; as of ${at}`,
    locked: "this server wants a key: open the page as /#key=KEY",
    rate: (items, fresh) => `${items} items a second, ${fresh} of them new`,
    largest: "largest tenants",
    figures: {
      tenants: "tenants", accepted: "accepted since the start", duplicates: "of them known before", failed: "failed",
      rejected_requests: "requests rejected", set_bytes: "memory of the set", log_bytes: "log on the disk",
      redis_behind: "items not yet in Redis",
    },
  },
  ja: {
    title: "ユニークな件数",
    live: "受付中",
    lost: at => `接続が切れました（${at} 時点）`,
    locked: "キーが必要です。/#key=KEY で開いてください",
    rate: (items, fresh) => `毎秒 ${items} 件（新規 ${fresh} 件）`,
    largest: "件数の多いテナント",
    figures: {
      tenants: "テナント", accepted: "起動後の受付", duplicates: "うち既知", failed: "失敗",
      rejected_requests: "拒否したリクエスト", set_bytes: "集合のメモリ", log_bytes: "ディスク上のログ",
      redis_behind: "Redis 未反映",
    },
  },
};

const words = WORDS[language];
const bytes = value => {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let unit = 0;
  for (; value >= 1024 && unit < units.length - 1; unit++) value /= 1024;
  return `${value < 10 && unit > 0 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
};
const element = id => document.getElementById(id);
const key = new URLSearchParams(location.hash.slice(1)).get("key");
const headers = key ? { Authorization: `Bearer ${key}` } : {};

element("title").textContent = words.title;
element("largest").textContent = words.largest;

let last = null;

async function ask(path) {
  const answer = await fetch(path, { headers });
  if (answer.status === 401 || answer.status === 403) throw new Error("locked");
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

function show(counts, tenants) {
  const total = element("total");
  total.textContent = number(counts.items);
  total.classList.toggle("long", total.textContent.length > 11);
  if (last !== null && counts.uptime_s > last.uptime_s) {
    const seconds = counts.uptime_s - last.uptime_s;
    const rate = name => number((counts[name] - last[name]) / seconds);
    element("rate").textContent = words.rate(rate("accepted"), rate("new"));
  }
  last = counts;
  element("figures").replaceChildren(...Object.entries(words.figures)
    .filter(([name]) => counts[name] !== undefined && counts[name] !== null)
    .map(([name, label]) => {
      const figure = document.createElement("div");
      const term = document.createElement("dt");
      const value = document.createElement("dd");
      term.textContent = label;
      value.textContent = name.endsWith("_bytes") ? bytes(counts[name]) : number(counts[name]);
      figure.append(term, value);
      return figure;
    }));
  const most = Math.max(1, ...tenants.map(tenant => tenant.count));
  element("bars").replaceChildren(...tenants.map(tenant => bar(tenant, most)));
}

function bar(tenant, most) {
  const row = document.createElement("div");
  row.className = "bar";
  const name = document.createElement("span");
  name.className = "name";
  name.textContent = tenant.tenant;
  name.title = tenant.tenant;
  const track = document.createElement("div");
  track.className = "track";
  const fill = document.createElement("div");
  fill.className = "fill";
  fill.style.width = `${100 * tenant.count / most}%`;
  track.append(fill);
  const count = document.createElement("span");
  count.className = "share";
  count.textContent = number(tenant.count);
  row.append(name, track, count);
  return row;
}

function state(text, mood) {
  element("state").textContent = text;
  element("state").className = `badge ${mood}`;
  document.body.classList.toggle("lost", mood === "bad");
}

async function round() {
  try {
    const [counts, top] = await Promise.all([ask("api/counts"), ask(`api/tenants?top=${TOP}`)]);
    show(counts, top.tenants);
    state(words.live, "good");
  } catch (error) {
    state(error.message === "locked" ? words.locked : words.lost(time(Date.now())), "bad");
  }
  setTimeout(round, EVERY_MS);
}

round();
