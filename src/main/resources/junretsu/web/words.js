// What the pages say, by language.
const WORDS = {
  en: {
    live: "live",
    lost: at => `connection lost; as of ${at}`,
    connecting: "connecting",
    full: "all places are taken; trying again",
    fullSince: at => `all places are taken; as of ${at}`,
    store: state => `store ${state}`,
    dropped: count => `${count} packets dropped`,
    rate: rate => `${rate} votes a second`,
    next: (at, effect) => `next: ${at}, ${effect}`,
    allReached: "all milestones reached",
    missing: count => `${count} to go`,
    button: button => `Button ${button}`,
    others: "others",
    minute: "votes a second, the last minute",
    history: "history",
    title: event => `${event}: votes over time`,
    back: "back to the screen",
    export: "download as CSV",
    spans: { "5m": "5 minutes", "1h": "1 hour", "24h": "1 day" },
    reading: (time, votes, dropped) => `${time}   ${votes} votes a second   ${dropped} packets dropped`,
    effects: { confetti: "confetti", fireworks: "fireworks", flash: "flash", gold: "gold", shake: "shake" },
  },
  ja: {
    live: "受付中",
    lost: at => `接続が切れました（${at} 時点）`,
    connecting: "接続中",
    full: "満席です。しばらくお待ちください",
    fullSince: at => `満席です（${at} 時点）`,
    store: state => `保存先 ${state}`,
    dropped: count => `${count} パケット欠落`,
    rate: rate => `毎秒 ${rate} 票`,
    next: (at, effect) => `次は ${at}（${effect}）`,
    allReached: "すべて達成しました",
    missing: count => `あと ${count}`,
    button: button => `ボタン ${button}`,
    others: "その他",
    minute: "直近1分間の毎秒の票数",
    history: "推移",
    title: event => `${event}：票数の推移`,
    back: "画面に戻る",
    export: "CSVで保存",
    spans: { "5m": "5分", "1h": "1時間", "24h": "1日" },
    reading: (time, votes, dropped) => `${time}　毎秒 ${votes} 票　${dropped} パケット欠落`,
    effects: { confetti: "紙吹雪", fireworks: "花火", flash: "閃光", gold: "金", shake: "振動" },
  },
};

export const parameters = new URLSearchParams(location.search);
const wanted = parameters.get("lang");
export const language = wanted in WORDS ? wanted : "en";
export const words = WORDS[language];

const grouped = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
export const number = value => grouped.format(value);
export const time = ms => new Intl.DateTimeFormat(language, { timeStyle: "medium" }).format(ms);
