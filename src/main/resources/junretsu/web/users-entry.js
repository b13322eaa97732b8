// Logging in and registering.
import { part } from "./page.js";
import { call, onAccount, tell } from "./users-calls.js";
import { clear, onSubmit } from "./users-forms.js";

const login = part("login");
const register = part("register");
const loginForm = login.querySelector("form");
const registerForm = register.querySelector("form");
const codePart = part("code-part");

function turn(from, to) {
  const username = from.querySelector("[name=username]").value;
  from.hidden = true;
  to.hidden = false;
  to.querySelector("[name=username]").value = username;
  to.querySelector("h2").focus();
}

part("to-register").addEventListener("click", () => turn(login, register));
part("to-login").addEventListener("click", () => turn(register, login));

onSubmit(loginForm, async texts => {
  if (!texts.code) delete texts.code;
  try {
    tell(await call("POST", "login", texts));
  } catch (refusal) {
    if (refusal.field === "code") codePart.hidden = false;
    throw refusal;
  }
});

onSubmit(registerForm, async texts => {
  if (!texts.nickname) delete texts.nickname;
  tell(await call("POST", "register", texts));
});

onAccount(() => {
  clear(loginForm);
  clear(registerForm);
  codePart.hidden = true;
  login.hidden = false;
  register.hidden = true;
});
