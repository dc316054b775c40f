import { fromOklch, mixRgb, scaleRgb, type Rgb } from '../colour.ts';
import { coniferAt } from '../conifers.ts';
import { clamp01, mix, smoothstep } from '../noise.ts';
import type { Pass, Scene, SceneContext } from '../scene.ts';
import { createSky, tint } from '../sky.ts';
import { createBirds } from '../birds.ts';

interface Layer {
  readonly depth: number;
  readonly ridge: Float64Array;
  readonly base: number;
  readonly height: number;
  readonly frequency: number;
  readonly offset: number;
  readonly colour: Rgb;
  readonly lit: Rgb;
  readonly shade: Rgb;
  readonly trees: number;
  readonly treeHeight: number;
}

/** What is decided once for a picture; its numbers of detail grow with the passes. */
function decideMountains(context: SceneContext) {
  const { intent, noise, aspect, width } = context;
  const random = context.random.fork('mountains');
  const { features } = intent;
  const desert = intent.kind === 'desert';
  const water = !desert && (features.has('water') || random.chance(0.4));
  const shore = water ? random.between(0.62, 0.74) : 1.2;
  const horizon = water ? shore - 0.02 : random.between(0.5, 0.62);
  const sky = createSky(context, horizon + 0.08);
  const snow = features.has('snow') ? 1 : desert ? 0 : random.chance(0.5) ? 0.45 : 0;
  const mist = features.has('mist') ? 1 : random.between(0.25, 0.6);
  const columns = width * 2;
  const count = desert ? 5 : 5 + random.below(3);
  const pines = !desert && (features.has('trees') || random.chance(0.75));
  const rockHue = desert ? 58 : features.has('autumn') ? 55 : random.between(235, 285);
  const near = fromOklch(tint([sky.dark ? 0.14 : desert ? 0.5 : 0.26, desert ? 0.1 : 0.035, rockHue], intent));
  const snowLit = mixRgb(scaleRgb(sky.lightColour, sky.dark ? 0.4 : 0.75), sky.ambient, 0.25);
  const snowShade = mixRgb(sky.ambient, sky.haze, 0.25);
  const layers: Layer[] = [];
  for (let i = 0; i < count; i += 1) {
    const depth = count === 1 ? 0 : i / (count - 1);
    const far = 0.12 + 0.8 * depth ** 0.75;
    const colour = mixRgb(near, mixRgb(sky.haze, sky.ambient, 0.35 * depth), far * (sky.dark ? 0.75 : 0.86));
    layers.push({
      depth,
      ridge: new Float64Array(columns + 2),
      base: water ? mix(shore + 0.01, shore - 0.05, depth) : mix(0.95, horizon + 0.04, depth ** 0.8),
      height: desert
        ? mix(0.2, 0.1, depth)
        : mix(water ? 0.1 : 0.16, random.between(0.3, 0.44), depth ** 1.2) * (i === count - 1 ? 1.05 : 1),
      frequency: desert ? mix(0.7, 1.7, depth) : mix(1.1, 1.5, depth) * random.between(0.85, 1.25),
      offset: random.between(0, 200),
      colour,
      lit: mixRgb(colour, mixRgb(sky.lightColour, sky.haze, 0.35), sky.dark ? 0.13 : desert ? 0.36 : 0.1 + 0.24 * depth),
      shade: mixRgb(scaleRgb(colour, 0.78), scaleRgb(sky.ambient, 0.6), 0.28),
      trees: pines && depth < 0.45 ? random.between(0.6, 0.95) : 0,
      treeHeight: mix(0.085, 0.02, Math.min(1, depth * 2.4)),
    });
  }
  const birds =
    features.has('birds') || (!sky.dark && random.chance(0.35))
      ? createBirds(random.fork('birds'), sky.lightX, sky.lightY, near)
      : undefined;
  const waterTone = mixRgb(sky.ambient, near, 0.5);
  const rippleSalt = random.between(0, 50);
  const roughness = features.has('calm') ? 0.35 : 1;
  return {
    noise,
    aspect,
    desert,
    shore,
    sky,
    snow,
    mist,
    columns,
    snowLit,
    snowShade,
    layers,
    birds,
    waterTone,
    rippleSalt,
    roughness,
    octaves: 3,
    twigs: 0,
    softness: 0,
  };
}

type Plan = ReturnType<typeof decideMountains>;

function lightSide(plan: Plan, x: number): number {
  const { sky } = plan;
  return Math.max(-1, Math.min(1, (sky.lightX - x) * 5));
}

function ridgeAt(plan: Plan, layer: Layer, x: number): number {
  const { aspect, columns } = plan;
  const place = (x / aspect) * (columns - 1);
  const index = Math.min(columns, Math.max(0, Math.floor(place)));
  const from = layer.ridge[index] ?? 0;
  return from + ((layer.ridge[index + 1] ?? from) - from) * (place - index);
}

function shadeLayer(plan: Plan, layer: Layer, x: number, y: number, below: number, out: Float64Array): void {
  const { noise, desert, sky, snow, mist, snowLit, snowShade, octaves, softness } = plan;
  const fine = Math.max(1.5, octaves - 1 - layer.depth);
  let facet: number;
  if (desert) {
    const slope = (ridgeAt(plan, layer, x + 0.012) - ridgeAt(plan, layer, x - 0.012)) / 0.024;
    const ripple = noise.fbm(x * 3 + layer.offset + below * 7, below * 26 - x * 5, Math.min(3, fine)) * (1 - layer.depth * 0.7);
    facet = clamp01(0.45 - slope * lightSide(plan, x) * -0.9 * Math.exp(-below * 9) + ripple * 0.4 + softness * 0.05);
  } else {
    const f = 4.2 * layer.frequency;
    const px = x * f + layer.offset + below * 2.2;
    const py = y * f * 0.55 + layer.offset;
    const step = 0.16 * lightSide(plan, x);
    const here = noise.ridged(px, py, fine);
    const relief = (noise.ridged(px + step, py - 0.12, fine) - here) * (layer.depth < 0.3 ? 0.9 : 2.3);
    facet = clamp01(0.42 + relief + softness * 0.08);
    if (snow > 0 && layer.depth > 0.3) {
      const line = layer.height * (0.2 + 0.75 * snow) * (0.45 + 0.9 * here);
      const covered = smoothstep(line, line * 0.55, below + (1 - layer.height / 0.44) * 0.02) * Math.min(1, snow + 0.35);
      if (covered > 0) {
        const far = 0.1 + 0.62 * layer.depth * (0.5 + 0.5 * mist);
        for (let c = 0; c < 3; c += 1) {
          const rock = mix(layer.shade[c] ?? 0, layer.lit[c] ?? 0, facet);
          const white = mix(mix(snowShade[c] ?? 0, snowLit[c] ?? 0, smoothstep(0.3, 0.62, facet)), sky.haze[c] ?? 0, far * 0.55);
          out[c] = mix(rock, white, covered);
        }
        addMist(plan, layer, below, x, out);
        return;
      }
    }
  }
  for (let c = 0; c < 3; c += 1) out[c] = mix(layer.shade[c] ?? 0, layer.lit[c] ?? 0, facet);
  addMist(plan, layer, below, x, out);
}

function addMist(plan: Plan, layer: Layer, below: number, x: number, out: Float64Array): void {
  const { noise, sky, mist } = plan;
  const drift = 0.5 + 0.5 * noise.fbm(x * 1.7 + layer.offset, below * 7, 2);
  const fog = smoothstep(0.02, layer.height * (0.95 - 0.35 * mist), below) * mist * (0.35 + 0.6 * layer.depth) * (0.6 + 0.7 * drift);
  const glow = Math.exp(-Math.abs(x - sky.lightX) * 2.2) * (sky.dark ? 0.05 : 0.22) * fog;
  for (let c = 0; c < 3; c += 1) out[c] = mix(out[c] ?? 0, sky.haze[c] ?? 0, clamp01(fog)) + glow * (sky.lightColour[c] ?? 0) * 0.5;
}

function land(plan: Plan, x: number, y: number, out: Float64Array): void {
  const { sky, layers, birds, twigs } = plan;
  for (const layer of layers) {
    const ridge = ridgeAt(plan, layer, x);
    if (y > ridge) {
      shadeLayer(plan, layer, x, y, y - ridge, out);
      return;
    }
    if (layer.trees > 0) {
      const above = (ridge + layer.treeHeight * 0.12 - y) / layer.treeHeight;
      const cover = coniferAt(x / layer.treeHeight, above, Math.floor(layer.offset), layer.trees, twigs);
      if (cover > 0) {
        for (let c = 0; c < 3; c += 1) out[c] = (layer.colour[c] ?? 0) * 0.72;
        return;
      }
    }
  }
  sky.shade(x, y, out);
  birds?.(x, y, out);
}

function lake(plan: Plan, x: number, y: number, out: Float64Array): void {
  const { noise, shore, sky, waterTone, rippleSalt, roughness, octaves } = plan;
  const away = (y - shore) / (1 - shore);
  const squeeze = 1 / (0.06 + away * 0.9);
  const wave = noise.fbm(x * 3 * squeeze ** 0.35 + rippleSalt, squeeze * 16, Math.min(4, octaves)) * roughness;
  const mirrored = shore - (y - shore) * 0.92 + wave * 0.03 * away ** 0.7;
  land(plan, x + wave * 0.012 * (0.4 + away), Math.min(mirrored, shore - 0.004), out);
  const deep = 0.12 + 0.38 * away;
  const streak = smoothstep(0.22, 0.42, noise.fbm(x * 1.4 + rippleSalt, squeeze * 9, 3)) * 0.1 * (1 - away);
  const glitter =
    Math.exp(-(((x - sky.lightX) / (0.05 + 0.13 * away)) ** 2)) *
    smoothstep(0.1, 0.42, wave / Math.max(roughness, 0.4)) *
    (sky.dark ? 0.4 : 0.55);
  for (let c = 0; c < 3; c += 1) {
    out[c] = mix((out[c] ?? 0) * 0.93, waterTone[c] ?? 0, deep) + streak * (sky.haze[c] ?? 0) + glitter * (sky.lightColour[c] ?? 0);
  }
}

function begin(plan: Plan, pass: Pass): void {
  const { noise, aspect, desert, sky, columns, layers } = plan;
  plan.octaves = pass.octaves;
  plan.twigs = pass.detail;
  plan.softness = pass.sampleA - 0.5;
  sky.begin(pass);
  for (const layer of layers) {
    for (let i = 0; i <= columns + 1; i += 1) {
      const x = (i / (columns - 1)) * aspect * layer.frequency + layer.offset;
      const shape = desert
        ? 0.5 + 0.8 * noise.fbm(x * 1.1, layer.offset, Math.min(2.4, plan.octaves))
        : mix(
            0.5 + noise.fbm(x, layer.offset, plan.octaves),
            noise.ridged(x * 0.8, layer.offset, plan.octaves + 1) * 1.25 - 0.12,
            clamp01(layer.depth * 1.6 - 0.1),
          );
      layer.ridge[i] = layer.base - layer.height * shape;
    }
  }
}

function shade(plan: Plan, x: number, y: number, out: Float64Array): void {
  const { shore } = plan;
  if (y > shore) lake(plan, x, y, out);
  else land(plan, x, y, out);
}

/** Ridges one behind the other, each paler in the air between, with mist in the valleys and, often, a lake that mirrors them. */
export function createMountains(context: SceneContext): Scene {
  const plan = decideMountains(context);
  return {
    begin: (pass) => begin(plan, pass),
    shade: (x, y, out) => shade(plan, x, y, out),
  };
}
