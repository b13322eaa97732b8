// Shells that rise and burst: peonies, chrysanthemums, golden willows and rings, with a finale of seven at once.
import { KIND, Particles, scale } from "./effects-particles.js";

const COLOURS = [[2.6, 0.35, 0.3], [2.4, 1.5, 0.35], [0.3, 1.9, 0.9], [0.35, 0.9, 2.8], [1.7, 0.5, 2.6], [2.4, 0.5, 1.4], [0.4, 1.9, 2.2]];
const GOLD = [2.6, 1.45, 0.42];
const SILVER = [1.9, 1.95, 2.2];
const GRAVITY = 0.32;
const RISE_S = 0.8;

/** When shells burst, half a second apart or more: at most two brightenings in any second. */
const VOLLEYS = [0.85, 1.4, 1.95, 2.5, 3.05, 3.6, 4.6];

function rocket(show, chance, [x, y, z], at) {
  const from = [x + chance.between(-0.15, 0.15), -1.15, z];
  const drag = 1.1;
  const way = (1 - Math.exp(-drag * RISE_S)) / drag;
  const fall = GRAVITY * (RISE_S - way) / drag;
  const velocity = [(x - from[0]) / way, (y + fall - from[1]) / way, 0];
  show.add({ at: from, birth: at - RISE_S, velocity, life: RISE_S, colour: [2.2, 1.5, 0.8], size: 0.0045, drag, gravity: GRAVITY, trail: 0.12 });
  for (let i = 1; i < 16; i++) {
    const t = RISE_S * i / 16;
    const e = (1 - Math.exp(-drag * t)) / drag;
    const place = [from[0] + velocity[0] * e, from[1] + velocity[1] * e - GRAVITY * (t - e) / drag, z];
    show.add({ at: place, birth: at - RISE_S + t, velocity: [chance.between(-0.03, 0.03), chance.between(-0.12, 0), 0], life: chance.between(0.3, 0.7),
      colour: [1.6, 0.8, 0.25], size: 0.0025, gravity: 0.15, trail: 0.03, twinkle: 30, seed: chance.next() });
  }
}

function sparks(show, chance, at, birth, { count, speed, colour, life, drag = 1.5, gravity = GRAVITY, trail = 0.11, size = 0.0042, spread = 0.1, twinkle = 0 }) {
  for (let i = 0; i < count; i++) {
    const velocity = scale(chance.direction(), speed * chance.between(1 - spread, 1));
    show.add({ at, birth, velocity, life: life * chance.between(0.75, 1.1), colour, size, drag, gravity, trail, seed: chance.next(),
      twinkle: twinkle * chance.between(0.7, 1.3) });
  }
}

const SHELLS = {
  peony(show, chance, at, birth, colour, big) {
    sparks(show, chance, at, birth, { count: 330 * big, speed: 1.25 * big, colour, life: 1.9 });
    sparks(show, chance, at, birth, { count: 90, speed: 0.5 * big, colour: SILVER, life: 1.3, spread: 0.3 });
  },
  chrysanthemum(show, chance, at, birth, colour, big) {
    sparks(show, chance, at, birth, { count: 260 * big, speed: 1.5 * big, colour, life: 2.2, drag: 1.7, trail: 0.32, size: 0.0036, spread: 0.06 });
    sparks(show, chance, at, birth, { count: 230 * big, speed: 1.4 * big, colour: GOLD, life: 2.6, trail: 0.05, twinkle: 26, size: 0.003, spread: 0.5 });
  },
  willow(show, chance, at, birth, colour, big) {
    sparks(show, chance, at, birth, { count: 260 * big, speed: 1.25 * big, colour: GOLD, life: 3.2, drag: 1.9, gravity: 0.42, trail: 0.55, size: 0.003, spread: 0.35, twinkle: 18 });
    sparks(show, chance, at, birth, { count: 300 * big, speed: 1.1 * big, colour: [2.8, 1.8, 0.8], life: 3.4, drag: 1.9, gravity: 0.42, trail: 0.04, size: 0.0026, spread: 0.7, twinkle: 34 });
  },
  ring(show, chance, at, birth, colour, big) {
    const tilt = chance.between(-0.9, 0.9);
    for (let i = 0; i < 150; i++) {
      const angle = i / 150 * 2 * Math.PI;
      const flat = [Math.cos(angle), Math.sin(angle) * 0.45, Math.sin(angle) * 0.9];
      const turned = [flat[0] * Math.cos(tilt) - flat[1] * Math.sin(tilt), flat[0] * Math.sin(tilt) + flat[1] * Math.cos(tilt), flat[2]];
      show.add({ at, birth, velocity: scale(turned, 1.35 * big), life: 1.9, colour, size: 0.0046, drag: 1.5, gravity: GRAVITY, trail: 0.1 });
    }
    sparks(show, chance, at, birth, { count: 200, speed: 0.75 * big, colour: chance.pick(COLOURS), life: 1.7, spread: 0.15 });
  },
};

function burst(show, lights, chance, place, at, name, big) {
  const colour = chance.pick(COLOURS);
  rocket(show, chance, place, at);
  SHELLS[name](show, chance, place, at, colour, big);
  show.add({ kind: KIND.star, at: place, birth: at, life: 0.32, colour: [1.6, 1.5, 1.3], size: 0.06 * big });
  lights.push({ at, rise: 0.12, fall: 1.5, x: place[0] * 0.95, y: place[1] * 0.95, radius: 0.85 * big, colour: scale(colour, 0.35), power: 0.3 });
}

/** Each shell somewhere else than the one before it. */
function placeOf(chance, aspect, turn) {
  const side = turn % 2 === 0 ? -1 : 1;
  return [side * chance.between(0.25, 0.85) * aspect, chance.between(0.05, 0.62), chance.between(-0.3, 0.9)];
}

export const fireworks = {
  calm: [1.4, 0.6, 1.2],
  make(chance, aspect) {
    const particles = new Particles();
    const lights = [];
    const names = ["peony", "chrysanthemum", "ring", "willow", "peony", "chrysanthemum"];
    VOLLEYS.slice(0, -1).forEach((at, i) => {
      burst(particles, lights, chance, placeOf(chance, aspect, i), at, names[i], 1);
      burst(particles, lights, chance, placeOf(chance, aspect, i + 1), at, chance.pick(["peony", "ring", "chrysanthemum"]), 0.75);
    });
    const last = VOLLEYS[VOLLEYS.length - 1];
    for (const [i, part] of [-0.9, -0.6, -0.3, 0, 0.3, 0.6, 0.9].entries()) {
      const place = [part * aspect, 0.55 - 0.4 * Math.abs(part), 0.3 + 0.3 * (i % 2)];
      burst(particles, lights, chance, place, last, i % 2 === 1 ? "willow" : "peony", i === 3 ? 1.2 : 0.9);
    }
    return { seconds: 8, particles, lights };
  },
};
