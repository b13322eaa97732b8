// Forms that say beside the field, and to a screen reader, why something was not accepted.
import { made } from "./page.js";
import { words } from "./users-words.js";

const { refusals } = words;

// Calls an action with the form's texts and the button that was pressed; it returns a sentence to be said, or throws a Refusal.
export function onSubmit(form, action) {
  const button = form.querySelector("button:not([type])");
  form.addEventListener("submit", async event => {
    event.preventDefault();
    forget(form);
    const missing = [...form.elements].find(field => field.required && !field.value);
    if (missing) {
      complain(missing, words.required);
      return;
    }
    reveal(form, false);
    const pressed = event.submitter ?? button;
    await during(pressed, form, () => action(Object.fromEntries(new FormData(form)), pressed));
  });
}

// Calls an action while its button takes no clicks; the place within the container says how it ended.
export async function during(button, container, action) {
  button.setAttribute("aria-disabled", "true");
  button.disabled = true;
  try {
    say(container, (await action()) ?? "", "good");
  } catch (refusal) {
    refuse(container, refusal);
  } finally {
    button.disabled = false;
    button.removeAttribute("aria-disabled");
  }
}

export function say(container, text, mood) {
  const place = container.querySelector(".said");
  place.textContent = text;
  place.classList.toggle("bad", mood === "bad");
}

// Takes back what was said, and with it the passwords.
export function clear(form) {
  forget(form);
  say(form, "", "good");
  form.reset();
  reveal(form, false);
}

// Lets the passwords of a form be seen, as one wants on a television's remote control; until they are sent.
function addReveal(form) {
  const box = made("input", { type: "checkbox", className: "reveal" });
  box.addEventListener("change", () => reveal(form, box.checked));
  form.querySelector("button:not([type])").before(made("label", { className: "reveal" }, box, words.reveal));
}

function reveal(form, isShown) {
  for (const field of form.querySelectorAll("[autocomplete$=password]")) field.type = isShown ? "text" : "password";
  for (const box of form.querySelectorAll("input.reveal")) box.checked = isShown;
}

for (const form of document.forms) {
  if (form.querySelector("[type=password]")) addReveal(form);
}

function forget(form) {
  for (const field of form.querySelectorAll("[aria-invalid]")) {
    field.removeAttribute("aria-invalid");
    const hint = field.dataset.hint ?? "";
    if (hint) field.setAttribute("aria-describedby", hint);
    else field.removeAttribute("aria-describedby");
  }
  for (const complaint of form.querySelectorAll(".complaint")) complaint.remove();
}

function refuse(container, refusal) {
  if (refusal.status === undefined) throw refusal;
  const sentence = sentenceOf(refusal, container);
  const field = refusal.field ? container.querySelector(`[name="${CSS.escape(refusal.field)}"]`) : null;
  if (field && field.offsetParent !== null) complain(field, sentence);
  else say(container, sentence, "bad");
}

function complain(field, sentence) {
  const complaint = made("p", { className: "complaint", id: `${field.id}-complaint` }, sentence);
  field.after(complaint);
  field.dataset.hint = field.getAttribute("aria-describedby") ?? "";
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", `${complaint.id} ${field.dataset.hint}`.trim());
  field.focus();
}

function sentenceOf({ status, field, detail, retryAfterSeconds }, container) {
  if (status === 0) return refusals.lost;
  if (status === 401) return words.over;
  if (status === 409) return refusals.taken;
  if (status === 429) return refusals[container.dataset.limited ?? "limited"](retryAfterSeconds);
  if (status === 503) return refusals.unavailable;
  if (status === 403) return forbidden(field, container);
  const kind = field === "new_password" ? "password" : field;
  return refusals[kind] ?? refusals.other(detail || `HTTP ${status}`);
}

function forbidden(field, container) {
  if (field === "code") return refusals.codeNeeded;
  if (field !== "password") return refusals.foreign;
  if (container.dataset.wrong) return refusals[container.dataset.wrong];
  const code = container.querySelector("[name=code]");
  if (code?.value) return refusals.wrongCode;
  return container.querySelector("[name=new_password]") ? refusals.wrongOld : refusals.wrong;
}
