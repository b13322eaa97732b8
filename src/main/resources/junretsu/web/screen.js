// The stage: shows the latest state that the server's stream has sent, and keeps showing it when the stream breaks.
import { play } from "./effects.js";
import { Bars } from "./screen-bars.js";
import { dress } from "./screen-dress.js";
import { Milestones } from "./screen-milestones.js";
import { Total } from "./screen-total.js";
import { Pace } from "./screen-pace.js";
import { Reveal } from "./screen-reveal.js";
import { Spark } from "./screen-spark.js";
import { StageState } from "./screen-stage.js";
import { Stream } from "./screen-stream.js";
import { number, time } from "./language.js";
import { part } from "./page.js";
import { words } from "./words.js";

const SPOKEN_EVERY_MS = 30000;

const body = document.body;
const total = new Total(part("total"));
const bars = new Bars(part("bars"));
const milestones = new Milestones(play);
const spark = new Spark(part("spark"));
const stage = new StageState();
const pace = new Pace(body);
const reveal = new Reveal(bars, play);

let state = null;
let receivedWall = 0;

/** Over all nodes when they share a store and what it was last heard of is this very event, else this node's. */
const isShared = ({ event, total: own, cluster }) => cluster && (cluster.event ?? event) === event && cluster.total >= own;
const eventOf = counts => isShared(counts) ? counts.cluster : counts;

function showInvitation(counted) {
  const { voting, crowd, result } = stage.now;
  const address = crowd?.url.replace(/^https?:\/\//, "") ?? "";
  part("secret").hidden = result !== "hidden";
  part("secret").textContent = words.secret;
  body.classList.toggle("waiting", counted === 0);
  part("invite").hidden = counted > 0;
  part("invite").textContent = voting === "closed" ? words.closed : crowd ? words.inviteAt(address) : words.invite;
  part("address").textContent = address;
  part("scan").textContent = voting === "closed" ? words.scanClosed : words.scan;
  body.classList.toggle("voting-closed", voting === "closed");
  part("voting").hidden = stage.version === null;
  part("voting").textContent = voting === "closed" ? words.closed : words.open;
  part("voting").className = voting;
}

function showTech(counts) {
  part("store").textContent = words.store(counts.store.state);
  part("store").className = ["ok", "slow"].includes(counts.store.state) ? "good" : "bad";
  part("dropped").hidden = counts.dropped === 0;
  part("dropped").textContent = words.dropped(number(counts.dropped));
  part("dropped").className = "bad";
}

function showBars() {
  if (state === null) return;
  const { total: sum, buttons = null } = eventOf(state);
  // The stage may say that the result is shown before a frame with the buttons has come.
  if (buttons === null && stage.now.result !== "hidden") return;
  bars.show(buttons, sum, stage.now);
  // A page that does not know the stage yet would take a result that was revealed before for news.
  if (stage.version !== null || state.stage === undefined) reveal.show(stage.now, buttons, sum);
}

function take(counts) {
  const isFirst = state === null;
  const isNewEvent = !isFirst && counts.event !== state.event;
  const event = eventOf(counts);
  state = counts;
  receivedWall = Date.now();
  total.aim(event.total, isFirst || isNewEvent);
  spark.take(event.rate, isShared(counts));
  part("event").textContent = stage.now.title ?? counts.event;
  document.title = `${stage.now.title ?? counts.event}: ${number(event.total)}`;
  part("rate").textContent = words.rate(number(event.rate));
  stage.follow(counts.stage);
  showInvitation(event.total);
  showTech(counts);
  showBars();
  milestones.take(counts, isFirst);
}

/** What can be said when no numbers come. The audience reads a sentence only while nothing is known at all. */
function showConnection({ isLive, isFull }) {
  const isKnown = state !== null;
  const dot = part("connection");
  if (isLive) dot.textContent = words.live;
  else if (isFull) dot.textContent = isKnown ? words.fullSince(time(receivedWall)) : words.full;
  else dot.textContent = isKnown ? words.lost(time(receivedWall)) : words.connecting;
  dot.className = `dot ${isLive ? "good" : isKnown || isFull ? "bad" : ""}`;
  dot.title = dot.textContent;
  part("notice").hidden = isKnown || !isFull;
  part("notice").textContent = words.fullNotice;
  body.classList.toggle("lost", !isLive && isKnown);
}

function frame(now) {
  pace.step(now);
  total.step(now);
  milestones.step(total.shown);
  requestAnimationFrame(frame);
}

function speak() {
  if (state !== null) part("spoken").textContent = words.spoken(number(eventOf(state).total));
}

stage.onChange = ({ isFirst, effect }) => {
  if (effect !== null && !isFirst) play(effect.name);
  if (state !== null) take(state);
  else showBars();
};
dress();
await Promise.all([stage.learn(), spark.learn()]);
const stream = new Stream("api/stream", { take, connection: showConnection, open: () => stage.learn() });
stream.listen();
setInterval(() => {
  stream.watch();
  spark.draw();
}, 1000);
setInterval(speak, SPOKEN_EVERY_MS);
requestAnimationFrame(frame);
