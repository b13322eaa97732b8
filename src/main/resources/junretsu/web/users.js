// The page of a users server: one logs in or registers, then sees and changes the own account. Each section has a file.
import { part } from "./page.js";
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

let shown;

translate();
part("language").textContent = words.other;
part("language").href = `?lang=${otherLanguage}`;
part("language").lang = otherLanguage;
part("language").hreflang = otherLanguage;

onAccount(account => {
  const was = shown;
  shown = account;
  part("entry").hidden = account !== null;
  part("account").hidden = account === null;
  part("username").textContent = account?.username ?? "";
  part("over").textContent = was && !account ? words.over : "";
  if (was === undefined || !was === !account) return;
  part(account ? "hello" : "login-title").focus();
});

part("logout").addEventListener("click", () => during(part("logout"), part("profile"), async () => {
  await call("POST", "logout");
  tell(null);
  part("over").textContent = "";
}));

// The rules and the account; again until somebody can say them, without taking anybody for logged out.
async function begin() {
  try {
    const rules = await call("GET", "about");
    part("seed").hidden = !rules.seed_users;
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
  part("state").textContent = problem;
  part("state").className = problem ? "badge bad" : "badge";
  part("state").hidden = !problem;
  document.title = `junretsu: ${words.title}`;
}

begin();
