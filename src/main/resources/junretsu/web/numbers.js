// The page of a numbers server: how many are unique, the rate, the clients and the log.
import { language, number } from "./language.js";
import { part } from "./page.js";
import { showFigures, showTotal } from "./page-figures.js";
import { poll } from "./page-poll.js";

const WORDS = {
  en: {
    title: "unique numbers",
    live: "live",
    silent: "the server does not answer",
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
    silent: "サーバーが応答しません",
    rate: (received, unique) => `毎秒 ${received} 件（新規 ${unique} 件）`,
    figures: {
      received: "起動後の受信", duplicates: "うち既知", rejected: "不正な行", unfinished: "途中で切れた行",
      connections: "接続中のクライアント", accepted: "これまでのクライアント", refused: "拒否したクライアント", bytes: "読み込み", log_write_s: "ログの書き込み時間",
      event_unique: "全サーバーのユニーク数", event: "イベント", store: "保存先",
    },
  },
};

const words = WORDS[language];

function show(counts, growth) {
  showTotal(counts.unique_total);
  if (growth !== null) part("rate").textContent = words.rate(number(growth("received")), number(growth("unique")));
  showFigures(words.figures, { ...counts, event_unique: counts.cluster?.unique, store: counts.store?.state });
}

document.title = `junretsu: ${words.title}`;
part("title").textContent = words.title;
poll(["api/counts"], show, words.live, words.silent);
