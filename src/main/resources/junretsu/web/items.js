// The page of an items server: counts, rate, the largest tenants, and how far a shared Redis is behind.
import { language, number } from "./language.js";
import { part } from "./page.js";
import { showBars, showFigures, showTotal } from "./page-figures.js";
import { poll } from "./page-poll.js";

const TOP = 10;

const WORDS = {
  en: {
    title: "unique items",
    live: "live",
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

part("title").textContent = words.title;
part("largest").textContent = words.largest;

function show(counts, growth, { tenants }) {
  showTotal(counts.items);
  if (growth !== null) part("rate").textContent = words.rate(number(growth("accepted")), number(growth("new")));
  showFigures(words.figures, counts);
  showBars(tenants.map(({ tenant, count }) => [tenant, count]));
}

poll(["api/counts", `api/tenants?top=${TOP}`], show, words.live);
