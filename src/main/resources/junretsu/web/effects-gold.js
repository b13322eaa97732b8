// Gold from above: leaf that turns in the light, dust that glitters, and soft lights near the viewer's eye.
import { KIND, Particles } from "./effects-particles.js";

const LEAF = [[1, 0.76, 0.22], [1, 0.86, 0.42], [0.88, 0.6, 0.1], [1, 0.93, 0.66]];

function leaf(show, chance, aspect) {
  const z = chance.between(-1.3, 1.6);
  const wide = aspect * (3 + z) / 3 * 1.1;
  const birth = chance.between(0, 5) * chance.between(0.5, 1);
  show.add({ kind: KIND.paper, at: [chance.between(-wide, wide), (3 + z) / 3 * 1.12, z], birth, velocity: [chance.between(-0.1, 0.1), chance.between(-0.9, -0.3), 0],
    life: 8 - birth, colour: chance.pick(LEAF), size: chance.between(0.008, 0.017), drag: 1.4, gravity: 1.4 * chance.between(0.3, 0.5),
    trail: chance.between(5, 14), seed: chance.next(), sway: chance.between(1, 3) });
}

function dust(show, chance, aspect) {
  const z = chance.between(-0.8, 2);
  const wide = aspect * (3 + z) / 3 * 1.05;
  const birth = chance.between(0, 5.6);
  show.add({ at: [chance.between(-wide, wide), chance.between(-0.4, 1.15) * (3 + z) / 3, z], birth, velocity: [chance.between(-0.04, 0.04), chance.between(-0.2, 0), 0],
    life: chance.between(1.2, 2.8), colour: [2.6, 1.6, 0.5], size: chance.between(0.0018, 0.0036), drag: 0.5, gravity: 0.07, trail: 0.02, fadeIn: 0.5,
    twinkle: chance.between(6, 18), seed: chance.next(), sway: chance.between(0.5, 1.5) });
}

export const gold = {
  calm: [1.7, 1.1, 0.3],
  make(chance, aspect) {
    const particles = new Particles();
    for (let i = 0; i < 1900; i++) leaf(particles, chance, aspect);
    for (let i = 0; i < 5200; i++) dust(particles, chance, aspect);
    for (let i = 0; i < 420; i++) {
      particles.add({ kind: KIND.star, at: [chance.between(-aspect, aspect), chance.between(-0.95, 1), chance.between(-0.6, 1)], birth: chance.between(0.2, 5.8),
        life: chance.between(0.8, 1.8), colour: [2.4, 1.7, 0.8], size: chance.between(0.008, 0.022), fadeIn: 0.3, twinkle: chance.between(3, 6), seed: chance.next() });
    }
    for (let i = 0; i < 46; i++) {
      particles.add({ kind: KIND.haze, at: [chance.between(-aspect, aspect), chance.between(-1.1, 0.9), -1], birth: chance.between(0, 4), velocity: [chance.between(-0.05, 0.05), chance.between(0.02, 0.12), 0],
        life: chance.between(3, 4.2), colour: [0.2, 0.12, 0.03], size: chance.between(0.04, 0.13), fadeIn: 1.2, seed: chance.next() });
    }
    const lights = [
      { at: 0, rise: 1.2, fall: 16, x: -0.5 * aspect, y: 1.15, radius: 1.5, colour: [1.5, 0.9, 0.22], power: 0.42 },
      { at: 0.2, rise: 1.4, fall: 16, x: 0.5 * aspect, y: 1.15, radius: 1.5, colour: [1.4, 0.85, 0.2], power: 0.42 },
    ];
    return { seconds: 8, particles, lights: lights.map(light => ({ ...light, fall: 14 })) };
  },
};
