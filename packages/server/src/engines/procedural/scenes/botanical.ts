import { createGradient, fromOklch, mixRgb, type Gradient, type Rgb } from '../colour.ts';
import { clamp01, mix, smoothstep } from '../noise.ts';
import { cellHash } from '../random.ts';
import type { Pass, Scene, SceneContext } from '../scene.ts';
import { createSky, tint } from '../sky.ts';

interface Flower {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly turn: number;
  readonly tilt: number;
  readonly petals: number;
  readonly rings: number;
  readonly pointed: number;
  readonly ramp: Gradient;
  readonly heart: Rgb;
  readonly salt: number;
  readonly soft: number;
}

const bloomHues = [355, 20, 55, 90, 310, 275, 335, 5] as const;

/** What is decided once for a picture; its numbers of detail grow with the passes. */
function decideBotanical(context: SceneContext) {
  const { intent, noise, aspect } = context;
  const random = context.random.fork('botanical');
  const sky = createSky(context, 1.15);
  const hue = intent.hue ?? random.pick(bloomHues) + intent.mood * 8;
  const dark = sky.dark ? 0.72 : 1;
  const green = tint([0.42 * dark, 0.1, 138], { ...intent, hue: null });
  const leafLow = fromOklch([green[0] * 0.5, green[1] * 0.7, green[2] + 12]);
  const leafHigh = fromOklch([green[0] + 0.22, green[1] * 1.15, green[2] - 14]);
  const field = intent.features.has('mist') || random.chance(0.35);
  const flowers: Flower[] = [];
  const count = field ? 9 + random.below(5) : 3 + random.below(4);
  for (let tries = 0; flowers.length < count && tries < 200; tries += 1) {
    const first = flowers.length === 0;
    const size = first && !field ? random.between(0.24, 0.32) : random.between(0.08, field ? 0.15 : 0.19);
    const x = first && !field ? aspect * random.between(0.36, 0.64) : aspect * random.between(0.06, 0.94);
    const y = first && !field ? random.between(0.34, 0.5) : random.between(0.14, 0.84);
    if (flowers.some((other) => Math.hypot(other.x - x, other.y - y) < (other.size + size) * 0.72)) continue;
    const own = (hue + random.pick([0, 0, 14, -16, 28]) + 360) % 360;
    const heart = tint([0.8 * dark, 0.15, 85], { ...intent, hue: null });
    flowers.push({
      x,
      y,
      size,
      turn: random.between(0, Math.PI * 2),
      tilt: random.between(0.72, 1),
      petals: 6 + random.below(9),
      rings: 3 + random.below(4),
      pointed: random.between(0.35, 1.1),
      ramp: createGradient([
        [0, [0.3 * dark, 0.14 * intent.chroma, own - 14]],
        [0.4, [0.55 * dark, 0.19 * intent.chroma, own]],
        [0.75, [0.76 * dark, 0.13 * intent.chroma, own + 12]],
        [1, [0.94 * dark, 0.045 * intent.chroma, own + 30]],
      ]),
      heart: fromOklch(heart),
      salt: random.below(9999),
      soft: first ? 0 : random.between(0, 0.35),
    });
  }
  flowers.sort((a, b) => b.size - a.size);
  const salt = random.between(0, 90);
  const spots = Array.from({ length: 26 }, () => ({
    x: aspect * random.next(),
    y: random.next(),
    r: random.between(0.02, 0.1),
    colour: mixRgb(fromOklch([0.75 * dark, 0.12 * intent.chroma, hue + random.between(-40, 60)]), sky.lightColour, 0.35),
    power: random.between(0.05, 0.22),
  }));
  return {
    noise,
    sky,
    leafLow,
    leafHigh,
    flowers,
    salt,
    spots,
    octaves: 3,
    detail: 0,
  };
}

type Plan = ReturnType<typeof decideBotanical>;

function backdrop(plan: Plan, x: number, y: number, out: Float64Array): void {
  const { noise, sky, leafLow, leafHigh, salt, spots } = plan;
  sky.gradient.read(clamp01(0.95 - y * 0.9), out);
  const blur = 0.5 + 0.5 * noise.fbm(x * 1.6 + salt, y * 1.6 + salt, 2) * 1.4;
  const deep = smoothstep(0.1, 1.05, y) * 0.75 + 0.1;
  for (let c = 0; c < 3; c += 1) out[c] = mix(out[c] ?? 0, mix(leafLow[c] ?? 0, leafHigh[c] ?? 0, blur * 0.7), deep * (0.55 + 0.5 * blur));
  for (const spot of spots) {
    const dx = x - spot.x;
    const dy = y - spot.y;
    if (dx > spot.r || dx < -spot.r || dy > spot.r || dy < -spot.r) continue;
    const d = Math.hypot(dx, dy);
    if (d > spot.r) continue;
    const disc = smoothstep(spot.r, spot.r * 0.9, d) * (0.65 + 0.5 * (d / spot.r) ** 3) * spot.power;
    for (let c = 0; c < 3; c += 1) out[c] = (out[c] ?? 0) + disc * (spot.colour[c] ?? 0);
  }
}

function leaves(plan: Plan, flower: Flower, x: number, y: number, out: Float64Array): boolean {
  const { noise, leafLow, leafHigh, octaves, detail } = plan;
  const below = y - flower.y;
  if (below > 0) {
    const bend = Math.sin(below * 2.4 + flower.turn) * 0.05 - Math.sin(flower.turn) * 0.05;
    const across = (x - flower.x - bend) / (flower.size * 0.045 + 0.002);
    if (Math.abs(across) < 1) {
      for (let c = 0; c < 3; c += 1) out[c] = mix(leafLow[c] ?? 0, leafHigh[c] ?? 0, 0.55 - across * 0.45);
      return true;
    }
  }
  const dx = x - flower.x;
  const dy = y - flower.y;
  if (dx * dx + dy * dy > (flower.size * 1.82) ** 2) return false;
  for (let i = 0; i < 4; i += 1) {
    const angle =
      flower.turn * 0.3 + (i < 2 ? 0.35 : Math.PI - 0.35) + (cellHash(i, 1, flower.salt) - 0.5) * 0.9 + (i % 2) * 0.55 * (i < 2 ? 1 : -1);
    const along = (dx * Math.cos(angle) + dy * Math.sin(angle)) / (flower.size * 1.75);
    const side = (-dx * Math.sin(angle) + dy * Math.cos(angle)) / (flower.size * 1.75);
    if (along <= 0.1 || along >= 1) continue;
    const curve = side - 0.12 * Math.sin(along * 3) * (i % 2 === 0 ? 1 : -1);
    const half = 0.24 * Math.sin(Math.PI * along ** 0.8) * (1 - 0.25 * along);
    if (Math.abs(curve) > half) continue;
    const vein =
      smoothstep(0.012, 0.004, Math.abs(curve)) * 0.4 +
      detail * 0.16 * smoothstep(0.6, 1, Math.sin((along * 9 - Math.abs(curve) * 16) * Math.PI));
    const shade =
      clamp01(0.42 + (curve / half) * 0.34 + vein + noise.fbm(x * 14, y * 14, Math.min(4, octaves)) * 0.3) * smoothstep(0.1, 0.65, along);
    for (let c = 0; c < 3; c += 1) out[c] = mix(leafLow[c] ?? 0, leafHigh[c] ?? 0, shade);
    return true;
  }
  return false;
}

function bloom(plan: Plan, flower: Flower, x: number, y: number, out: Float64Array): boolean {
  const { noise, octaves, detail } = plan;
  const dx = (x - flower.x) / flower.size;
  const dy = (y - flower.y) / (flower.size * flower.tilt);
  if (dx > 1.08 || dx < -1.08 || dy > 1.08 || dy < -1.08) return false;
  const r = Math.hypot(dx, dy);
  if (r > 1.08) return false;
  const angle = Math.atan2(dy, dx) + flower.turn;
  if (r < 0.17) {
    const seeds = cellHash(Math.floor(dx * 46), Math.floor(dy * 46), flower.salt);
    const dome = clamp01(0.6 - dx * 1.6 - dy * 2.4) * (0.6 + 0.6 * seeds * detail + 0.3 * (1 - detail));
    for (let c = 0; c < 3; c += 1) out[c] = (flower.heart[c] ?? 0) * (0.3 + dome);
    return true;
  }
  for (let ring = 0; ring < flower.rings; ring += 1) {
    const reach = mix(0.36, 1, (ring / Math.max(1, flower.rings - 1)) ** 0.8);
    if (r > reach * 1.06) continue;
    const sector = (Math.PI * 2) / flower.petals;
    const turned = angle + ring * sector * 0.5 + ring * 0.11;
    const petal = Math.floor(turned / sector);
    const across = (turned / sector - petal - 0.5) * 2;
    const along = r / (reach * (0.93 + 0.13 * cellHash(petal, ring, flower.salt)));
    const width = along < 0.55 ? 1 : Math.max(0, 1 - ((along - 0.55) / 0.45) ** (1.6 + flower.pointed)) ** (0.5 * flower.pointed + 0.25);
    if (along > 1 || Math.abs(across) > width) continue;
    const veins = 0.5 + 0.5 * noise.fbm(across * 4 + petal * 13.7, along * 1.6 + ring * 5, Math.min(5, octaves));
    const streaks = detail * 0.1 * Math.sin(across * 26 + noise.at(along * 4, petal) * 2) * (1 - along);
    const cup = 1 - 0.34 * across * across;
    const inner = ring === 0 ? 0.17 : mix(0.36, 1, ((ring - 1) / Math.max(1, flower.rings - 1)) ** 0.8);
    const shadow = smoothstep(inner * 0.86, inner * 1.2, r) * 0.45 + 0.55;
    const rim = smoothstep(width * 0.86, width, Math.abs(across)) * 0.1 + smoothstep(0.9, 1, along) * 0.13;
    const facing = 0.9 - 0.16 * (dx * Math.cos(0.9) + dy * Math.sin(0.9)) * 1.4;
    flower.ramp.read(clamp01(0.18 + along * 0.52 + (veins - 0.5) * 0.3 + rim + streaks), out);
    for (let c = 0; c < 3; c += 1) out[c] = (out[c] ?? 0) * cup * shadow * facing * (0.78 + 0.3 * (ring / flower.rings) + 0.1);
    return true;
  }
  return false;
}

function begin(plan: Plan, pass: Pass): void {
  const { sky } = plan;
  plan.octaves = pass.octaves;
  plan.detail = pass.detail;
  sky.begin(pass);
}

function shade(plan: Plan, x: number, y: number, out: Float64Array): void {
  const { flowers } = plan;
  for (const flower of flowers) {
    if (bloom(plan, flower, x, y, out)) return;
  }
  for (const flower of flowers) {
    if (leaves(plan, flower, x, y, out)) {
      const nearest = Math.hypot(x - flower.x, y - flower.y) / flower.size;
      const dim = 0.55 + 0.45 * smoothstep(0.8, 1.5, nearest);
      for (let c = 0; c < 3; c += 1) out[c] = (out[c] ?? 0) * dim;
      return;
    }
  }
  backdrop(plan, x, y, out);
}

/** Flowers seen close: rings of petals with veins and shadow, leaves and stems, and a garden out of focus behind. */
export function createBotanical(context: SceneContext): Scene {
  const plan = decideBotanical(context);
  return {
    begin: (pass) => begin(plan, pass),
    shade: (x, y, out) => shade(plan, x, y, out),
  };
}
