// What a tap feels like: a ring and a "+1" at the finger, a short buzz, and a screen that stays on.
const AT_ONCE_MAX = 40;
const BUZZ_MS = 12;

const layer = document.getElementById("feel");
const isStill = matchMedia("(prefers-reduced-motion: reduce)");

function fly(className, text, x, y, colour) {
  const mark = document.createElement("span");
  mark.className = className;
  mark.textContent = text;
  mark.style.left = `${x}px`;
  mark.style.top = `${y}px`;
  mark.style.setProperty("--face", colour);
  mark.style.setProperty("--lean", `${(Math.random() - 0.5) * 60}px`);
  mark.addEventListener("animationend", () => mark.remove());
  layer.append(mark);
}

function buzz() {
  // Before the first touch has ended a browser allows none, and complains.
  if (navigator.userActivation?.hasBeenActive ?? true) navigator.vibrate?.(BUZZ_MS);
}

/** Shows that a tap was counted here. */
export function feel(x, y, colour) {
  buzz();
  if (isStill.matches || layer.childElementCount >= AT_ONCE_MAX) return;
  fly("ring", "", x, y, colour);
  fly("plus", "+1", x, y, colour);
}

let lock = null;

/** Keeps the screen on while somebody votes, where the browser can; a page over plain HTTP cannot. */
export async function stayAwake() {
  if (lock !== null || document.hidden || !navigator.wakeLock) return;
  try {
    lock = await navigator.wakeLock.request("screen");
    lock.addEventListener("release", () => (lock = null));
  } catch {
    lock = null;
  }
}
