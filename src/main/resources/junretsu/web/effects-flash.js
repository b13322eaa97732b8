// One wave of light out of the middle, and the stars that it throws past the hall. One brightening, and no second.
import { KIND, Particles, scale } from "./effects-particles.js";

const COLOURS = [[1.5, 1.9, 2.8], [2.3, 2.3, 2.5], [0.8, 1.3, 2.9], [2.4, 1.9, 1.3]];

function wave(show, chance, birth, speed, count, colour) {
  for (let i = 0; i < count; i++) {
    const angle = i / count * 2 * Math.PI + chance.between(-0.01, 0.01);
    const pace = speed * chance.between(0.97, 1.03);
    show.add({ at: [0, 0.25, 0], birth, velocity: [Math.cos(angle) * pace, Math.sin(angle) * pace, 0], life: chance.between(1.5, 2.1), colour,
      size: 0.005, drag: 0.75, trail: 0.06, fadeIn: 0.05, seed: chance.next() });
  }
}

/** Stars that fly at the viewer out of the depth. */
function stars(show, chance, aspect, count) {
  for (let i = 0; i < count; i++) {
    const angle = chance.between(0, 2 * Math.PI);
    const off = chance.between(0.15, 2.2);
    const birth = 0.25 + 4.6 * chance.next() ** 1.6;
    const life = chance.between(1.2, 2.2);
    show.add({ at: [Math.cos(angle) * off * aspect * 0.7, 0.15 + Math.sin(angle) * off, 3.5], birth, velocity: [0, 0, -chance.between(3.2, 5.2)], life,
      colour: scale(chance.pick(COLOURS), 0.8), size: chance.between(0.003, 0.006), drag: 0.35, trail: 0.14, fadeIn: 0.35, seed: chance.next() });
  }
}

export const flash = {
  calm: [1.0, 1.2, 1.7],
  make(chance, aspect) {
    const particles = new Particles();
    wave(particles, chance, 0.12, 2.1, 900, [1.3, 1.9, 2.8]);
    wave(particles, chance, 0.2, 1.6, 700, [2.2, 2.0, 1.7]);
    for (let i = 0; i < 1100; i++) {
      particles.add({ at: [0, 0.25, 0], birth: 0.12, velocity: scale(chance.direction(), chance.between(0.4, 2.8)), life: chance.between(1.2, 3.6),
        colour: chance.pick(COLOURS), size: 0.0038, drag: 1.3, gravity: 0.08, trail: 0.16, seed: chance.next(), twinkle: chance.between(10, 26) });
    }
    stars(particles, chance, aspect, 2600);
    for (let i = 0; i < 90; i++) {
      particles.add({ kind: KIND.star, at: [chance.between(-aspect, aspect), chance.between(-0.9, 0.95), chance.between(-0.5, 1)], birth: chance.between(0.8, 4.5),
        life: chance.between(0.9, 1.9), colour: chance.pick(COLOURS), size: chance.between(0.012, 0.03), fadeIn: 0.4, twinkle: 3, seed: chance.next() });
    }
    const lights = [
      { at: 0.05, rise: 0.18, fall: 2.2, x: 0, y: 0.25, radius: 1.7, colour: [1.0, 1.15, 1.5], power: 0.95 },
      { at: 0.05, rise: 0.3, fall: 7, x: 0, y: 0.1, radius: 1.3, colour: [0.25, 0.5, 1.2], power: 0.35 },
    ];
    return { seconds: 6.5, particles, lights };
  },
};
