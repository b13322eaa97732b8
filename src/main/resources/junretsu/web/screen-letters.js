// How wide the letters of this machine's font are: which of the fonts it has is found out here, and the sizes reckon with it.
import { made } from "./page.js";

const ALPHABET = "abcdefghijklmnopqrstuvwxyz";

/** Of Arial's bold letters, for which the sizes were chosen, in em. */
const ALPHABET_EM = 14;

const EM = 100;

/** Sets `--digit`, the width of a digit of the total in em, and `--wide`, by how much letters are wider than Arial's. */
export function measureLetters(body) {
  const pen = made("canvas").getContext("2d");
  const family = getComputedStyle(body).fontFamily;
  const width = (weight, text) => {
    pen.font = `${weight} ${EM}px ${family}`;
    return pen.measureText(text).width / EM;
  };
  body.style.setProperty("--digit", width(800, "0").toFixed(3));
  body.style.setProperty("--wide", Math.max(1, width(700, ALPHABET) / ALPHABET_EM).toFixed(3));
}
