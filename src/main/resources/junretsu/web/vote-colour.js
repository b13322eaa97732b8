// A label's colour and the text that can be read on it (WCAG 2.2, 1.4.3: a contrast of 4.5 : 1).
import { colourFor } from "./colours.js";

const pen = document.createElement("canvas").getContext("2d");

/** Red, green and blue, 0 to 255, of a colour as CSS takes it; null for what is none. */
function channels(colour) {
  const found = ["#000000", "#ffffff"].map(start => {
    pen.fillStyle = start;
    pen.fillStyle = colour;
    return pen.fillStyle;
  });
  if (found[0] !== found[1] || !/^#[0-9a-f]{6}$/.test(found[0])) return null;
  return [1, 3, 5].map(from => Number.parseInt(found[0].slice(from, from + 2), 16));
}

/** Relative luminance, 0 to 1, by WCAG 2.2. */
function luminance(rgb) {
  const [red, green, blue] = rgb
    .map(value => value / 255)
    .map(value => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const css = rgb => `rgb(${rgb.map(Math.round).join(" ")})`;
const mixed = (rgb, other, share) => rgb.map((value, i) => value + (other - value) * share);

/** The colours of a button: its face, the face's lower end, the edge below it, its glow, and the text on it. */
export function dress(button, colour) {
  const face = channels(colour ?? "") ?? channels(colourFor(button));
  const light = luminance(face);
  // On one of the two every colour has a contrast of at least 4.58 : 1. The face grows away from the text.
  const isDark = (light + 0.05) / 0.05 >= 1.05 / (light + 0.05);
  return {
    face: css(face),
    shade: css(mixed(face, isDark ? 255 : 0, 0.1)),
    edge: css(mixed(face, 0, 0.45)),
    glow: `rgb(${face.join(" ")} / 0.28)`,
    "text-on": isDark ? "#000" : "#fff",
  };
}
