// Runs shows on the canvas, a frame at each refresh of the display, and none while nothing is shown.
import { CanvasRenderer } from "./effects-canvas.js";
import { Thrift } from "./effects-thrift.js";
import { WebGlRenderer } from "./effects-webgl.js";

/** Above this a canvas is drawn smaller than it is shown; 4K looks the same and costs a quarter. */
const PIXELS_MAX = 1920 * 1080;

export class Engine {
  /** @param calmParts elements of which the first that is shown has light held back behind it, so that it stays readable */
  constructor(canvas, calmParts) {
    this.canvas = canvas;
    this.calmParts = calmParts;
    this.renderer = WebGlRenderer.over(canvas) ?? this.withoutWebGl();
    this.shows = [];
    this.thrift = new Thrift(this.renderer.isSoftware);
    this.glow = 1;
    this.mark();
    addEventListener("resize", () => this.resize());
    document.addEventListener("visibilitychange", () => this.thrift.forget());
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
    if (this.shows.length === 0) {
      this.thrift.begin();
      this.resize();
      this.mark();
    }
    this.shows.push({ ...show, loaded: this.renderer.load(show.particles, this.thrift.now.every), began: performance.now(), age: 0 });
    if (this.shows.length === 1) {
      requestAnimationFrame(now => this.frame(now));
    }
  }

  frame(now) {
    if (this.thrift.judge(now)) this.save();
    for (const show of this.shows) show.age = (now - show.began) / 1000;
    for (const over of this.shows.filter(show => show.age > show.seconds)) this.renderer.drop(over.loaded);
    this.shows = this.shows.filter(show => show.age <= show.seconds);
    this.paint();
    if (this.shows.length > 0) requestAnimationFrame(next => this.frame(next));
  }

  /** Draws one show as it is at a moment; for pictures and checks, which choose the moment themselves. */
  still(show, age) {
    this.resize();
    const loaded = this.renderer.load(show.particles, 1);
    this.renderer.draw([{ ...show, loaded, age }], { ...this.stage(), hasShine: true });
    this.renderer.drop(loaded);
  }

  paint() {
    this.renderer.draw(this.shows, this.stage());
  }

  stage() {
    return { glow: this.glow, calm: 0.8, calmBox: this.calmBox(), hasShine: this.thrift.now.hasShine };
  }

  /** Middle and half size of the part that stays readable, in half heights. */
  calmBox() {
    const shown = this.calmParts.find(each => each.offsetParent !== null && each.textContent !== "");
    const box = shown?.getBoundingClientRect() ?? { left: 0, right: 0, top: 0, bottom: 0 };
    const unit = innerHeight / 2;
    return [(box.left + box.right) / 2 / unit - this.aspect, 1 - (box.top + box.bottom) / 2 / unit,
      (box.right - box.left) / 2 / unit, (box.bottom - box.top) / 2 / unit];
  }

  resize() {
    const shown = innerWidth * innerHeight;
    const factor = Math.min(1, Math.sqrt(PIXELS_MAX / shown)) * this.thrift.sharpness;
    const width = Math.max(1, Math.round(innerWidth * factor));
    const height = Math.max(1, Math.round(innerHeight * factor));
    if (this.canvas.width === width && this.canvas.height === height && this.isSized) return;
    this.canvas.width = width;
    this.canvas.height = height;
    this.isSized = true;
    this.renderer.resize();
  }

  /** Begins anew after the graphics were reset, which may leave less than WebGL needs. */
  restore() {
    if (!(this.renderer instanceof WebGlRenderer)) return;
    this.shows = [];
    this.isSized = false;
    const renderer = WebGlRenderer.over(this.canvas);
    if (renderer === null) this.leaveWebGl();
    else this.renderer = renderer;
    this.mark();
  }

  /** Goes on in the way that costs less: the shows as they are, with fewer particles, at last on a canvas without WebGL. */
  save() {
    for (const show of this.shows) this.renderer.drop(show.loaded);
    if (this.thrift.now.isCanvas && this.renderer instanceof WebGlRenderer) this.leaveWebGl();
    this.resize();
    for (const show of this.shows) show.loaded = this.renderer.load(show.particles, this.thrift.now.every);
    this.mark();
  }

  leaveWebGl() {
    const { gl } = this.renderer;
    this.renderer = this.withoutWebGl();
    gl.getExtension("WEBGL_lose_context")?.loseContext();
  }

  /** A canvas that has had WebGL has nothing else, so another one takes its place. */
  withoutWebGl() {
    const other = this.canvas.cloneNode();
    this.canvas.replaceWith(other);
    this.canvas = other;
    this.isSized = false;
    return new CanvasRenderer(other);
  }

  /** For checks and for whoever looks after a slow screen: how the page draws, and which step of thrift it is at. */
  mark() {
    this.canvas.dataset.renderer = this.renderer instanceof WebGlRenderer ? "webgl2" : "2d";
    this.canvas.dataset.thrift = this.thrift.step;
  }
}
