// The buttons: how they fill the page, and every way to press one.
import { dress } from "./vote-colour.js";
import { number } from "./language.js";
import { words } from "./vote-words.js";

const FILLING_MAX = 12; // so many stand on a phone without scrolling
const SCROLLED_COLUMN_PX = 150;
const SCROLLED_COLUMNS_MAX = 6;
const PARTLY_FILLED = 0.8; // what a layout is worth whose last row is not full
const SMALLEST_PX = 11;
const SHRUNK = 0.9; // a text that does not fit, and so on until it does
const WORD_SHRUNK_MAX = 2; // how much smaller letters may be for a word to stand whole
const LARGER_MAX = 1.7; // than the smallest text: who stands there larger is pressed more
const MOVED_PX = 12;
const GHOST_CLICK_MS = 700;

const grid = document.getElementById("buttons");
const buttons = new Map();
let press = null;

const scrolls = () => buttons.size > FILLING_MAX;

function make(key, text, colours) {
  const button = document.createElement("button");
  button.type = "button";
  button.dataset.button = key;
  const label = document.createElement("span");
  label.className = "label";
  label.dir = "auto";
  label.textContent = text;
  const count = document.createElement("span");
  count.className = "count";
  count.setAttribute("aria-hidden", "true");
  button.append(label, count);
  button.setAttribute("aria-label", text);
  for (const [name, value] of Object.entries(colours)) button.style.setProperty(`--${name}`, value);
  return { button, label, count, text, key: Number(key) };
}

/** The focus stays on its button, or else in the grid, where it begins. */
function replace(all) {
  const focused = document.activeElement;
  const isHere = grid.contains(focused) || (grid.children.length === 0 && focused === document.body);
  grid.replaceChildren(...all);
  if (isHere) (grid.contains(focused) ? focused : grid).focus({ preventScroll: true });
}

/** Shows one button for each label; those whose label is as it was stay as they are, with the finger on them. */
export function show(labels) {
  const shown = Object.keys(labels).length > 0 ? labels : { 0: { text: words.vote } };
  const keys = Object.keys(shown).sort((a, b) => a - b);
  const before = new Map(buttons);
  buttons.clear();
  for (const key of keys) {
    const { text, colour } = shown[key];
    const name = text || words.button(key);
    const mark = JSON.stringify([name, colour]);
    const kept = before.get(key);
    buttons.set(key, kept?.mark === mark ? kept : { ...make(key, name, dress(Number(key), colour)), mark });
  }
  const all = [...buttons.values()].map(each => each.button);
  if (all.length !== grid.children.length || all.some((button, i) => button !== grid.children[i])) replace(all);
  grid.classList.toggle("scrolls", scrolls());
  all.forEach((button, i) => (button.dataset.key = i < 9 ? i + 1 : ""));
  arrange();
}

/** The columns with which the shorter side of a button is longest; a wide button is better than a high one. */
function columnsFor(count, width, height) {
  let best = 1;
  let bestSide = 0;
  for (let columns = 1; columns <= Math.min(count, 6); columns++) {
    const full = count % columns === 0 ? 1 : PARTLY_FILLED;
    const side = full * Math.min(width / columns, 1.5 * height / Math.ceil(count / columns));
    if (side > bestSide + 1) {
      best = columns;
      bestSide = side;
    }
  }
  return best;
}

/** Letters as large as the button allows, for a text of this length; a wide letter, as in Japanese, counts twice. */
function letterSize(text, width, height) {
  const letters = [...text].reduce((sum, c) => sum + (c.codePointAt(0) > 0x2e7f ? 1.7 : 1), 0);
  const longest = Math.max(...text.split(/\s+/).map(word => word.length));
  const oneLine = 1.5 * width / Math.max(longest, 3);
  return Math.max(SMALLEST_PX, Math.min(72, height * 0.46, oneLine, 1.05 * Math.sqrt(width * height / letters)));
}

/** Gives each button its place. All have one size, or the larger would be pressed more; a shorter last row is centred. */
function arrange() {
  const { clientWidth: width, clientHeight: height } = grid;
  const count = buttons.size;
  if (count === 0 || width === 0) return;
  const columns = scrolls()
    ? Math.max(2, Math.min(SCROLLED_COLUMNS_MAX, Math.floor(width / SCROLLED_COLUMN_PX)))
    : columnsFor(count, width, height);
  const rest = count % columns;
  grid.style.gridTemplateColumns = `repeat(${2 * columns}, minmax(0, 1fr))`;
  let i = 0;
  for (const { button } of buttons.values()) {
    button.style.gridColumn = i++ === count - rest ? `${columns - rest + 1} / span 2` : "span 2";
  }
  fit([...buttons.values()]);
}

function letter(one, size) {
  one.size = size;
  one.label.style.fontSize = `${size}px`;
  one.label.style.webkitLineClamp = Math.max(1, Math.floor((one.height - 16) / (size * 1.15)));
}

/** Words that are too wide get smaller letters; one that would need very small ones is broken. */
function keepWords(all) {
  const ratios = all.map(({ label }) => label.scrollWidth / label.clientWidth);
  all.forEach((one, i) => {
    if (ratios[i] > WORD_SHRUNK_MAX) one.label.classList.add("breaks");
    else if (ratios[i] > 1) letter(one, Math.max(SMALLEST_PX, 0.98 * one.size / ratios[i]));
  });
}

/** Gives each text the largest letters with which it is whole. All are measured before any is changed, for one layout each time. */
function fit(all) {
  const sizes = all.map(({ text, button }) => letterSize(text, button.clientWidth - 24, button.clientHeight - 22));
  all.forEach(one => (one.height = one.button.clientHeight));
  all.forEach((one, i) => {
    one.label.classList.remove("breaks");
    letter(one, sizes[i]);
  });
  keepWords(all);
  const isTight = ({ label, size }) => size > SMALLEST_PX && label.scrollHeight > label.clientHeight + 1;
  for (let tight = all.filter(isTight); tight.length > 0; tight = tight.filter(isTight)) {
    tight.forEach(one => letter(one, Math.max(SMALLEST_PX, SHRUNK * one.size)));
  }
  const most = LARGER_MAX * Math.min(...all.map(one => one.size));
  all.filter(one => one.size > most).forEach(one => letter(one, most));
}

/** @param counts by button, this phone's own */
export function showCounts(counts) {
  for (const [key, { count }] of buttons) {
    const text = counts[key] ? number(counts[key]) : "";
    if (count.textContent !== text) count.textContent = text;
  }
}

/** A button that does nothing now keeps the focus, unlike a disabled one. */
export function allow(isAllowed) {
  for (const { button } of buttons.values()) button.setAttribute("aria-disabled", !isAllowed);
}

const isOff = one => one.button.getAttribute("aria-disabled") === "true";

const found = target => buttons.get(target.closest?.("button")?.dataset.button);

function pressed(one, x, y) {
  if (!isOff(one)) press(one, x, y);
}

function pressedByKey(one) {
  if (isOff(one)) return;
  const box = one.button.getBoundingClientRect();
  one.button.classList.add("down");
  setTimeout(() => one.button.classList.remove("down"), 90);
  pressed(one, box.left + box.width / 2, box.top + box.height / 2);
}

/** Fingers: each counts when it comes down; where the page scrolls, when it leaves without having moved it. */
function listenToPointers() {
  const down = new Map();
  let lastPointerAt = -Infinity;
  grid.addEventListener("pointerdown", event => {
    const one = found(event.target);
    if (!one || event.button > 0 || isOff(one)) return;
    lastPointerAt = event.timeStamp;
    down.set(event.pointerId, { one, x: event.clientX, y: event.clientY });
    one.button.classList.add("down");
    if (!scrolls()) pressed(one, event.clientX, event.clientY);
  });
  const release = event => {
    const held = down.get(event.pointerId);
    if (!held) return;
    down.delete(event.pointerId);
    held.one.button.classList.remove("down");
    lastPointerAt = event.timeStamp;
    const moved = Math.hypot(event.clientX - held.x, event.clientY - held.y);
    if (event.type === "pointerup" && scrolls() && moved < MOVED_PX) pressed(held.one, event.clientX, event.clientY);
  };
  addEventListener("pointerup", release);
  addEventListener("pointercancel", release);
  // A click without a pointer is Enter's, the space bar's or a screen reader's.
  grid.addEventListener("click", event => {
    const one = found(event.target);
    if (one && event.timeStamp - lastPointerAt > GHOST_CLICK_MS) pressedByKey(one);
  });
  grid.addEventListener("contextmenu", event => event.preventDefault());
}

/** Digits press the first nine while the focus is among the buttons (WCAG 2.2, 2.1.4). A key that is held counts once. */
function listenToKeys() {
  addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.repeat && found(event.target) && ["Enter", " "].includes(event.key)) event.preventDefault();
    if (event.repeat || !/^[1-9]$/.test(event.key) || !grid.contains(document.activeElement)) return;
    const one = [...buttons.values()][event.key - 1];
    if (one) pressedByKey(one);
  });
}

/** @param act gets the button, {key, text, button}, and the point that was pressed */
export function listen(act) {
  press = act;
  listenToPointers();
  listenToKeys();
  new ResizeObserver(arrange).observe(grid);
}
