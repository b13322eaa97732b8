// What a show does without while frames come late, so that the page stays alive on slow graphics: sharpness first, then the shine,
// then particles, at last WebGL. Each show begins a step better, since what kept the processor busy may be over.
const LATE_MS = 22;
const SHARPEST = 1;
const COARSEST = 0.25;

/** Where a begin is right for a processor that draws without graphics hardware. */
const SHARPNESS_OF_SOFTWARE = 0.35;

/** Below 28 frames a second more than sharpness has to go; a display of 30 Hz is no reason. */
const TOO_LATE_MS = 36;
const JUDGED_EVERY_MS = 200;
const JUDGED_FRAMES_MIN = 3;
const AT_ONCE_MS = 100;

/** Of the particles every so manieth is drawn. */
const STEPS = [
  { hasShine: true, every: 1 },
  { hasShine: false, every: 1 },
  { hasShine: false, every: 2 },
  { hasShine: false, every: 4 },
  { hasShine: false, every: 4, isCanvas: true },
  { hasShine: false, every: 16, isCanvas: true },
];

export class Thrift {
  constructor(isSoftware) {
    this.sharpness = isSoftware ? SHARPNESS_OF_SOFTWARE : SHARPEST;
    this.sharpest = this.sharpness;
    this.step = 0;
    this.forget();
  }

  get now() {
    return STEPS[this.step];
  }

  /** To be called when a show begins after a pause. Canvas stays: a page has no way back to WebGL. */
  begin() {
    if (this.step > 0 && !STEPS[this.step].isCanvas) this.step--;
    this.sharpness = Math.min(this.sharpest, 1.3 * this.sharpness);
    this.forget();
  }

  /** To be called when frames may have been missing for another reason than slow graphics. */
  forget() {
    this.last = 0;
    this.beginWindow();
  }

  beginWindow() {
    this.sumMs = this.frames = this.longestMs = 0;
  }

  /**
   * Takes note of a frame. The longest gap of some frames counts for nothing, since it may be a hitch of anything.
   *
   * @returns true when the show is to be drawn in another way from here on
   */
  judge(now) {
    if (this.last > 0) {
      this.sumMs += now - this.last;
      this.longestMs = Math.max(this.longestMs, now - this.last);
      this.frames++;
    }
    this.last = now;
    if (this.sumMs < JUDGED_EVERY_MS || this.frames < JUDGED_FRAMES_MIN) return false;
    const meanMs = (this.sumMs - this.longestMs) / (this.frames - 1);
    this.beginWindow();
    return meanMs > LATE_MS && this.save(meanMs);
  }

  save(meanMs) {
    const wasCoarsest = this.sharpness <= COARSEST;
    if (wasCoarsest && (meanMs <= TOO_LATE_MS || this.step === STEPS.length - 1)) return false;
    this.sharpness = Math.max(COARSEST, this.sharpness * Math.max(0.5, Math.sqrt(LATE_MS / meanMs)));
    if (wasCoarsest || meanMs > AT_ONCE_MS) this.step = Math.min(STEPS.length - 1, this.step + (meanMs > AT_ONCE_MS ? 2 : 1));
    return true;
  }
}
