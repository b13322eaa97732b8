// What the crowd's page says, in the language of the address (?lang=) or of the phone.
const WORDS = {
  en: {
    title: "Vote",
    vote: "Vote",
    button: button => `Button ${button}`,
    own: count => (count === 1 ? "vote from you" : "votes from you"),
    connecting: "Connecting…",
    ready: "Tap to vote",
    counting: "Counting…",
    counted: "All counted",
    waiting: count => `${count} not counted yet`,
    offline: "No connection. Trying again…",
    offlineWaiting: count => `No connection. ${count} not counted yet`,
    full: "All places are taken. Trying again…",
    refused: status => `The server refused this phone (${status}). Trying again…`,
    absent: "This server takes no votes from phones",
    closed: "Voting is closed",
    closedNext: "Wait until it opens again",
    tooFast: rate => `Too fast: ${rate} a second count`,
    limited: count => `${count} over the limit did not count`,
    doubtful: count => `${count} may not have been counted`,
    late: count => `${count} came too late`,
    spoken: (label, count) => `${label}: ${count}`,
    open: "Voting is open",
  },
  ja: {
    title: "投票",
    vote: "投票",
    button: button => `ボタン ${button}`,
    own: () => "あなたの票",
    connecting: "接続中…",
    ready: "タップして投票",
    counting: "集計中…",
    counted: "すべて集計済み",
    waiting: count => `${count} 票が未集計`,
    offline: "接続が切れました。再接続中…",
    offlineWaiting: count => `接続が切れました。${count} 票が未集計`,
    full: "満席です。しばらくお待ちください…",
    refused: status => `サーバーに拒否されました（${status}）。再試行中…`,
    absent: "このサーバーはスマートフォンからの投票を受け付けていません",
    closed: "投票は締め切られました",
    closedNext: "再開をお待ちください",
    tooFast: rate => `速すぎます：数えるのは毎秒 ${rate} 票まで`,
    limited: count => `${count} 票は上限を超えたため無効`,
    doubtful: count => `${count} 票は集計されていない可能性があります`,
    late: count => `${count} 票は締切後のため無効`,
    spoken: (label, count) => `${label}：${count}`,
    open: "投票を受け付けています",
  },
};

const asked = new URLSearchParams(location.search).get("lang");
const preferred = [asked ?? "", ...navigator.languages].map(tag => tag.slice(0, 2).toLowerCase());
export const language = preferred.find(tag => Object.hasOwn(WORDS, tag)) ?? "en";
export const words = WORDS[language];

const grouped = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
export const number = value => grouped.format(value);
