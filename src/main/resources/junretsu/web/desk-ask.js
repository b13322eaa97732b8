// What the desk says and asks: a sentence beside the title, a question, and the code of the crowd's page.
import { part } from "./page.js";

const GOOD_SHOWN_MS = 6000;
const BAD_SHOWN_MS = 20000;

let timer = 0;

export function say(sentence, isBad = false) {
  const said = part("said");
  said.textContent = sentence;
  said.className = isBad ? "bad" : "good";
  clearTimeout(timer);
  timer = setTimeout(() => said.classList.add("over"), isBad ? BAD_SHOWN_MS : GOOD_SHOWN_MS);
}

/** @returns a promise of true when the answer is yes; of false for no, or none */
export function ask(question, yes) {
  const dialog = part("question");
  part("asked").textContent = question;
  part("yes").textContent = yes;
  dialog.returnValue = "no";
  dialog.showModal();
  part("yes").focus();
  return new Promise(resolve => dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true }));
}

/** Does what a button is for, and nothing more while that goes on. */
export async function once(button, act) {
  if (button.ariaBusy === "true") return;
  button.ariaBusy = "true";
  try {
    await act();
  } finally {
    button.ariaBusy = null;
  }
}

/** @param crowd { url } of the stage; null when no phone can vote */
export function showCode(crowd) {
  part("code").hidden = crowd === null;
  if (crowd === null) return;
  for (const address of document.querySelectorAll(".address")) address.textContent = crowd.url.replace(/^https?:\/\//, "");
  for (const code of [part("code-small"), part("code-large")]) {
    code.alt = crowd.url;
    if (code.getAttribute("src") === null) code.src = "vote/qr.svg";
  }
}

for (const answer of ["yes", "no"]) part(answer).addEventListener("click", () => part("question").close(answer));
part("said").addEventListener("click", () => part("said").classList.add("over"));
part("show-code").addEventListener("click", () => part("large").showModal());
part("close-code").addEventListener("click", () => part("large").close());
