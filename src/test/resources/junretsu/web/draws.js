// How the page draws an effect.
const { stageEngine, play } = await import(new URL("effects.js", location));
const engine = stageEngine();
play("gold");
await new Promise(resolve => setTimeout(resolve, 1500));
const { width, height } = engine.canvas;
const pixels = engine.canvas.getContext("2d")?.getImageData(0, 0, width, height).data ?? [];
return pixels.some(each => each > 0) ? engine.canvas.dataset.renderer : "nothing";
