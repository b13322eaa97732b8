// How a page looks at first, when drawn every 100 ms, when drawn in time again, and six minutes later.
const { Pace } = await import(new URL("screen-pace.js", location));
const body = document.createElement("div");
const pace = new Pace(body);
let now = 0;
const seen = [];
const live = (ms, frameMs) => {
  for (const end = now + ms; now < end; now += frameMs) pace.step(now);
  seen.push(body.classList.contains("thrifty") ? "plain" : "whole");
};
live(5000, 16);
live(6000, 100);
live(5000, 16);
live(360000, 16);
return seen.join(" ");
