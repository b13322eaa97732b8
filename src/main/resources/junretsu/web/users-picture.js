// The picture: a square is cut out here, so that whatever the browser can show can be sent, and nothing else of the file.
import { made, part } from "./page.js";
import { call, onAccount, tell } from "./users-calls.js";
import { clear, during, onSubmit, say } from "./users-forms.js";
import { words } from "./users-words.js";

const STEP = 0.05;
const QUALITY = 0.9;
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const form = document.querySelector("#picture form");
const file = part("picture-file");
const crop = part("crop");
const canvas = part("crop-canvas");
const zoom = part("crop-zoom");
const away = part("picture-away");
const remove = part("picture-remove");

canvas.setAttribute("aria-label", words.crop);

// What is cut: a bitmap, and the middle of the square in its pixels; null when nothing was chosen.
let cut = null;

const cutSide = () => Math.min(cut.image.width, cut.image.height) / zoom.value;
const within = (middle, side, length) => Math.min(Math.max(middle, side / 2), length - side / 2);

function draw() {
  const side = cutSide();
  cut.x = within(cut.x, side, cut.image.width);
  cut.y = within(cut.y, side, cut.image.height);
  const context = canvas.getContext("2d");
  context.imageSmoothingQuality = "high";
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(cut.image, cut.x - side / 2, cut.y - side / 2, side, side, 0, 0, canvas.width, canvas.height);
}

function move(x, y) {
  cut.x += x * cutSide();
  cut.y += y * cutSide();
  draw();
}

file.addEventListener("change", async () => {
  forget();
  if (!file.files.length) return;
  try {
    const image = await createImageBitmap(file.files[0], { imageOrientation: "from-image" });
    cut = { image, x: image.width / 2, y: image.height / 2 };
    crop.hidden = false;
    say(form, "", "good");
    draw();
  } catch {
    file.value = "";
    say(form, words.refusals.pictureUnread, "bad");
  }
});

zoom.addEventListener("input", draw);

canvas.addEventListener("keydown", event => {
  const direction = MOVES[event.key];
  if (!direction) return;
  event.preventDefault();
  move(direction[0] * STEP, direction[1] * STEP);
});

canvas.addEventListener("pointerdown", event => canvas.setPointerCapture(event.pointerId));
canvas.addEventListener("pointermove", event => {
  if (!canvas.hasPointerCapture(event.pointerId)) return;
  move(-event.movementX / canvas.clientWidth, -event.movementY / canvas.clientHeight);
});

function forget() {
  cut?.image.close();
  cut = null;
  crop.hidden = true;
  zoom.value = 1;
}

onSubmit(form, async () => {
  if (!cut) return "";
  const jpeg = await new Promise(done => canvas.toBlob(done, "image/jpeg", QUALITY));
  const account = await call("PUT", "me/picture", jpeg);
  clear(form);
  forget();
  tell(account);
  return words.pictureChanged;
});

remove.addEventListener("click", () => during(remove, away, async () => {
  tell(await call("DELETE", "me/picture"));
  say(form, words.pictureRemoved, "good");
  part("picture-title").focus();
}));

function picture(account) {
  return made("img", { src: `pictures/${account.picture}-96.jpg`, alt: words.pictureOf(account.nickname) });
}

onAccount((account, isOther) => {
  if (isOther) {
    clear(form);
    forget();
  }
  away.hidden = !account?.picture;
  part("avatar").replaceChildren(...(account?.picture ? [picture(account)] : []));
});
