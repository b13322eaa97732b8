// Logging in and registering.
import { call, onAccount, tell } from "./users-calls.js";
import { clear, onSubmit } from "./users-forms.js";

const login = document.getElementById("login");
const register = document.getElementById("register");
const loginForm = login.querySelector("form");
const registerForm = register.querySelector("form");
const codePart = document.getElementById("code-part");

function turn(from, to) {
  const username = from.querySelector("[name=username]").value;
  from.hidden = true;
  to.hidden = false;
  to.querySelector("[name=username]").value = username;
  to.querySelector("h2").focus();
}

document.getElementById("to-register").addEventListener("click", () => turn(login, register));
document.getElementById("to-login").addEventListener("click", () => turn(register, login));

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
