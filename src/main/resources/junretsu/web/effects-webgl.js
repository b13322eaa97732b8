// Draws effects with WebGL 2: particles into a picture of high range, a chain of smaller pictures for the shine, and the sum of both.
import { FLOATS, brightness } from "./effects-particles.js";
import {
  FULL_VERTEX, LARGER_FRAGMENT, LIGHTS, PARTICLE_FRAGMENT, PARTICLE_VERTEX, SMALLER_FRAGMENT, SUM_FRAGMENT,
} from "./effects-shaders.js";

const SHINE_LEVELS = 6;

function compile(gl, type, source) {
  const shader = gl.createShader(type);
  gl.shaderSource(shader, source);
  gl.compileShader(shader);
  return shader;
}

/** A program and the places of its uniforms by name. */
function program(gl, vertex, fragment) {
  const linked = gl.createProgram();
  gl.attachShader(linked, compile(gl, gl.VERTEX_SHADER, vertex));
  gl.attachShader(linked, compile(gl, gl.FRAGMENT_SHADER, fragment));
  gl.linkProgram(linked);
  if (!gl.getProgramParameter(linked, gl.LINK_STATUS)) throw new Error(gl.getProgramInfoLog(linked));
  const places = {};
  for (let i = 0; i < gl.getProgramParameter(linked, gl.ACTIVE_UNIFORMS); i++) {
    const name = gl.getActiveUniform(linked, i).name.replace("[0]", "");
    places[name] = gl.getUniformLocation(linked, name);
  }
  return { linked, places };
}

export class WebGlRenderer {
  /** @returns null where there is no WebGL 2, or one that cannot draw into pictures of high range or links no shader */
  static over(canvas) {
    const gl = canvas.getContext("webgl2", { alpha: true, premultipliedAlpha: true, antialias: false, depth: false, powerPreference: "high-performance" });
    if (gl === null || gl.getExtension("EXT_color_buffer_float") === null) return null;
    gl.getExtension("OES_texture_float_linear");
    try {
      return new WebGlRenderer(gl);
    } catch {
      return null;
    }
  }

  constructor(gl) {
    this.gl = gl;
    this.particle = program(gl, PARTICLE_VERTEX, PARTICLE_FRAGMENT);
    this.smaller = program(gl, FULL_VERTEX, SMALLER_FRAGMENT);
    this.larger = program(gl, FULL_VERTEX, LARGER_FRAGMENT);
    this.sum = program(gl, FULL_VERTEX, SUM_FRAGMENT);
    this.nothing = gl.createVertexArray();
    const told = gl.getExtension("WEBGL_debug_renderer_info");
    this.isSoftware = /swiftshader|llvmpipe|software|basic render/i.test(told === null ? "" : gl.getParameter(told.UNMASKED_RENDERER_WEBGL));
    this.pictures = [];
  }

  /** To be called when the canvas has another size. */
  resize() {
    const { gl } = this;
    this.pictures.forEach(({ texture, frame }) => {
      gl.deleteTexture(texture);
      gl.deleteFramebuffer(frame);
    });
    let { width, height } = gl.canvas;
    this.pictures = [];
    for (let level = 0; level <= SHINE_LEVELS && height >= 2; level++) {
      this.pictures.push(this.picture(width, height));
      width = Math.max(1, width >> 1);
      height = Math.max(1, height >> 1);
    }
  }

  picture(width, height) {
    const { gl } = this;
    const texture = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA16F, width, height);
    for (const filter of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, filter, gl.LINEAR);
    for (const wrap of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) gl.texParameteri(gl.TEXTURE_2D, wrap, gl.CLAMP_TO_EDGE);
    const frame = gl.createFramebuffer();
    gl.bindFramebuffer(gl.FRAMEBUFFER, frame);
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
    return { texture, frame, width, height };
  }

  /** Takes every so manieth particle of a show; to be given back by {@link drop}. */
  load(particles, every) {
    const { gl } = this;
    const array = gl.createVertexArray();
    const buffer = gl.createBuffer();
    gl.bindVertexArray(array);
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
    const floats = particles.sorted(every);
    gl.bufferData(gl.ARRAY_BUFFER, floats, gl.STATIC_DRAW);
    for (let place = 0; place < FLOATS / 4; place++) {
      gl.enableVertexAttribArray(place);
      gl.vertexAttribPointer(place, 4, gl.FLOAT, false, FLOATS * 4, place * 16);
      gl.vertexAttribDivisor(place, 1);
    }
    gl.bindVertexArray(null);
    return { array, buffer, count: floats.length / FLOATS };
  }

  drop(loaded) {
    this.gl.deleteVertexArray(loaded.array);
    this.gl.deleteBuffer(loaded.buffer);
  }

  /**
   * Draws a frame.
   *
   * @param shows each { loaded, age, lights }
   * @param stage { glow, calm, calmBox, hasShine }: the strength of the shine, where and how far light is held back, 0 to 1, and
   *     whether there is any shine
   */
  draw(shows, stage) {
    this.drawParticles(shows);
    if (stage.hasShine) this.drawShine();
    this.drawSum(shows, stage);
  }

  drawParticles(shows) {
    const { gl, particle: { linked, places } } = this;
    const scene = this.pictures[0];
    this.into(scene);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
    gl.useProgram(linked);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    gl.uniform1f(places.aspect, scene.width / scene.height);
    gl.uniform1f(places.thinnest, 0.8 / scene.height);
    for (const { loaded, age } of shows) {
      gl.uniform1f(places.time, age);
      gl.bindVertexArray(loaded.array);
      gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, loaded.count);
    }
    gl.bindVertexArray(this.nothing);
  }

  drawShine() {
    const { gl, pictures, smaller, larger } = this;
    gl.disable(gl.BLEND);
    gl.useProgram(smaller.linked);
    for (let level = 1; level < pictures.length; level++) this.pass(smaller, pictures[level - 1], pictures[level]);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE);
    gl.useProgram(larger.linked);
    gl.uniform1f(larger.places.strength, 0.85);
    for (let level = pictures.length - 1; level > 1; level--) this.pass(larger, pictures[level], pictures[level - 1]);
    gl.disable(gl.BLEND);
  }

  pass({ places }, from, to) {
    const { gl } = this;
    this.into(to);
    gl.bindTexture(gl.TEXTURE_2D, from.texture);
    gl.uniform2f(places.texel, 1 / from.width, 1 / from.height);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
  }

  drawSum(shows, stage) {
    const { gl, pictures, sum: { linked, places } } = this;
    const [scene, shine] = pictures;
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    gl.viewport(0, 0, scene.width, scene.height);
    gl.useProgram(linked);
    gl.activeTexture(gl.TEXTURE1);
    gl.bindTexture(gl.TEXTURE_2D, shine.texture);
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, scene.texture);
    gl.uniform1i(places.shine, 1);
    gl.uniform1f(places.aspect, scene.width / scene.height);
    gl.uniform1f(places.glow, stage.hasShine ? stage.glow : 0);
    gl.uniform1f(places.calm, stage.calm);
    gl.uniform4fv(places.calmBox, stage.calmBox);
    this.setLights(shows);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
  }

  setLights(shows) {
    const { gl, sum: { places } } = this;
    const lit = shows.flatMap(({ age, lights }) => lights.map(light => ({ ...light, level: brightness(light, age) })))
      .filter(light => light.level > 0.001).sort((a, b) => b.level - a.level).slice(0, LIGHTS);
    const spots = new Float32Array(4 * LIGHTS).fill(1);
    const colours = new Float32Array(3 * LIGHTS);
    lit.forEach(({ x, y, radius, level, colour }, i) => {
      spots.set([x, y, radius, level], 4 * i);
      colours.set(colour, 3 * i);
    });
    gl.uniform1i(places.lightCount, lit.length);
    gl.uniform4fv(places.lights, spots);
    gl.uniform3fv(places.lightColours, colours);
  }

  into({ frame, width, height }) {
    this.gl.bindFramebuffer(this.gl.FRAMEBUFFER, frame);
    this.gl.viewport(0, 0, width, height);
  }
}
