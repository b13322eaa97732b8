// The programs of the graphics processor (GLSL ES 3.00): particles, the blur that makes bright things shine, and the sum of both.
import { EYE } from "./effects-particles.js";

const HEAD = "#version 300 es\nprecision highp float;\n";

export const PARTICLE_VERTEX = `${HEAD}
layout(location = 0) in vec4 start;
layout(location = 1) in vec4 motion;
layout(location = 2) in vec4 look;
layout(location = 3) in vec4 force;
layout(location = 4) in vec4 nature;
uniform float time;
uniform float aspect;
uniform float thinnest;
out vec2 local;
out float reach;
out vec4 tint;
flat out float kind;

vec3 placeAt(float age) {
  float drag = force.x;
  float way = drag > 0.01 ? (1.0 - exp(-drag * age)) / drag : age;
  vec3 place = start.xyz + motion.xyz * way;
  place.y -= force.y * (drag > 0.01 ? (age - way) / drag : 0.5 * age * age);
  place.x += sin(age * nature.y + force.w * 6.283) * 0.05 * min(age, 1.5) * step(0.01, nature.y);
  return place;
}

vec2 seen(vec3 place) {
  return place.xy * ${EYE.toFixed(1)} / (${EYE.toFixed(1)} + place.z);
}

void main() {
  float age = time - start.w;
  kind = nature.x;
  if (age < 0.0 || age > motion.w) {
    gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
    return;
  }
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1) * 2.0 - 1.0;
  float part = age / motion.w;
  vec3 place = placeAt(age);
  vec2 head = seen(place);
  float near = ${EYE.toFixed(1)} / (${EYE.toFixed(1)} + place.z);
  float size = max(look.w * near, thinnest);
  float fade = (1.0 - part * part * part) * smoothstep(0.0, max(nature.w, 0.001), age) * min(1.0, near * near);
  float flicker = 0.5 + 0.5 * sin(age * nature.z + force.w * 91.0);
  vec2 at;
  reach = 0.0;
  local = corner;
  if (kind < 0.5) {
    vec2 tail = seen(placeAt(max(0.0, age - force.z)));
    vec2 way = head - tail;
    float far = length(way);
    vec2 along = far > 1e-5 ? way / far : vec2(1.0, 0.0);
    vec2 across = vec2(-along.y, along.x);
    float wide = size * 2.5;
    reach = far / wide;
    local = vec2(corner.x > 0.0 ? reach + 1.0 : -1.0, corner.y);
    at = tail + along * wide * local.x + across * wide * local.y;
    float glitter = nature.z > 0.0 ? mix(1.0, pow(flicker, 4.0) * 2.2, smoothstep(0.35, 0.7, part)) : 1.0;
    vec3 hot = mix(vec3(1.0, 0.95, 0.85) * 2.4, look.rgb, smoothstep(0.0, 0.12, part));
    tint = vec4(hot * fade * glitter, 0.0);
  } else if (kind < 1.5) {
    float turn = force.w * 6.283 + force.z * 0.6 * age;
    float roll = force.w * 40.0 + force.z * age;
    vec2 right = vec2(cos(turn), sin(turn));
    vec2 up = vec2(-right.y, right.x);
    float face = cos(roll);
    at = head + (right * corner.x + up * corner.y * 0.62 * face) * size;
    float shine = 0.5 + 0.45 * abs(face) + 1.3 * pow(abs(cos(roll - 0.7)), 28.0);
    tint = vec4(look.rgb * shine * (face < 0.0 ? 0.72 : 1.0), 1.0) * smoothstep(0.0, 0.06, 1.0 - part) * min(1.0, age * 12.0);
  } else if (kind < 2.5) {
    at = head + corner * size;
    tint = vec4(look.rgb * fade * (nature.z > 0.0 ? 0.6 + 0.4 * flicker : 1.0), 0.0);
  } else {
    at = head + corner * size * 6.0;
    tint = vec4(look.rgb * fade * (nature.z > 0.0 ? pow(flicker, 10.0) : 1.0), 0.0);
  }
  gl_Position = vec4(at.x / aspect, at.y, 0.0, 1.0);
}`;

export const PARTICLE_FRAGMENT = `${HEAD}
in vec2 local;
in float reach;
in vec4 tint;
flat in float kind;
out vec4 light;

void main() {
  if (kind < 0.5) {
    float along = clamp(local.x, 0.0, reach);
    float off = length(vec2(local.x - along, local.y));
    float body = exp(-off * off * 9.0);
    float wake = reach > 0.01 ? mix(1.0, pow(along / reach, 2.0), min(1.0, reach)) : 1.0;
    light = tint * body * wake;
  } else if (kind < 1.5) {
    light = tint;
  } else if (kind < 2.5) {
    float off = length(local);
    light = tint * (smoothstep(1.0, 0.86, off) * (0.55 + 0.45 * smoothstep(0.4, 0.95, off)));
  } else {
    float off = length(local);
    vec2 side = abs(local);
    float rays = exp(-side.y * 42.0) * exp(-side.x * 4.5) + exp(-side.x * 42.0) * exp(-side.y * 4.5);
    light = tint * (exp(-off * off * 90.0) * 1.6 + rays) * smoothstep(1.0, 0.6, off);
  }
}`;

/** One triangle that covers everything. */
export const FULL_VERTEX = `${HEAD}
out vec2 spot;
void main() {
  spot = vec2((gl_VertexID << 1) & 2, gl_VertexID & 2);
  gl_Position = vec4(spot * 2.0 - 1.0, 0.0, 1.0);
}`;

/** Half the size: sixteen texels into one by four reads between them. What is lit and does not shine, as paper, gives less on. */
export const SMALLER_FRAGMENT = `${HEAD}
in vec2 spot;
uniform sampler2D source;
uniform vec2 texel;
out vec4 light;
vec4 shining(vec2 off) {
  vec4 seen = texture(source, spot + texel * off);
  return vec4(seen.rgb * (1.0 - 0.9 * min(1.0, seen.a)), 0.0);
}
void main() {
  light = 0.25 * (shining(vec2(-1.0, -1.0)) + shining(vec2(1.0, -1.0)) + shining(vec2(-1.0, 1.0)) + shining(vec2(1.0, 1.0)));
}`;

/** Twice the size, softened by a tent of 3 by 3; added to what is there. */
export const LARGER_FRAGMENT = `${HEAD}
in vec2 spot;
uniform sampler2D source;
uniform vec2 texel;
uniform float strength;
out vec4 light;
void main() {
  vec4 sum = texture(source, spot) * 4.0;
  sum += 2.0 * (texture(source, spot + texel * vec2(1.0, 0.0)) + texture(source, spot - texel * vec2(1.0, 0.0))
    + texture(source, spot + texel * vec2(0.0, 1.0)) + texture(source, spot - texel * vec2(0.0, 1.0)));
  sum += texture(source, spot + texel) + texture(source, spot - texel)
    + texture(source, spot + texel * vec2(1.0, -1.0)) + texture(source, spot + texel * vec2(-1.0, 1.0));
  light = sum * (strength / 16.0);
}`;

export const LIGHTS = 10;

/** Particles, their shine and the lights of the moment; dimmed behind what must stay readable; as premultiplied colour. */
export const SUM_FRAGMENT = `${HEAD}
in vec2 spot;
uniform sampler2D scene;
uniform sampler2D shine;
uniform float glow;
uniform float aspect;
uniform int lightCount;
uniform vec4 lights[${LIGHTS}];
uniform vec3 lightColours[${LIGHTS}];
uniform vec4 calmBox;
uniform float calm;
out vec4 colour;

void main() {
  vec4 drawn = texture(scene, spot);
  vec3 sum = drawn.rgb + texture(shine, spot).rgb * glow;
  vec2 place = (spot * 2.0 - 1.0) * vec2(aspect, 1.0);
  for (int i = 0; i < lightCount; i++) {
    vec2 off = (place - lights[i].xy) / lights[i].z;
    sum += lightColours[i] * lights[i].w * (exp(-dot(off, off) * 2.2) + 0.12 * exp(-length(off)));
  }
  vec2 outside = abs(place - calmBox.xy) - calmBox.zw;
  float distance = length(max(outside, 0.0)) + min(max(outside.x, outside.y), 0.0);
  sum *= 1.0 - calm * (1.0 - smoothstep(-0.08, 0.22, distance));
  vec3 seen = 1.0 - exp(-sum * 1.25);
  float grain = fract(sin(dot(gl_FragCoord.xy, vec2(12.9898, 78.233))) * 43758.5453) - 0.5;
  seen = clamp(seen + grain / 255.0 * step(0.002, seen), 0.0, 1.0);
  float cover = clamp(drawn.a, 0.0, 1.0);
  colour = vec4(seen, max(cover, max(seen.r, max(seen.g, seen.b))));
}`;
