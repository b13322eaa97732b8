// A blow that the whole stage feels: rings run along the floor, embers and dust jump, and the page itself trembles and settles.
import { KIND, Particles } from "./effects-particles.js";

const BLOWS = [0.05, 0.75, 1.45];

function ring(show, chance, birth, aspect) {
  for (let i = 0; i < 420; i++) {
    const angle = i / 420 * 2 * Math.PI;
    show.add({ at: [0, -1.02, 0.6], birth, velocity: [Math.cos(angle) * 3.1 * aspect / 1.78, Math.abs(Math.sin(angle)) * 0.28, Math.sin(angle) * 1.6],
      life: 1.5, colour: [2.4, 0.8, 0.25], size: 0.005, drag: 1.1, trail: 0.05, seed: chance.next() });
  }
}

function embers(show, chance, birth, aspect) {
  for (let i = 0; i < 900; i++) {
    const x = chance.between(-1, 1) * aspect * 1.1;
    show.add({ at: [x, -1.05, chance.between(-0.6, 1.2)], birth: birth + Math.abs(x) * 0.08, velocity: [chance.between(-0.3, 0.3), 0.3 + 2.6 * chance.next() ** 3, chance.between(-0.2, 0.2)],
      life: chance.between(1, 3.4), colour: chance.pick([[2.8, 1.1, 0.25], [2.6, 0.6, 0.2], [2.6, 1.7, 0.6]]), size: chance.between(0.002, 0.0045), drag: 1.2, gravity: 0.7,
      trail: 0.07, twinkle: chance.between(8, 24), seed: chance.next(), sway: chance.between(1, 3) });
  }
}

export const shake = {
  calm: [1.6, 0.5, 0.2],
  /** The page's own movement, seconds. */
  trembles: 2.6,
  make(chance, aspect) {
    const particles = new Particles();
    for (const birth of BLOWS) {
      ring(particles, chance, birth, aspect);
      embers(particles, chance, birth, aspect);
    }
    for (let i = 0; i < 60; i++) {
      particles.add({ kind: KIND.haze, at: [chance.between(-1.1, 1.1) * aspect, chance.between(-1.25, -0.85), chance.between(-0.5, 0.5)], birth: chance.between(0, 1.6),
        velocity: [chance.between(-0.1, 0.1), chance.between(0.02, 0.2), 0], life: chance.between(2.5, 4.2), colour: [0.05, 0.024, 0.012], size: chance.between(0.15, 0.4), drag: 0.4, fadeIn: 0.4 });
    }
    const lights = BLOWS.map(at => ({ at, rise: 0.14, fall: 1.6, x: 0, y: -1.15, radius: 1.25, colour: [1.5, 0.5, 0.16], power: 0.42 }));
    return { seconds: 5.5, particles, lights };
  },
};
