// The change of the password, which ends all other sessions.
import { part } from "./page.js";
import { call, onAccount, tell } from "./users-calls.js";
import { clear, onSubmit } from "./users-forms.js";
import { words } from "./users-words.js";

const form = document.querySelector("#password form");

onSubmit(form, async ({ password, new_password }) => {
  const account = await call("PUT", "me/password", { password, new_password });
  clear(form);
  tell(account);
  return words.passwordChanged;
});

onAccount((account, isOther) => {
  if (isOther) clear(form);
  part("password-username").value = account?.username ?? "";
});
