// Loads the page once more when a part of it did not come, as over a crowded radio: without one of its modules nothing of it runs.
function again() {
  setTimeout(() => fetch(location, { method: "HEAD" }).then(() => location.reload(), again), 2000 + 3000 * Math.random());
}

addEventListener("error", ({ target }) => {
  if (target instanceof HTMLScriptElement) again();
}, true);
