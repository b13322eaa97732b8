// The effects by name, played one after the other, behind the numbers. Who asked for reduced motion sees a light that comes and goes.
import { confetti } from "./effects-confetti.js";
import { Engine } from "./effects-engine.js";
import { fireworks } from "./effects-fireworks.js";
import { flash } from "./effects-flash.js";
import { gold } from "./effects-gold.js";
import { Chance, Particles } from "./effects-particles.js";
import { shake } from "./effects-shake.js";
import { part } from "./page.js";

export const EFFECTS = { confetti, fireworks, flash, gold, shake };

/** Effects that wait; further ones are left out, since nobody knows any more what they are for. */
const WAITING_MAX = 6;
const CALM_SECONDS = 5;

const reduced = matchMedia("(prefers-reduced-motion: reduce)");
const waiting = [];
let engine = null;
let playing = null;

/** The show of an effect for a canvas of this shape: { seconds, particles, lights }. The same seed gives the same. */
export function showOf(name, aspect, seed) {
  const effect = EFFECTS[name];
  return reduced.matches ? calmShow(effect.calm) : effect.make(new Chance(seed), aspect);
}

function calmShow(colour) {
  const light = { at: 0, rise: 1.5, fall: 4.5, x: 0, y: 0.2, radius: 1.2, colour, power: 0.4 };
  return { seconds: CALM_SECONDS, particles: new Particles(), lights: [light] };
}

export function stageEngine() {
  engine ??= new Engine(part("effects"), ["winner", "total"].map(part));
  return engine;
}

function begin(name) {
  playing = name;
  document.body.dataset.effect = name;
  const show = showOf(name, stageEngine().aspect, Date.now());
  stageEngine().begin(show);
  const trembles = reduced.matches ? 0 : EFFECTS[name].trembles ?? 0;
  if (trembles > 0) tremble(trembles);
  setTimeout(end, show.seconds * 1000);
}

function tremble(seconds) {
  document.body.classList.add("shaking");
  setTimeout(() => document.body.classList.remove("shaking"), seconds * 1000);
}

function end() {
  playing = null;
  delete document.body.dataset.effect;
  if (waiting.length > 0) begin(waiting.shift());
}

/** Plays an effect, now or when the ones before it are over. */
export function play(name) {
  if (!(name in EFFECTS)) return;
  if (playing === null) begin(name);
  else if (waiting.length < WAITING_MAX) waiting.push(name);
}
