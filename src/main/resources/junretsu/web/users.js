// The page of a users server: one logs in or registers, then sees and changes the own account. Each section has a file.
import { call, onAccount, tell } from "./users-calls.js";
import { during } from "./users-forms.js";
import { otherLanguage, translate, words } from "./users-words.js";
import "./users-entry.js";
import "./users-nickname.js";
import "./users-password.js";
import "./users-picture.js";
import "./users-factor.js";
import "./users-sessions.js";

const RETRY_MS = 2000;

const element = id => document.getElementById(id);
let shown;

translate();
element("language").textContent = words.other;
element("language").href = `?lang=${otherLanguage}`;
element("language").lang = otherLanguage;
element("language").hreflang = otherLanguage;

onAccount(account => {
  const was = shown;
  shown = account;
  element("entry").hidden = account !== null;
  element("account").hidden = account === null;
  element("username").textContent = account?.username ?? "";
  element("over").textContent = was && !account ? words.over : "";
  if (was === undefined || !was === !account) return;
  element(account ? "hello" : "login-title").focus();
});

element("logout").addEventListener("click", () => during(element("logout"), element("profile"), async () => {
  await call("POST", "logout");
  tell(null);
  element("over").textContent = "";
}));

// The rules and the account; again until somebody can say them, without taking anybody for logged out.
async function begin() {
  try {
    const rules = await call("GET", "about");
    element("seed").hidden = !rules.seed_users;
    for (const hint of document.querySelectorAll(".password-hint")) hint.textContent = words.passwordHint(rules.password_min);
    tell(await call("GET", "me"));
    state("");
  } catch (refusal) {
    if (refusal.status === 401) {
      state("");
      return;
    }
    if (refusal.status === undefined) throw refusal;
    state(refusal.status === 0 ? words.lost : words.unavailable);
    setTimeout(begin, RETRY_MS);
  }
}

function state(problem) {
  element("state").textContent = problem;
  element("state").className = problem ? "badge bad" : "badge";
  element("state").hidden = !problem;
  document.title = `junretsu: ${words.title}`;
}

begin();
