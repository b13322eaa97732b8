// Two cannons throw paper over the hall; it hangs, tumbles and flutters down, and more comes from the ceiling.
import { KIND, Particles } from "./effects-particles.js";

const COLOURS = [[1, 0.22, 0.28], [1, 0.78, 0.16], [0.12, 0.78, 0.48], [0.16, 0.55, 1], [0.68, 0.36, 1], [1, 0.42, 0.72], [0.96, 0.97, 1]];

function piece(show, chance, at, birth, velocity, drag, life) {
  const isRibbon = chance.next() < 0.08;
  show.add({
    kind: KIND.paper, at, birth, velocity, life, colour: chance.pick(COLOURS), size: chance.between(0.011, 0.02) * (isRibbon ? 1.7 : 1),
    drag, gravity: drag * chance.between(0.22, 0.42), trail: chance.between(4, 11) * (chance.next() < 0.5 ? -1 : 1), seed: chance.next(),
    sway: chance.between(1.5, 4),
  });
}

function cannon(show, chance, aspect, side, birth, count) {
  for (let i = 0; i < count; i++) {
    const lean = chance.between(0.1, 0.8);
    const power = chance.between(2.2, 6.4);
    const velocity = [-side * Math.sin(lean) * power * Math.min(1.3, aspect / 1.78), Math.cos(lean) * power, chance.between(-0.9, 0.9)];
    piece(show, chance, [side * aspect * 1.02, -1.05, chance.between(-0.2, 0.3)], birth + chance.between(0, 0.18), velocity, chance.between(1.9, 2.9), 7.6 - birth);
  }
  for (let i = 0; i < 60; i++) {
    const angle = chance.between(0.5, 1.3);
    const power = chance.between(0.6, 3);
    show.add({ at: [side * aspect * 1.02, -1.05, 0], birth, velocity: [-side * Math.cos(angle) * power, Math.sin(angle) * power, 0], life: chance.between(0.4, 1.1),
      colour: [2.2, 1.6, 0.9], size: 0.0035, drag: 2.2, gravity: 0.6, trail: 0.06, twinkle: 30, seed: chance.next() });
  }
}

function ceiling(show, chance, aspect, count) {
  for (let i = 0; i < count; i++) {
    const z = chance.between(-1.2, 1.4);
    const wide = aspect * (3 + z) / 3 * 1.1;
    const birth = chance.between(0.9, 4.5);
    piece(show, chance, [chance.between(-wide, wide), (3 + z) / 3 * 1.1, z], birth, [chance.between(-0.2, 0.2), chance.between(-0.6, -0.1), 0], 1.6, 8 - birth);
  }
}

export const confetti = {
  calm: [0.5, 1.0, 0.8],
  make(chance, aspect) {
    const particles = new Particles();
    for (const [birth, count] of [[0.05, 620], [0.75, 460], [1.7, 460]]) {
      cannon(particles, chance, aspect, -1, birth, count);
      cannon(particles, chance, aspect, 1, birth, count);
    }
    ceiling(particles, chance, aspect, 1500);
    const glow = (at, side) => ({ at, rise: 0.15, fall: 1.2, x: side * aspect, y: -1, radius: 0.8, colour: [1, 0.75, 0.4], power: 0.3 });
    return { seconds: 8, particles, lights: [0.05, 0.75, 1.7].flatMap(at => [glow(at, -1), glow(at, 1)]) };
  },
};
