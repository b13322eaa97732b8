// What the pages say, by language.
const WORDS = {
  en: {
    live: "live",
    lost: at => `connection lost; as of ${at}`,
    connecting: "connecting",
    full: "all places are taken; trying again",
    fullSince: at => `all places are taken; as of ${at}`,
    fullNotice: "More screens are open than this server may serve. This page tries again by itself.",
    store: state => `store ${state}`,
    dropped: count => `${count} packets dropped`,
    rate: rate => `${rate} votes a second`,
    open: "Voting is open",
    closed: "Voting is closed",
    secret: "The result is secret until the reveal",
    invite: "Voting is open: press now",
    inviteAt: address => `Vote now at ${address}`,
    code: "Code of the page to vote on",
    next: at => `Next: ${at}`,
    allReached: "All milestones reached",
    missing: count => `${count} to go`,
    countdown: count => `${count} to go!`,
    moment: at => `${at} votes!`,
    suspense: "And the winner is …",
    wins: percent => `wins with ${percent}%`,
    tie: "share the first place",
    spoken: total => `${total} votes`,
    button: button => `Button ${button}`,
    others: "others",
    minute: "votes a second, the last minute",
    history: "history",
    title: event => `${event}: votes over time`,
    back: "back to the screen",
    export: "download as CSV",
    spans: { "5m": "5 minutes", "1h": "1 hour", "24h": "1 day" },
    reading: (time, votes, dropped) => `${time}   ${votes} votes a second   ${dropped} packets dropped`,
  },
  ja: {
    live: "受付中",
    lost: at => `接続が切れました（${at} 時点）`,
    connecting: "接続中",
    full: "満席です。しばらくお待ちください",
    fullSince: at => `満席です（${at} 時点）`,
    fullNotice: "ただいま満席です。空きしだい自動で表示します",
    store: state => `保存先 ${state}`,
    dropped: count => `${count} パケット欠落`,
    rate: rate => `毎秒 ${rate} 票`,
    open: "投票受付中",
    closed: "投票は締め切りました",
    secret: "結果は発表までひみつです",
    invite: "投票受付中！ボタンを押してください",
    inviteAt: address => `${address} で投票できます`,
    code: "投票ページのコード",
    next: at => `次は ${at}`,
    allReached: "すべて達成しました",
    missing: count => `あと ${count}`,
    countdown: count => `あと ${count}！`,
    moment: at => `${at} 票達成！`,
    suspense: "勝者は……",
    wins: percent => `得票率 ${percent}% で1位`,
    tie: "同率1位",
    spoken: total => `${total} 票`,
    button: button => `ボタン ${button}`,
    others: "その他",
    minute: "直近1分間の毎秒の票数",
    history: "推移",
    title: event => `${event}：票数の推移`,
    back: "画面に戻る",
    export: "CSVで保存",
    spans: { "5m": "5分", "1h": "1時間", "24h": "1日" },
    reading: (time, votes, dropped) => `${time}　毎秒 ${votes} 票　${dropped} パケット欠落`,
  },
};

export const parameters = new URLSearchParams(location.search);
const wanted = [parameters.get("lang"), ...navigator.languages].map(each => each?.slice(0, 2));
export const language = wanted.find(each => each in WORDS) ?? "en";
document.documentElement.lang = language;
const listed = new Intl.ListFormat(language);
export const words = { ...WORDS[language], list: names => listed.format(names) };

const grouped = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
export const number = value => grouped.format(value);
export const time = ms => new Intl.DateTimeFormat(language, { timeStyle: "medium" }).format(ms);
