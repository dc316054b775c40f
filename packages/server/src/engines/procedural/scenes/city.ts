import { fromOklch, mixRgb, scaleRgb, type Rgb } from '../colour.ts';
import { clamp01, mix, smoothstep } from '../noise.ts';
import { cellHash } from '../random.ts';
import type { Pass, Scene, SceneContext } from '../scene.ts';
import { createSky, tint } from '../sky.ts';

interface Block {
  readonly depth: number;
  readonly lot: number;
  readonly tall: number;
  readonly salt: number;
  readonly wall: Rgb;
  readonly side: Rgb;
}

/** What is decided once for a picture; its numbers of detail grow with the passes. */
function decideCity(context: SceneContext) {
  const { intent, noise, aspect } = context;
  const random = context.random.fork('city');
  const { features } = intent;
  const neon = features.has('neon');
  const shore = random.between(0.7, 0.79);
  const sky = createSky(context, shore);
  const lamps = sky.dark ? 1 : intent.time === 'sunset' || intent.time === 'dusk' ? 0.75 : 0.18;
  const wall = fromOklch(tint([sky.dark ? 0.13 : 0.3, 0.035, 265], intent, 0.5));
  const cityGlow = fromOklch(tint([0.62, neon ? 0.2 : 0.11, neon ? 330 : 55], intent, neon ? 0.5 : 0.1));
  const windowsWarm = fromOklch([0.87, 0.12, 78]);
  const windowsCool = fromOklch([0.88, 0.06, neon ? 200 : 230]);
  const signs: readonly Rgb[] = [
    fromOklch([0.7, 0.27, 350]),
    fromOklch([0.82, 0.16, 200]),
    fromOklch([0.72, 0.22, 305]),
    fromOklch([0.83, 0.17, 85]),
  ];
  const count = 5;
  const blocks: Block[] = Array.from({ length: count }, (_, i) => {
    const depth = i / (count - 1);
    const air = mixRgb(mixRgb(sky.haze, cityGlow, sky.dark ? 0.22 : 0.08), sky.ambient, 0.2);
    const fade = 0.05 + 0.78 * depth ** 0.85;
    const flat = mixRgb(wall, air, fade * (sky.dark ? 0.8 : 0.9));
    return {
      depth,
      lot: mix(0.13, 0.055, depth),
      tall: mix(0.26, 0.52, depth ** 0.7) * random.between(0.85, 1.15),
      salt: Math.floor(random.between(0, 9999)),
      wall: flat,
      side: mixRgb(flat, mixRgb(sky.lightColour, sky.haze, 0.5), sky.dark ? 0.06 : 0.3),
    };
  });
  const centre = aspect * random.between(0.35, 0.65);
  const waterTone = scaleRgb(mixRgb(sky.ambient, wall, 0.6), 0.7);
  const rainy = features.has('rain');
  return {
    noise,
    aspect,
    features,
    neon,
    shore,
    sky,
    lamps,
    cityGlow,
    windowsWarm,
    windowsCool,
    signs,
    blocks,
    centre,
    waterTone,
    rainy,
    octaves: 3,
    detail: 0,
  };
}

type Plan = ReturnType<typeof decideCity>;

function building(plan: Plan, block: Block, x: number, y: number, out: Float64Array): boolean {
  const { aspect, shore, sky, lamps, cityGlow, centre } = plan;
  const cell = Math.floor(x / block.lot);
  for (let c = cell - 1; c <= cell + 1; c += 1) {
    const hash = (salt: number): number => cellHash(c, salt, block.salt);
    if (hash(9) > 0.94) continue;
    const middle = (c + 0.5 + (hash(1) - 0.5) * 0.5) * block.lot;
    const half = block.lot * (0.3 + 0.32 * hash(2));
    const crowd = 0.5 + 0.75 * Math.exp(-(((middle - centre) / (0.42 * Math.max(1, aspect))) ** 2));
    const height = block.tall * (0.22 + 0.78 * hash(3) ** 1.7) * crowd;
    const above = shore - y;
    const across = (x - middle) / half;
    const style = hash(4);
    const mast = style > 0.62 && Math.abs(x - middle) < 0.0016 && above < height * 1.22;
    if (above > height && !mast) continue;
    const setback = style < 0.4 && above > height * 0.78 ? 0.66 : style < 0.25 && above > height * 0.6 ? 0.84 : 1;
    const spire = style > 0.9 && above > height * 0.82 ? clamp01((height - above) / (height * 0.18)) : 1;
    const slant = style > 0.5 && style < 0.58 && above > height * 0.9 + across * height * 0.08;
    if (!mast && (Math.abs(across) > setback * spire || slant)) continue;
    const lit = sky.lightX > middle ? smoothstep(-0.2, 0.6, across) : smoothstep(0.2, -0.6, across);
    const low = smoothstep(0.3, 0, above) * (sky.dark ? 0.22 : 0.05) * (0.4 + block.depth);
    for (let k = 0; k < 3; k += 1) {
      out[k] = mix(block.wall[k] ?? 0, block.side[k] ?? 0, lit * (0.6 + 0.4 * clamp01(above / 0.4))) + low * (cityGlow[k] ?? 0);
    }
    if (mast) {
      if (above > height * 1.2) out[0] = 1.6 * lamps;
      return true;
    }
    addWindows(plan, block, c, x - middle, above, half * setback, height, out);
    return true;
  }
  return false;
}

function addWindows(
  plan: Plan,
  block: Block,
  lot: number,
  dx: number,
  above: number,
  half: number,
  height: number,
  out: Float64Array,
): void {
  const { neon, sky, lamps, windowsWarm, windowsCool, signs, detail } = plan;
  const size = mix(0.0125, 0.0058, block.depth);
  const column = Math.floor((dx + half) / size);
  const floor = Math.floor(above / (size * 1.35));
  const inX = (dx + half) / size - column;
  const inY = above / (size * 1.35) - floor;
  const hash = cellHash(lot * 131 + column, floor, block.salt);
  const kind = cellHash(lot, 21, block.salt);
  const framed = kind > 0.7 ? inY > 0.25 && inY < 0.7 : inX > 0.22 && inX < 0.78 && inY > 0.2 && inY < 0.74;
  if (above > height - size * 1.4 || Math.abs(dx) > half - size * 0.35) return;
  const near = 1 - block.depth * 0.78;
  if (framed && hash < (0.24 + 0.26 * detail) * (0.55 + kind * 0.6)) {
    const colour = cellHash(lot, column + floor * 57, block.salt + 5) < (kind > 0.55 ? 0.75 : 0.2) ? windowsCool : windowsWarm;
    const power = lamps * (0.3 + 1.1 * cellHash(column, floor, lot + block.salt) ** 2) * near;
    for (let k = 0; k < 3; k += 1) out[k] = (out[k] ?? 0) + (colour[k] ?? 0) * power;
  } else if (framed) {
    for (let k = 0; k < 3; k += 1) out[k] = (out[k] ?? 0) * 0.82 + 0.1 * (1 - lamps) * (sky.haze[k] ?? 0) * near;
  }
  const sign = cellHash(lot, 33, block.salt);
  if ((neon ? sign < 0.55 : sign < 0.08) && block.depth < 0.7) {
    const at = height * (0.35 + 0.5 * cellHash(lot, 34, block.salt));
    const upright = cellHash(lot, 35, block.salt) < 0.55;
    const place = (cellHash(lot, 36, block.salt) - 0.5) * half;
    const w = upright ? 0.0045 : half * 0.5;
    const h = upright ? 0.05 : 0.006;
    if (Math.abs(dx - place) < w && Math.abs(above - at) < h) {
      const colour = signs[Math.floor(cellHash(lot, 37, block.salt) * signs.length)] ?? windowsWarm;
      const stroke = upright ? (Math.floor((above - at) / 0.008) % 2 === 0 ? 1 : 0.55) : 1;
      for (let k = 0; k < 3; k += 1) out[k] = (colour[k] ?? 0) * 2.1 * stroke * near;
    }
  }
  if (neon && cellHash(lot, 41, block.salt) < 0.3 && Math.abs(Math.abs(dx) - half * 0.97) < 0.0014) {
    const colour = signs[Math.floor(cellHash(lot, 42, block.salt) * signs.length)] ?? windowsCool;
    for (let k = 0; k < 3; k += 1) out[k] = (colour[k] ?? 0) * 1.4 * near;
  }
}

function over(plan: Plan, x: number, y: number, out: Float64Array): void {
  const { aspect, features, shore, sky, cityGlow, blocks, centre } = plan;
  for (const block of blocks) {
    if (building(plan, block, x, y, out)) {
      const fog = smoothstep(0.34, 0, shore - y) * (features.has('mist') ? 0.6 : 0.22) * (0.3 + block.depth);
      for (let c = 0; c < 3; c += 1)
        out[c] = mix(out[c] ?? 0, mix(sky.haze[c] ?? 0, cityGlow[c] ?? 0, sky.dark ? 0.2 : 0.05), clamp01(fog));
      return;
    }
  }
  sky.shade(x, y, out);
  const glow = Math.exp(-(shore - y) * 5.5) * (sky.dark ? 0.24 : 0.06) * Math.exp(-(((x - centre) / Math.max(0.6, aspect * 0.6)) ** 2));
  for (let c = 0; c < 3; c += 1) out[c] = (out[c] ?? 0) + glow * (cityGlow[c] ?? 0);
}

function begin(plan: Plan, pass: Pass): void {
  const { sky } = plan;
  plan.octaves = Math.min(6, pass.octaves);
  plan.detail = pass.detail;
  sky.begin(pass);
}

function shade(plan: Plan, x: number, y: number, out: Float64Array): void {
  const { noise, shore, sky, lamps, windowsWarm, waterTone, rainy, octaves, detail } = plan;
  if (y <= shore) {
    over(plan, x, y, out);
  } else {
    const down = (y - shore) / (1 - shore);
    const far = 1 / (0.05 + down);
    const wave = noise.fbm(x * 5 * far ** 0.4, far * 13, Math.min(4, octaves));
    const smear = (cellHash(Math.floor(x * 900), Math.floor(y * 900), Math.floor(octaves * 97)) - 0.5) * 0.06 * (0.3 + down);
    over(plan, x + wave * 0.022 * (0.3 + down), Math.max(0, shore - (y - shore) * 1.25 + wave * 0.05 * down + smear), out);
    const line = smoothstep(0.03, 0, down) * 0.5;
    for (let c = 0; c < 3; c += 1)
      out[c] =
        mix((out[c] ?? 0) * 0.86, waterTone[c] ?? 0, 0.16 + 0.34 * down + 0.14 * clamp01(wave)) * (1 - line) +
        line * 0.3 * lamps * (windowsWarm[c] ?? 0);
  }
  if (rainy) {
    const streak = cellHash(Math.floor((x + y * 0.12) * 260), Math.floor((y + cellHash(Math.floor((x + y * 0.12) * 260), 1, 7)) * 14), 77);
    if (streak < 0.07 * detail) for (let c = 0; c < 3; c += 1) out[c] = (out[c] ?? 0) + 0.1 * (sky.haze[c] ?? 0);
  }
}

/** A skyline in layers of air, windows lit one by one, signs, and all of it again in the water or the wet street below. */
export function createCity(context: SceneContext): Scene {
  const plan = decideCity(context);
  return {
    begin: (pass) => begin(plan, pass),
    shade: (x, y, out) => shade(plan, x, y, out),
  };
}
