// What does not fit: parts beyond the screen's edges, bars over each other, names that are cut at their side, and a page that scrolls.
await new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)));
const found = [];
const root = document.documentElement;
if (root.scrollHeight > innerHeight || root.scrollWidth > innerWidth) found.push(`the page is ${root.scrollWidth} x ${root.scrollHeight}`);
for (const element of document.querySelectorAll("#event, #total, #rate, #next, #missing, .bar, .name, .percent, .count")) {
  const { left, top, right, bottom, height } = element.getBoundingClientRect();
  const name = `${element.className || element.id} ${element.textContent}`;
  if (left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1) found.push(`${name} ends at ${right}, ${bottom}`);
  if (element.scrollWidth > element.clientWidth + 1 && element.className !== "bar" && getComputedStyle(element).display !== "inline") found.push(`${name} is cut`);
  const line = parseFloat(getComputedStyle(element).lineHeight);
  if (element.matches(".name") && element.scrollHeight > element.clientHeight + line / 2) found.push(`${name} is longer than two lines`);
  if (element.matches(".name") && parseFloat(getComputedStyle(element).fontSize) < 9) found.push(`${name} has letters of ${getComputedStyle(element).fontSize}`);
  if (element.matches(".bar") && height < 18) found.push(`${name} is ${height} high`);
}
const sum = document.querySelector("#sum").getBoundingClientRect();
const ways = document.querySelector("#milestones").getBoundingClientRect();
const bars = document.querySelector("#bars").getBoundingClientRect();
if (sum.bottom > ways.top + 1 || ways.bottom > bars.top + 1) found.push("the parts lie over each other");
return found;
