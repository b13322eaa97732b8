// Draws effects where WebGL 2 is missing: the same particles, some of them, as sprites on a canvas.
import { EYE, FLOATS, KIND, brightness } from "./effects-particles.js";

const DRAWN_MAX = 1500;
const SPRITE = 32;

const clip = value => Math.min(255, Math.round(value * 255));
const css = (colour, alpha) => `rgb(${colour.map(clip).join(" ")} / ${alpha})`;

function halo(colour) {
  const sprite = new OffscreenCanvas(2 * SPRITE, 2 * SPRITE);
  const pen = sprite.getContext("2d");
  const light = pen.createRadialGradient(SPRITE, SPRITE, 0, SPRITE, SPRITE, SPRITE);
  light.addColorStop(0, "rgb(255 255 255 / 1)");
  light.addColorStop(0.12, css(colour, 0.9));
  light.addColorStop(0.4, css(colour, 0.16));
  light.addColorStop(1, css(colour, 0));
  pen.fillStyle = light;
  pen.fillRect(0, 0, 2 * SPRITE, 2 * SPRITE);
  return sprite;
}

export class CanvasRenderer {
  constructor(canvas) {
    this.canvas = canvas;
    this.pen = canvas.getContext("2d");
    this.halos = new Map();
    this.isSoftware = true;
  }

  resize() {}

  load(particles, every) {
    const floats = particles.sorted(Math.max(every, Math.ceil(particles.count / DRAWN_MAX)));
    return { floats, count: floats.length / FLOATS };
  }

  drop() {}

  draw(shows) {
    const { pen, canvas: { width, height } } = this;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, width, height);
    pen.setTransform(height / 2, 0, 0, -height / 2, width / 2, height / 2);
    for (const show of shows) {
      pen.globalCompositeOperation = "lighter";
      show.lights.forEach(light => this.drawLight(light, show.age));
      for (let i = 0; i < show.loaded.count; i++) this.drawParticle(show.loaded.floats, i * FLOATS, show.age);
    }
    pen.globalAlpha = 1;
  }

  drawLight(light, age) {
    const level = brightness(light, age);
    if (level < 0.002) return;
    const { pen } = this;
    const glow = pen.createRadialGradient(light.x, light.y, 0, light.x, light.y, light.radius);
    glow.addColorStop(0, css(light.colour, Math.min(1, level)));
    glow.addColorStop(1, css(light.colour, 0));
    pen.globalAlpha = 1;
    pen.fillStyle = glow;
    pen.fillRect(-4, -1, 8, 2);
  }

  drawParticle(floats, from, now) {
    const age = now - floats[from + 3];
    const life = floats[from + 7];
    if (age < 0 || age > life) return;
    const { pen } = this;
    const drag = floats[from + 12];
    const way = drag > 0.01 ? (1 - Math.exp(-drag * age)) / drag : age;
    const fall = floats[from + 13] * (drag > 0.01 ? (age - way) / drag : 0.5 * age * age);
    const near = EYE / (EYE + floats[from + 2] + floats[from + 6] * way);
    const x = (floats[from] + floats[from + 4] * way) * near;
    const y = (floats[from + 1] + floats[from + 5] * way - fall) * near;
    const size = floats[from + 11] * near;
    const colour = [floats[from + 8], floats[from + 9], floats[from + 10]];
    pen.globalAlpha = 1 - (age / life) ** 3;
    if (floats[from + 16] === KIND.paper) {
      const roll = floats[from + 15] * 40 + floats[from + 14] * age;
      pen.globalCompositeOperation = "source-over";
      pen.fillStyle = css(colour, 1);
      pen.fillRect(x - size, y - size * 0.6 * Math.cos(roll), 2 * size, 1.2 * size * Math.cos(roll));
    } else {
      pen.globalCompositeOperation = "lighter";
      pen.drawImage(this.halo(colour), x - 4 * size, y - 4 * size, 8 * size, 8 * size);
    }
  }

  halo(colour) {
    const key = colour.map(each => Math.round(each * 6)).join();
    if (!this.halos.has(key)) this.halos.set(key, halo(colour));
    return this.halos.get(key);
  }
}
