// What a milestone looks like, drawn on a canvas over the page. One effect follows the other; the numbers go on beneath.
const SECONDS = 4;
const BETWEEN_MS = 1200;

const canvas = document.getElementById("effects");
const pen = canvas.getContext("2d");
const running = [];
let notBefore = 0;

const random = (from, to) => from + Math.random() * (to - from);
const pick = list => list[Math.floor(Math.random() * list.length)];
const COLOURS = ["#ff5c5c", "#ffd24a", "#35c98d", "#4aa8ff", "#c77dff", "#ffffff"];
const GOLD = ["#fff3c4", "#ffd24a", "#e0a100"];

function falling(count, colours, w, h) {
  return Array.from({ length: count }, () => ({
    x: random(0, w), y: random(-h, 0), vx: random(-60, 60), vy: random(h * 0.25, h * 0.6),
    size: random(w / 220, w / 90), turn: random(-8, 8), colour: pick(colours),
  }));
}

function rain(colours) {
  const pieces = falling(260, colours, canvas.width, canvas.height);
  return age => {
    for (const piece of pieces) {
      const y = piece.y + piece.vy * age;
      pen.save();
      pen.translate(piece.x + piece.vx * age, y);
      pen.rotate(piece.turn * age);
      pen.fillStyle = piece.colour;
      pen.fillRect(-piece.size / 2, -piece.size / 4, piece.size, piece.size / 2);
      pen.restore();
    }
  };
}

function fireworks() {
  const bursts = Array.from({ length: 9 }, (_, i) => ({
    x: random(0.15, 0.85) * canvas.width, y: random(0.12, 0.55) * canvas.height, at: i * 0.3, colour: pick(COLOURS),
    sparks: Array.from({ length: 70 }, () => ({ angle: random(0, 2 * Math.PI), speed: random(0.2, 1) * canvas.width / 5 })),
  }));
  return age => {
    for (const burst of bursts) {
      const t = age - burst.at;
      if (t < 0 || t > 1.6) continue;
      pen.globalAlpha = 1 - t / 1.6;
      pen.fillStyle = burst.colour;
      for (const spark of burst.sparks) {
        const way = spark.speed * (1 - Math.exp(-2.5 * t));
        pen.fillRect(burst.x + Math.cos(spark.angle) * way, burst.y + Math.sin(spark.angle) * way + 90 * t * t, 5, 5);
      }
      pen.globalAlpha = 1;
    }
  };
}

function flash() {
  return age => {
    pen.globalAlpha = Math.max(0, 0.9 * Math.exp(-3 * age));
    pen.fillStyle = "#ffffff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.globalAlpha = 1;
  };
}

function gold() {
  const drops = rain(GOLD);
  return age => {
    pen.globalAlpha = Math.max(0, 0.35 * (1 - age / SECONDS));
    pen.fillStyle = "#ffd24a";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.globalAlpha = 1;
    drops(age);
  };
}

function shake() {
  document.body.classList.add("shaking");
  setTimeout(() => document.body.classList.remove("shaking"), 1700);
  return () => {};
}

const EFFECTS = { confetti: () => rain(COLOURS), fireworks, flash, gold, shake };

function draw(now) {
  pen.clearRect(0, 0, canvas.width, canvas.height);
  for (let i = running.length - 1; i >= 0; i--) {
    const age = (now - running[i].begin) / 1000;
    if (age > SECONDS) running.splice(i, 1);
    else running[i].paint(Math.max(0, age));
  }
  if (running.length > 0) requestAnimationFrame(draw);
}

function begin(name) {
  canvas.width = innerWidth;
  canvas.height = innerHeight;
  running.push({ begin: performance.now(), paint: EFFECTS[name]() });
  if (running.length === 1) requestAnimationFrame(draw);
}

/** Plays an effect as soon as the one before it has had its moment. */
export function play(name) {
  if (!(name in EFFECTS)) return;
  const now = performance.now();
  const at = Math.max(now, notBefore);
  notBefore = at + BETWEEN_MS;
  setTimeout(() => begin(name), at - now);
}
