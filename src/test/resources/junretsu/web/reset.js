// How the page draws after a reset of the graphics that leaves no pictures of high range.
const { stageEngine } = await import(new URL("effects.js", location));
const { WebGlRenderer } = await import(new URL("effects-webgl.js", location));
const engine = stageEngine();
if (!(engine.renderer instanceof WebGlRenderer)) return `${engine.canvas.dataset.renderer} before the reset`;
engine.renderer.gl.getExtension = () => null;
engine.canvas.dispatchEvent(new Event("webglcontextrestored"));
engine.paint();
return engine.canvas.dataset.renderer;
