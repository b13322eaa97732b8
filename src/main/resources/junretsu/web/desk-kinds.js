// The rows of labels and of milestones.
import { colourFor } from "./colours.js";
import { number } from "./language.js";
import { words } from "./desk-words.js";
import { made } from "./page.js";

const canvas = made("canvas").getContext("2d");

/** A colour of CSS as #rrggbb; the screen's own for that button when there is none. */
function hex(colour, button) {
  canvas.fillStyle = colourFor(button);
  if (colour) canvas.fillStyle = colour;
  return canvas.fillStyle;
}

function input(properties, name) {
  const field = made("input", properties);
  field.setAttribute("aria-label", name);
  return field;
}

/** @param buttons how many the event has */
export const labels = buttons => ({
  none: words.noLabels,
  add: words.addLabel,
  name: ({ button }) => words.button(button),
  about: ({ button }) => words.button(button),
  fresh: all => {
    const taken = new Set(all.map(label => label.button));
    let button = 0;
    while (taken.has(button) && button < buttons - 1) button++;
    return { button, text: "", colour: null };
  },
  row: ({ button, text, colour }) => {
    const dye = input({ type: "color", value: hex(colour, button) }, words.colourOf(button));
    dye.dataset.colour = colour ?? "";
    dye.addEventListener("input", () => {
      dye.dataset.colour = dye.value;
    });
    return [
      input({ type: "number", className: "number", min: 0, max: buttons - 1, required: true, value: button }, words.numberOf),
      input({ className: "text", maxLength: 200, required: true, value: text }, words.labelOf(button)),
      dye,
    ];
  },
  read: row => {
    const [number, text, dye] = row.querySelectorAll("input");
    return { button: Number(number.value), text: text.value, colour: dye.dataset.colour || null };
  },
});

/** @param effects the names of those that screens can play */
export const milestones = effects => ({
  none: words.noMilestones,
  add: words.addMilestone,
  name: ({ at }) => words.milestone(at),
  about: ({ at }) => number(at),
  fresh: all => ({ at: Math.max(0, ...all.map(milestone => milestone.at)) * 2 || 1000, effect: effects[0] }),
  row: ({ at, effect }) => {
    const select = made("select");
    select.setAttribute("aria-label", words.effectOf);
    select.append(...effects.map(name => made("option", { value: name, textContent: words.effect[name] ?? name })));
    select.value = effect;
    return [input({ type: "number", className: "text", min: 1, step: 1, required: true, value: at }, words.totalOf), select];
  },
  read: row => ({ at: Number(row.querySelector("input").value), effect: row.querySelector("select").value }),
});
