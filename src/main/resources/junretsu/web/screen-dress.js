// How the page is dressed by its address: overlay, place, theme, code of the crowd's page, and what a technician wants to see.
import { parameters } from "./language.js";
import { made, part } from "./page.js";
import { measureLetters } from "./screen-letters.js";
import { words } from "./words.js";

const THEMES = ["dark", "bright", "contrast"];

const isSet = name => parameters.get(name) === "1";

export function dress() {
  const { body } = document;
  for (const name of ["overlay", "panel", "tech"]) body.classList.toggle(name, isSet(name));
  for (const word of (parameters.get("align") ?? "").split("-")) {
    if (["left", "right", "center", "top", "bottom"].includes(word)) body.classList.add(word);
  }
  const only = parameters.get("only");
  if (["total", "bars", "milestones"].includes(only)) body.classList.add(`only-${only}`);
  if (parameters.has("bg")) body.style.background = parameters.get("bg");
  chooseTheme(parameters.get("theme"));
  measureLetters(body);
  showLogo();
  if (isSet("qr")) showCode();
  part("past").textContent = words.history;
  part("past").search = location.search;
}

/** A shipped theme takes the place of the server's own; dark is how the page is without any. */
function chooseTheme(name) {
  if (!THEMES.includes(name)) return;
  part("own-theme").disabled = true;
  if (name === "dark") return;
  document.head.append(made("link", { rel: "stylesheet", href: `theme-${name}.css` }));
}

/** A server without a logo answers a picture without size. */
function showLogo() {
  const logo = part("logo");
  logo.onload = () => {
    logo.hidden = logo.naturalWidth === 0;
  };
  logo.src = "logo";
}

function showCode() {
  const code = part("qr");
  code.onload = () => {
    part("crowd").hidden = false;
    document.body.classList.add("with-code");
  };
  code.alt = words.code;
  code.src = "vote/qr.svg";
}
