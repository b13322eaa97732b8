// The second factor: a secret for an app, a first code of it, and the recovery codes, which are shown once.
import { made, part } from "./page.js";
import { call, onAccount, tell } from "./users-calls.js";
import { clear, during, onSubmit, say } from "./users-forms.js";
import { words } from "./users-words.js";

const SVG = "http://www.w3.org/2000/svg";

const off = part("factor-off");
const begin = part("factor-begin");
const confirm = part("factor-confirm");
const codes = part("factor-codes");
const list = part("factor-code-list");
const end = part("factor-end");
const title = part("factor-title");

let secret = "";

function drawn({ side, path }) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${side} ${side}`);
  svg.setAttribute("shape-rendering", "crispEdges");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", words.qr);
  const modules = document.createElementNS(SVG, "path");
  modules.setAttribute("d", path);
  svg.append(modules);
  return svg;
}

// Shows one part of the section, and forgets the secrets of the others.
function show(shown) {
  for (const each of [off, confirm, codes, end]) each.hidden = each !== shown;
  if (shown !== confirm) {
    secret = "";
    part("factor-qr").replaceChildren();
    part("factor-secret").textContent = "";
    clear(confirm);
  }
  if (shown !== codes) list.replaceChildren();
}

begin.addEventListener("click", () => during(begin, off, async () => {
  const begun = await call("POST", "me/totp/begin");
  secret = begun.secret;
  part("factor-qr").replaceChildren(drawn(begun.qr));
  part("factor-secret").textContent = secret;
  show(confirm);
  part("factor-code").focus();
}));

onSubmit(confirm, async texts => {
  await showCodes(await call("POST", "me/totp/confirm", { ...texts, secret }), words.factorOn);
});

async function showCodes({ recovery_codes }, sentence) {
  part("factor-codes-text").textContent = sentence + words.factorCodes;
  list.replaceChildren(...recovery_codes.map(code => made("li", {}, code)));
  show(codes);
  title.focus();
  tell(await call("GET", "me"));
}

part("factor-kept").addEventListener("click", () => {
  show(end);
  title.focus();
});

onSubmit(end, async (texts, pressed) => {
  if (pressed.id === "factor-renew") {
    const renewed = await call("POST", "me/totp/codes", texts);
    clear(end);
    await showCodes(renewed, words.factorRenewed);
    return;
  }
  const account = await call("POST", "me/totp/end", texts);
  clear(end);
  tell(account);
  say(off, words.factorEnded, "good");
  title.focus();
});

onAccount((account, isOther) => {
  const left = account?.recovery_codes_left ?? null;
  part("factor-left").textContent = left === null ? "" : words.factorLeft(left);
  if (isOther) {
    clear(end);
    say(off, "", "good");
  }
  const isUnderWay = !isOther && (!confirm.hidden || !codes.hidden);
  if (!isUnderWay || left === null && !codes.hidden) show(left === null ? off : end);
});
