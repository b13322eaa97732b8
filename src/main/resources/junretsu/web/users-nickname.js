// The nickname: shown as plain text, in its own direction, and changed.
import { part } from "./page.js";
import { call, onAccount, tell } from "./users-calls.js";
import { clear, onSubmit } from "./users-forms.js";
import { words } from "./users-words.js";

const form = document.querySelector("#rename form");
const field = part("rename-nickname");

onSubmit(form, async texts => {
  tell(await call("PUT", "me/nickname", texts));
  return words.nicknameChanged;
});

onAccount((account, isOther) => {
  if (isOther) clear(form);
  field.value = account?.nickname ?? "";
  part("nickname").textContent = account?.nickname ?? "";
});
