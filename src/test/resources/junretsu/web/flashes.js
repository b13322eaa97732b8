// The most general flashes that any part of the stage has in any second of an effect, by WCAG 2.2, 2.3.1: pairs of opposing changes
// of relative luminance by a tenth or more, the darker below 0.8, over a thirty-sixth of the picture, which is about a quarter of
// 10 degrees of the visual field. Arguments: an effect's name, or null for a light that flickers five times a second.
const [name] = arguments;
const SAMPLES_PER_SECOND = 12;
const PARTS = 6;

const linear = Array.from({ length: 256 }, (_, i) => i / 255 <= 0.04045 ? i / 255 / 12.92 : ((i / 255 + 0.055) / 1.055) ** 2.4);

function partsOf(gl) {
  const { drawingBufferWidth: width, drawingBufferHeight: height } = gl;
  const pixels = new Uint8Array(4 * width * height);
  gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
  const sums = new Float64Array(PARTS * PARTS);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = 4 * (y * width + x);
      sums[Math.floor(y * PARTS / height) * PARTS + Math.floor(x * PARTS / width)] +=
        0.2126 * linear[pixels[i]] + 0.7152 * linear[pixels[i + 1]] + 0.0722 * linear[pixels[i + 2]];
    }
  }
  return sums.map(sum => sum * PARTS * PARTS / (width * height));
}

/** The moments at which a row of luminances has gone up or down by a tenth since it last turned. */
function changes(row) {
  const found = [];
  let low = row[0], high = row[0], direction = 0;
  row.forEach((value, i) => {
    low = Math.min(low, value);
    high = Math.max(high, value);
    if (direction <= 0 && value - low >= 0.1 && low < 0.8) {
      found.push(i / SAMPLES_PER_SECOND);
      direction = 1;
      high = low = value;
    } else if (direction >= 0 && high - value >= 0.1 && value < 0.8) {
      found.push(i / SAMPLES_PER_SECOND);
      direction = -1;
      high = low = value;
    }
  });
  return found;
}

const effects = await import(new URL("effects.js", location));
const { Particles } = await import(new URL("effects-particles.js", location));
const engine = effects.stageEngine();
const flicker = Array.from({ length: 20 }, (_, i) => ({ at: i / 5, rise: 0.05, fall: 0.15, x: 0, y: 0, radius: 2, colour: [1, 1, 1], power: 1 }));
const show = name === null ? { seconds: 4, particles: new Particles(), lights: flicker } : effects.showOf(name, engine.aspect, 1);
const frames = [];
for (let age = 0; age <= show.seconds; age += 1 / SAMPLES_PER_SECOND) {
  engine.still(show, age);
  frames.push(partsOf(engine.renderer.gl));
}
let most = 0;
for (let part = 0; part < PARTS * PARTS; part++) {
  const times = changes(frames.map(frame => frame[part]));
  for (const begin of times) most = Math.max(most, Math.floor(times.filter(at => at >= begin && at < begin + 1).length / 2));
}
return { flashes: most, seconds: show.seconds, particles: show.particles.count, brightest: Math.max(...frames.map(frame => Math.max(...frame))) };
