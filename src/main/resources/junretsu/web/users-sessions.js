// The list of sessions, each of which can be ended from here.
import { made, part } from "./page.js";
import { call, onAccount, tell } from "./users-calls.js";
import { during, say } from "./users-forms.js";
import { time, words } from "./users-words.js";

const section = part("sessions");
const list = part("session-list");
const endAll = part("end-all");

// By a part of the user agent's text; the first that is found holds, since later ones imitate each other.
const BROWSERS = {
  "Edg/": "Edge", "OPR/": "Opera", "Firefox/": "Firefox", "Chrome/": "Chrome", "Safari/": "Safari", "curl/": "curl",
};
const SYSTEMS = {
  Android: "Android", iPhone: "iPhone", iPad: "iPad", Windows: "Windows", "Mac OS": "macOS", CrOS: "ChromeOS", Linux: "Linux",
};

const named = (names, agent) => Object.entries(names).find(([sign]) => agent.includes(sign))?.[1];

function device(agent) {
  const browser = named(BROWSERS, agent);
  const system = named(SYSTEMS, agent);
  if (browser && system) return words.on(browser, system);
  return browser ?? system ?? (agent || words.unknownDevice);
}

function line(session) {
  const name = made("strong", { title: session.device }, device(session.device));
  const where = made("span", { className: "hint" }, session.address);
  const when = made("span", { className: "hint" }, words.times(time(session.created_ms), time(session.seen_ms)));
  const item = made("li", {}, name, where, when);
  if (session.own) {
    item.append(made("span", { className: "badge good" }, words.own));
  } else {
    const button = made("button", { type: "button", className: "second" }, words.end);
    button.setAttribute("aria-label", words.endOf(`${name.textContent}, ${session.address}`));
    button.addEventListener("click", () => during(button, section, () => end(session)));
    item.append(button);
  }
  return item;
}

async function end(session) {
  await call("DELETE", `me/sessions/${encodeURIComponent(session.id)}`).catch(refusal => {
    if (refusal.status !== 404) throw refusal;
  });
  await show();
  part("sessions-title").focus();
  return words.ended;
}

async function show() {
  const { sessions } = await call("GET", "me/sessions");
  sessions.sort((a, b) => b.own - a.own || b.seen_ms - a.seen_ms);
  list.replaceChildren(...sessions.map(line));
}

endAll.addEventListener("click", () => during(endAll, section, async () => {
  await call("DELETE", "me/sessions");
  tell(null);
  part("over").textContent = words.outEverywhere;
}));

onAccount((account, isOther) => {
  if (isOther) {
    list.replaceChildren();
    say(section, "", "good");
  }
  if (account) show().catch(() => {});
});
