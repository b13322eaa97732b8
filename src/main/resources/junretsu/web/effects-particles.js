// Particles of an effect as one flat array. Nothing is stepped: a particle's place is a function of its age, so the graphics
// processor finds it alone, a frame can be drawn for any moment, and ten thousand cost the page's thread nothing.
// Lengths are in half heights of the canvas: y from -1 below to 1 above, x from -aspect to aspect, z from -1 near to 2 far.

/** Floats of a particle: start x y z and birth; velocity x y z and life; red green blue and size; drag, gravity, trail or spin, seed; kind, sway, twinkle, fade-in. */
export const FLOATS = 20;
export const KIND = { glow: 0, paper: 1, haze: 2, star: 3 };

/** Where the viewer's eye is in front of z = 0. */
export const EYE = 3;

const CAPACITY = 10000;

export class Particles {
  constructor() {
    this.floats = new Float32Array(CAPACITY * FLOATS);
    this.count = 0;
  }

  /** Beyond ten thousand they are left out. */
  add({ kind = KIND.glow, at, birth = 0, velocity = [0, 0, 0], life, colour, size, drag = 0, gravity = 0, trail = 0, seed = 0, sway = 0, twinkle = 0, fadeIn = 0 }) {
    if (this.count === CAPACITY) return;
    this.floats.set([...at, birth, ...velocity, life, ...colour, size, drag, gravity, trail, seed, kind, sway, twinkle, fadeIn], this.count * FLOATS);
    this.count++;
  }

  /** Every so manieth of them, the far ones first, since the near ones are drawn over them. */
  sorted(every) {
    const depth = i => this.floats[i * FLOATS + 2];
    const order = Array.from({ length: Math.ceil(this.count / every) }, (_, i) => i * every).sort((a, b) => depth(b) - depth(a));
    const sorted = new Float32Array(order.length * FLOATS);
    order.forEach((from, to) => sorted.set(this.floats.subarray(from * FLOATS, (from + 1) * FLOATS), to * FLOATS));
    return sorted;
  }
}

/** The chance of one effect: the same seed gives the same show (mulberry32, T. Ettinger, public domain). */
export class Chance {
  constructor(seed) {
    this.state = seed >>> 0;
  }

  next() {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  between(from, to) {
    return from + this.next() * (to - from);
  }

  pick(list) {
    return list[Math.floor(this.next() * list.length)];
  }

  /** A direction in space, all alike. */
  direction() {
    const z = this.between(-1, 1);
    const angle = this.between(0, 2 * Math.PI);
    const flat = Math.sqrt(1 - z * z);
    return [flat * Math.cos(angle), flat * Math.sin(angle), z];
  }
}

export const scale = (vector, factor) => vector.map(each => each * factor);

/**
 * The brightness of a light of an effect at a moment, 0 to its power. A light is
 * { at, rise, fall, x, y, radius, colour, power }: seconds, and a place and a radius in half heights.
 */
export function brightness(light, age) {
  const since = age - light.at;
  if (since <= 0) return 0;
  if (since < light.rise) return light.power * (since / light.rise) ** 2 * (3 - 2 * since / light.rise);
  return light.power * Math.exp(-3 * (since - light.rise) / light.fall);
}
