import { fromOklch, mixRgb, type Rgb } from '../colour.ts';
import { coniferAt } from '../conifers.ts';
import { clamp01, mix, smoothstep } from '../noise.ts';
import { cellHash } from '../random.ts';
import type { Pass, Scene, SceneContext } from '../scene.ts';
import { createSky, tint } from '../sky.ts';

interface Stand {
  readonly depth: number;
  readonly spacing: number;
  readonly girth: number;
  readonly ground: number;
  readonly canopy: number;
  readonly salt: number;
  readonly bark: Rgb;
  readonly leaf: Rgb;
  readonly leafLit: Rgb;
  readonly floor: Float64Array;
}

/** What is decided once for a picture; its numbers of detail grow with the passes. */
function decideForest(context: SceneContext) {
  const { intent, noise, aspect } = context;
  const random = context.random.fork('forest');
  const { features } = intent;
  const sky = createSky(context, 0.75);
  const autumn = features.has('autumn');
  const snowy = features.has('snow');
  const leafHue = autumn ? random.between(35, 65) : random.between(125, 160);
  const dark = sky.dark ? 0.55 : 1;
  const hazeTone = mixRgb(sky.haze, fromOklch(tint([0.8 * dark, 0.07, snowy ? 230 : autumn ? 75 : 115], intent)), 0.45);
  const mist = features.has('mist') ? 0.9 : 0.68;
  const bark = fromOklch(tint([0.15 * dark, 0.025, 50], intent, 0.2));
  const leaf = fromOklch(tint([snowy ? 0.5 : 0.27 * dark, snowy ? 0.02 : 0.08, leafHue], intent, 0.4));
  const leafLit = mixRgb(
    fromOklch(tint([snowy ? 0.93 : 0.72 * dark, snowy ? 0.02 : autumn ? 0.16 : 0.15, leafHue - 12], intent, 0.4)),
    sky.lightColour,
    0.15,
  );
  const lightX = aspect * random.between(0.3, 0.7);
  const lightY = random.between(0.16, 0.42);
  const count = 6;
  const columns = context.width * 2;
  const stands: Stand[] = Array.from({ length: count }, (_, i) => {
    const depth = i / (count - 1);
    const fade = clamp01(depth ** 0.8 * (0.55 + 0.42 * mist));
    return {
      depth,
      spacing: mix(0.46, 0.075, depth ** 0.6),
      girth: mix(0.075, 0.008, depth ** 0.5),
      ground: mix(0.96, 0.66, depth ** 0.7),
      canopy: mix(0.1, 0.34, depth) * random.between(0.7, 1.2),
      salt: 17 * i + Math.floor(random.between(0, 9999)),
      bark: mixRgb(bark, hazeTone, fade),
      leaf: mixRgb(leaf, hazeTone, fade),
      leafLit: mixRgb(leafLit, hazeTone, fade * 0.8),
      floor: new Float64Array(columns + 1),
    };
  });
  const beams = features.has('rays') ? 1.3 : sky.dark ? 0.35 : 0.85;
  const path = random.chance(0.6);
  const pathX = lightX + random.between(-0.1, 0.1);
  return {
    noise,
    aspect,
    sky,
    snowy,
    hazeTone,
    lightX,
    lightY,
    columns,
    stands,
    beams,
    path,
    pathX,
    octaves: 3,
    detail: 0,
    sway: 0,
  };
}

type Plan = ReturnType<typeof decideForest>;

function glowAt(plan: Plan, x: number, y: number): number {
  const { lightX, lightY } = plan;
  return Math.exp(-Math.hypot((x - lightX) * 1.1, y - lightY) * 2.5);
}

function behind(plan: Plan, x: number, y: number, out: Float64Array): void {
  const { sky, hazeTone } = plan;
  const glow = glowAt(plan, x, y);
  const up = smoothstep(0.75, 0, y);
  for (let c = 0; c < 3; c += 1) {
    const air = mix(hazeTone[c] ?? 0, (hazeTone[c] ?? 0) * 0.5 + 0.35 * (sky.ambient[c] ?? 0), up * 0.7);
    out[c] = air + (sky.lightColour[c] ?? 0) * (0.62 * glow * glow + 0.28 * glow) * (sky.dark ? 0.35 : 0.8);
  }
}

function set(plan: Plan, stand: Stand, colour: Rgb, lit: Rgb, amount: number, x: number, y: number, out: Float64Array): void {
  const { sky } = plan;
  const back = glowAt(plan, x, y) * (0.25 + 0.5 * stand.depth) * (sky.dark ? 0.3 : 0.75);
  for (let c = 0; c < 3; c += 1)
    out[c] = mix(colour[c] ?? 0, lit[c] ?? 0, amount) + back * 0.4 * (sky.lightColour[c] ?? 0) * (0.3 + amount);
}

function inTrunk(plan: Plan, stand: Stand, x: number, y: number): number {
  const { path, pathX } = plan;
  const cell = Math.floor(x / stand.spacing);
  for (let c = cell - 1; c <= cell + 1; c += 1) {
    if (cellHash(c, 3, stand.salt) > 0.8) continue;
    const centre = (c + 0.15 + 0.7 * cellHash(c, 1, stand.salt)) * stand.spacing;
    if (path && stand.depth < 0.5 && Math.abs(centre - pathX) < 0.16 * (1 - stand.depth)) continue;
    const lean = (cellHash(c, 2, stand.salt) - 0.5) * 0.09;
    const bend = Math.sin(y * 2.6 + c * 7.1 + stand.salt) * stand.girth * 0.3;
    const half =
      stand.girth *
      (0.45 + 0.55 * cellHash(c, 4, stand.salt)) *
      (0.36 + 0.26 * y + 0.55 * smoothstep(stand.ground - 0.08, stand.ground + 0.03, y));
    const across = (x - centre - lean * (stand.ground - y) - bend) / half;
    if (Math.abs(across) < 1) return across;
  }
  return 2;
}

/** The line of the undergrowth of a stand at x: rolling, lower along the path, with tufts. */
function floorAt(plan: Plan, stand: Stand, x: number): number {
  const { noise, path, pathX, octaves } = plan;
  const roll = noise.fbm(x * 2.2 + stand.salt, stand.salt * 0.3, 3) * 0.05 * (1.2 - stand.depth);
  const dip = path ? 0.05 * Math.exp(-(((x - pathX) / (0.1 + 0.24 * (1 - stand.depth))) ** 2)) * (1 - stand.depth) : 0;
  const tuft = 0.022 * (1.1 - stand.depth) * Math.abs(noise.fbm(x * 38 * (0.6 + stand.depth), stand.salt, Math.min(3, octaves)));
  return stand.ground + roll + dip - tuft;
}

function standAt(plan: Plan, stand: Stand, x: number, y: number, out: Float64Array): boolean {
  const { noise, aspect, snowy, lightX, columns, path, pathX, octaves, detail, sway } = plan;
  const fine = Math.max(1.5, octaves - 1 - stand.depth * 2);
  const ground = stand.floor[Math.max(0, Math.min(columns, Math.round((x / aspect) * columns)))] ?? 1;
  if (y > ground) {
    const leafy = noise.fbm(x * 26 + stand.salt, (y - ground) * 60 + stand.salt, fine);
    const sun = smoothstep(0, 0.4, noise.fbm(x * 3.4 + stand.salt, y * 9 + 7, 3) + glowAt(plan, x, y) * 0.4);
    const onPath = path ? Math.exp(-(((x - pathX) / (0.05 + 0.16 * (y - 0.6))) ** 2)) : 0;
    set(plan, stand, stand.leaf, stand.leafLit, clamp01(0.16 + leafy * 0.55 + sun * 0.42 + onPath * 0.28), x, y, out);
    return true;
  }
  if (stand.depth > 0.55) {
    const size = mix(0.5, 0.3, stand.depth);
    const inside = coniferAt(x / size + sway * 0.002, (ground - y) / size, stand.salt, 0.62, detail);
    if (inside > 0) {
      set(plan, stand, stand.leaf, stand.leafLit, clamp01(0.15 + 0.3 * noise.fbm(x * 40, y * 40, 2)), x, y, out);
      return true;
    }
  }
  const across = inTrunk(plan, stand, x, y);
  if (across < 2) {
    const grooves = noise.fbm(across * 2.2 + x * 30, y * 7 + stand.salt, fine) * 0.6;
    const side = (lightX > x ? across : -across) * 0.5 + 0.35;
    const snowSide = snowy ? smoothstep(0.35, 0.8, -across + noise.at(x * 50, y * 20) * 0.4) * 0.7 : 0;
    set(
      plan,
      stand,
      stand.bark,
      snowy && snowSide > 0.1 ? stand.leafLit : mixRgb(stand.bark, stand.leafLit, 0.4),
      clamp01(Math.max(snowSide, side * 0.65 + grooves * 0.45)),
      x,
      y,
      out,
    );
    return true;
  }
  if (y > stand.canopy + 0.22) return false;
  const crown = noise.fbm(x * (3.5 + 5 * stand.depth) + stand.salt, y * 7 + stand.salt, fine + 1);
  const edge = stand.canopy + crown * 0.34 + 0.05 * noise.fbm(x * 30, y * 30, Math.max(1, fine - 1));
  if (y < edge - 0.06) {
    const dapple = smoothstep(-0.1, 0.5, noise.fbm(x * 22 + stand.salt, y * 22, fine) + glowAt(plan, x, y) * 0.7);
    set(plan, stand, stand.leaf, stand.leafLit, clamp01(0.08 + dapple * (0.35 + 0.45 * glowAt(plan, x, y) + 0.2 * detail)), x, y, out);
    return true;
  }
  return false;
}

function addBeams(plan: Plan, x: number, y: number, out: Float64Array): void {
  const { noise, sky, lightX, lightY, beams, sway } = plan;
  const dx = x - lightX;
  const dy = y - lightY + 0.42;
  const angle = Math.atan2(dx, dy) + sway * 0.004;
  const shafts = smoothstep(0.02, 0.5, noise.fbm(angle * 7 + lightX * 9, 1.7, 3) + 0.16) * smoothstep(-0.3, 0.35, dy);
  const reach = Math.exp(-Math.hypot(dx, dy) * 1.5);
  const dust = 0.8 + 0.4 * noise.fbm(x * 3, y * 3, 2);
  const strength = shafts * reach * beams * dust * 0.62;
  for (let c = 0; c < 3; c += 1) out[c] = (out[c] ?? 0) + strength * (sky.lightColour[c] ?? 0) * (sky.dark ? 0.5 : 0.72);
}

function begin(plan: Plan, pass: Pass): void {
  const { aspect, columns, stands } = plan;
  plan.octaves = Math.min(6, pass.octaves);
  plan.detail = pass.detail;
  plan.sway = pass.sampleA - 0.5;
  for (const stand of stands) {
    for (let i = 0; i <= columns; i += 1) stand.floor[i] = floorAt(plan, stand, (i / columns) * aspect);
  }
}

function shade(plan: Plan, x: number, y: number, out: Float64Array): void {
  const { stands } = plan;
  let found = false;
  for (const stand of stands) {
    if (standAt(plan, stand, x, y, out)) {
      found = true;
      break;
    }
  }
  if (!found) behind(plan, x, y, out);
  addBeams(plan, x, y, out);
}

/** Trunks behind trunks in lit air: bark, canopy and undergrowth near, pale shapes far, and beams of light between them. */
export function createForest(context: SceneContext): Scene {
  const plan = decideForest(context);
  return {
    begin: (pass) => begin(plan, pass),
    shade: (x, y, out) => shade(plan, x, y, out),
  };
}
