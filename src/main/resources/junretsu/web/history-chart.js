// Votes over time as an SVG picture, in pixels of the screen, so that its letters are as large on a phone as on a wall.
const TOP = 26;
const BELOW = 30;
const RIGHT_EDGE = 6;
const LETTER_PX = 8.2;
const GRID_LINES = 4;

function svg(name, attributes, text) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  if (text !== undefined) element.textContent = text;
  return element;
}

/** The next number that reads well: 1, 2 or 5 and zeros. */
function roundUp(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].find(each => each * power >= value) * power;
}

export class Chart {
  /** @param format { number, clock }: how values and seconds since 1970 are written */
  constructor(picture, format) {
    this.picture = picture;
    this.format = format;
    this.series = null;
    this.marks = [];
    this.chosen = null;
  }

  /** @param marks each { t, name, kind } with seconds since 1970 */
  take(series, marks) {
    this.series = series;
    this.marks = marks;
    this.draw();
  }

  perSecond(point, field) {
    return point[field] / this.series.step_s;
  }

  /** The point under a place of the picture, in pixels from its left edge; null when there is none. */
  nearest(place) {
    return this.series.points.reduce((best, point) =>
      best === null || Math.abs(this.x(point.t) - place) < Math.abs(this.x(best.t) - place) ? point : best, null);
  }

  x(t) {
    return this.right - (this.series.now - t) / this.series.span_s * (this.right - this.left);
  }

  y(value) {
    return this.bottom - value / this.max * (this.bottom - TOP);
  }

  measure() {
    const { series, picture, format } = this;
    const box = picture.getBoundingClientRect();
    this.max = roundUp(Math.max(4, ...series.points.map(point => Math.max(this.perSecond(point, "votes"), this.perSecond(point, "dropped")))));
    this.left = format.number(this.max).length * LETTER_PX + 10;
    this.right = box.width - RIGHT_EDGE;
    this.bottom = box.height - BELOW;
    picture.setAttribute("viewBox", `0 0 ${box.width} ${box.height}`);
  }

  draw() {
    if (this.series === null) return;
    this.measure();
    const parts = [...this.grid(), svg("path", { class: "area", d: this.area() }), svg("path", { class: "votes", d: this.path("votes") || "M0,0" })];
    if (this.series.points.some(point => point.dropped > 0)) parts.push(svg("path", { class: "dropped", d: this.path("dropped") }));
    parts.push(...this.marked());
    if (this.chosen !== null) parts.push(svg("line", { class: "cursor", x1: this.x(this.chosen.t), x2: this.x(this.chosen.t), y1: TOP, y2: this.bottom }));
    this.picture.replaceChildren(...parts);
  }

  grid() {
    const { series, format } = this;
    const parts = [];
    const times = this.right - this.left < 520 ? 2 : GRID_LINES;
    // 1, 2 and 5 in as many parts as leave whole numbers.
    const lines = `${this.max}`.startsWith("2") ? 4 : 5;
    for (let i = 0; i <= lines; i++) {
      const y = this.y(this.max * i / lines);
      parts.push(svg("line", { class: "grid", x1: this.left, x2: this.right, y1: y, y2: y }),
        svg("text", { x: this.left - 8, y: y + 5, "text-anchor": "end" }, format.number(this.max * i / lines)));
    }
    for (let i = 0; i <= times; i++) {
      const t = series.now - series.span_s * (times - i) / times;
      parts.push(svg("text", { x: this.x(t), y: this.bottom + 22, "text-anchor": i === times ? "end" : i === 0 ? "start" : "middle" }, format.clock(t)));
    }
    return parts;
  }

  /** A line that breaks where nothing ran. */
  path(field) {
    let last = -Infinity;
    return this.series.points.map(point => {
      const command = point.t - last > this.series.step_s ? "M" : "L";
      last = point.t;
      return `${command}${this.x(point.t).toFixed(1)},${this.y(this.perSecond(point, field)).toFixed(1)}`;
    }).join("");
  }

  area() {
    return this.path("votes").split("M").slice(1).map(run => {
      const [first] = run.split(",");
      const last = run.slice(run.lastIndexOf("L") + 1).split(",")[0];
      return `M${first},${this.bottom}L${run}L${last},${this.bottom}Z`;
    }).join("");
  }

  marked() {
    const from = this.series.now - this.series.span_s;
    return this.marks.filter(mark => mark.t >= from && mark.t <= this.series.now).flatMap(({ t, name, kind }, i) => {
      const x = this.x(t);
      const isLate = x > (this.left + this.right) / 2;
      return [svg("line", { class: `mark ${kind}`, x1: x, x2: x, y1: TOP - 8, y2: this.bottom }),
        svg("text", { class: `mark-name ${kind}`, x: x + (isLate ? -4 : 4), y: TOP - 12 + (i % 3) * 16, "text-anchor": isLate ? "end" : "start" }, name)];
    });
  }
}
