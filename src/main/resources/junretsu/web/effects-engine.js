// Runs shows on the canvas, a frame at each refresh of the display, and none while nothing is shown.
import { CanvasRenderer } from "./effects-canvas.js";
import { WebGlRenderer } from "./effects-webgl.js";

/** Above this a canvas is drawn smaller than it is shown; 4K looks the same and costs a quarter. */
const PIXELS_MAX = 1920 * 1080;
const SHARPEST = 1;
const COARSEST = 0.25;
/** Where a begin is right for a processor that draws without graphics hardware. */
const SHARPNESS_OF_SOFTWARE = 0.35;
const SLOW_MS = 22;
const JUDGED_EVERY_MS = 200;

export class Engine {
  /** @param calmPart the element behind which light is held back, so that it stays readable */
  constructor(canvas, calmPart) {
    this.canvas = canvas;
    this.calmPart = calmPart;
    this.renderer = WebGlRenderer.over(canvas);
    canvas.dataset.renderer = this.renderer === null ? "2d" : "webgl2";
    this.renderer ??= new CanvasRenderer(canvas);
    this.shows = [];
    this.sharpness = this.renderer.isSoftware ? SHARPNESS_OF_SOFTWARE : SHARPEST;
    this.frameMs = 0;
    this.frames = 0;
    this.glow = 1;
    addEventListener("resize", () => this.resize());
    canvas.addEventListener("webglcontextlost", event => event.preventDefault());
    canvas.addEventListener("webglcontextrestored", () => this.restore());
  }

  /** Width by height. */
  get aspect() {
    return innerWidth / innerHeight;
  }

  /**
   * Begins a show.
   *
   * @param show { seconds, particles, lights }
   */
  begin(show) {
    this.glow = Number(getComputedStyle(this.canvas).getPropertyValue("--glow") || 1);
    if (this.shows.length === 0) this.resize();
    this.shows.push({ ...show, loaded: this.renderer.load(show.particles), began: performance.now(), age: 0 });
    if (this.shows.length === 1) {
      this.last = 0;
      requestAnimationFrame(now => this.frame(now));
    }
  }

  frame(now) {
    this.judge(now);
    for (const show of this.shows) show.age = (now - show.began) / 1000;
    for (const over of this.shows.filter(show => show.age > show.seconds)) this.renderer.drop(over.loaded);
    this.shows = this.shows.filter(show => show.age <= show.seconds);
    this.paint();
    if (this.shows.length > 0) requestAnimationFrame(next => this.frame(next));
  }

  /** Draws one show as it is at a moment; for pictures and checks, which choose the moment themselves. */
  still(show, age) {
    this.resize();
    const loaded = this.renderer.load(show.particles);
    this.renderer.draw([{ ...show, loaded, age }], this.stage());
    this.renderer.drop(loaded);
  }

  paint() {
    this.renderer.draw(this.shows, this.stage());
  }

  stage() {
    return { glow: this.glow, calm: this.calmPart === null ? 0 : 0.8, calmBox: this.calmBox() };
  }

  /** Middle and half size of the part that stays readable, in half heights. */
  calmBox() {
    const box = this.calmPart?.getBoundingClientRect() ?? { left: 0, right: 0, top: 0, bottom: 0 };
    const unit = innerHeight / 2;
    return [(box.left + box.right) / 2 / unit - this.aspect, 1 - (box.top + box.bottom) / 2 / unit,
      (box.right - box.left) / 2 / unit, (box.bottom - box.top) / 2 / unit];
  }

  resize() {
    const shown = innerWidth * innerHeight;
    const factor = Math.min(1, Math.sqrt(PIXELS_MAX / shown)) * this.sharpness;
    const width = Math.max(1, Math.round(innerWidth * factor));
    const height = Math.max(1, Math.round(innerHeight * factor));
    if (this.canvas.width === width && this.canvas.height === height && this.isSized) return;
    this.canvas.width = width;
    this.canvas.height = height;
    this.isSized = true;
    this.renderer.resize();
  }

  restore() {
    this.renderer = WebGlRenderer.over(this.canvas);
    this.shows = [];
    this.isSized = false;
  }

  /** Draws coarser when frames come late, so that motion stays smooth on slow graphics. */
  judge(now) {
    if (this.last > 0) {
      this.frameMs += now - this.last;
      this.frames++;
    }
    this.last = now;
    if (this.frameMs < JUDGED_EVERY_MS) return;
    const meanMs = this.frameMs / this.frames;
    if (meanMs > SLOW_MS && this.sharpness > COARSEST) {
      this.sharpness = Math.max(COARSEST, this.sharpness * Math.max(0.5, Math.sqrt(SLOW_MS / meanMs)));
      this.resize();
    }
    this.frameMs = 0;
    this.frames = 0;
  }
}
