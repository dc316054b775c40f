import { fromOklch, mixRgb, scaleRgb } from '../colour.ts';
import { alpineShape, blockSize, duneShape, Heightfield, heightfieldSize } from '../heightfield.ts';
import { clamp01, mix, smoothstep } from '../noise.ts';
import type { Random } from '../random.ts';
import type { Pass, Scene, SceneContext } from '../scene.ts';
import { createSky, tint } from '../sky.ts';

const focal = 1.15;
const farthest = 9;
/** Grid cells to a unit of distance. */
const cells = 82;
/** A step that stays within a block and its neighbours, for rays that are above all of them. */
const stride = (blockSize * 0.8) / cells / 1.5;

/** A place that looks over a valley: of some tries, the one with the lowest ground just ahead; `over` is how far above it. */
function findCamera(random: Random, field: Heightfield, waterLevel: number, over: number): { x: number; y: number; z: number } {
  let best = { x: 0, y: 1, z: 0 };
  let bestScore = Infinity;
  for (let i = 0; i < 24; i += 1) {
    const x = random.between(0, heightfieldSize);
    const z = random.between(0, heightfieldSize);
    let ahead = 0;
    let rise = 0;
    for (let t = 0; t < 3; t += 0.1) {
      const ground = field.at(x, z + t * cells);
      if (t < 1.2) ahead = Math.max(ahead, ground);
      else rise = Math.max(rise, ground);
    }
    const score = ahead - rise * 0.8;
    if (score < bestScore) {
      bestScore = score;
      best = { x, y: Math.max(ahead, waterLevel) + over, z };
    }
  }
  return best;
}

/** What is decided once for a picture; its numbers of detail grow with the passes. */
function decideTerrain(context: SceneContext) {
  const { intent, noise, aspect } = context;
  const random = context.random.fork('terrain');
  const { features } = intent;
  const desert = intent.kind === 'desert';
  const horizon = random.between(0.4, 0.52);
  const sky = createSky(context, horizon + 0.04);
  const offset = random.between(0, 60);
  const field = new Heightfield(desert ? duneShape(noise, offset) : alpineShape(noise, offset, random.between(1.1, 1.45)));
  const erosion = random.fork('erosion');
  const hasWater = !desert && (features.has('water') || random.chance(0.55));
  const waterLevel = hasWater ? random.between(0.2, 0.3) : -1;
  const camera = findCamera(random, field, waterLevel, desert ? 0.16 : 0.12);
  const snowLine = features.has('snow') ? 0.18 : random.between(0.5, 0.72);
  const sunX = (sky.lightX > aspect / 2 ? 1 : -1) * random.between(0.65, 0.85);
  const sunY = intent.time === 'day' ? 0.62 : intent.time === 'golden' || sky.dark ? 0.4 : 0.24;
  const sunZ = 0.38;
  const sunLength = Math.hypot(sunX, sunY, sunZ);
  const sun = scaleRgb(sky.lightColour, sky.dark ? 1.5 : 1.45);
  const ambient = mixRgb(scaleRgb(sky.ambient, sky.dark ? 7 : 0.62), scaleRgb(sky.haze, 0.4), 0.3);
  const rock = fromOklch(tint([desert ? 0.66 : 0.44, desert ? 0.085 : 0.022, desert ? 62 : 60], intent, 0.25));
  const rockDark = fromOklch(tint([desert ? 0.56 : 0.32, desert ? 0.085 : 0.02, desert ? 50 : 280], intent, 0.25));
  const grass = fromOklch(tint([0.44, features.has('autumn') ? 0.1 : 0.075, features.has('autumn') ? 62 : 125], { ...intent, hue: null }));
  const snow = fromOklch([0.95, 0.012, 240]);
  const deep = fromOklch(tint([0.24, 0.05, 225], intent, 0.3));
  const air = features.has('mist') ? 0.34 : random.between(0.11, 0.17);
  const salt = random.between(0, 40);
  const drops = 26_000;

  return {
    noise,
    aspect,
    features,
    desert,
    horizon,
    sky,
    field,
    erosion,
    waterLevel,
    camera,
    snowLine,
    sunX,
    sunY,
    sunZ,
    sunLength,
    sun,
    ambient,
    rock,
    rockDark,
    grass,
    snow,
    deep,
    air,
    salt,
    drops,
    octaves: 3,
    shadowStart: 0.5,
    eroded: 0,
  };
}

type Plan = ReturnType<typeof decideTerrain>;

/** How far along the ray the land is met, or a negative number; `dy` may be mirrored for reflections. */
function march(plan: Plan, fromX: number, fromY: number, fromZ: number, dx: number, dy: number, start: number): number {
  const { field } = plan;
  let t = start;
  let before = start;
  let gapBefore = 1;
  while (t < farthest) {
    const y = fromY + dy * t;
    if (y > 1.7 && dy > 0) return -1;
    const x = fromX + dx * t * cells;
    const z = fromZ + focal * t * cells;
    if (Math.min(y, y + dy * stride) > field.ceilingAt(x, z)) {
      before = t;
      gapBefore = 1;
      t += stride;
      continue;
    }
    const gap = y - field.at(x, z);
    if (gap < 0) return before + ((t - before) * gapBefore) / (gapBefore - gap + 1e-9);
    before = t;
    gapBefore = gap;
    t += 0.007 + t * 0.0035;
  }
  return -1;
}

function shadowAt(plan: Plan, x: number, y: number, z: number): number {
  const { field, sunX, sunY, sunZ, sunLength, shadowStart } = plan;
  let light = 1;
  let t = 0.025 + 0.03 * shadowStart;
  for (let i = 0; i < 14; i += 1) {
    const gap = y + (sunY / sunLength) * t - field.at(x + (sunX / sunLength) * t * cells, z + (sunZ / sunLength) * t * cells);
    if (gap < -0.004) return 0;
    light = Math.min(light, 0.15 + (gap * 13) / t);
    t *= 1.32;
  }
  return clamp01(light);
}

function shadeLand(plan: Plan, dx: number, t: number, out: Float64Array): void {
  const {
    noise,
    features,
    desert,
    field,
    camera,
    snowLine,
    sunX,
    sunY,
    sunZ,
    sunLength,
    sun,
    ambient,
    rock,
    rockDark,
    grass,
    snow,
    octaves,
  } = plan;
  const x = camera.x + dx * t * cells;
  const z = camera.z + focal * t * cells;
  const y = field.at(x, z);
  const reach = 0.7 + t * 0.35;
  const detail = noise.fbm(x * 0.35, z * 0.35, Math.max(1, Math.min(octaves - 1, 5 - t * 0.4))) * (desert ? 0.06 : 0.5);
  const ripple = desert ? Math.sin(z * 2.6 + x * 0.9 + noise.fbm(x * 0.06, z * 0.06, 2) * 8) * 0.16 * Math.exp(-t * 0.9) : 0;
  const nx = ((field.at(x - reach, z) - field.at(x + reach, z)) * cells) / (2 * reach) + detail * 0.4;
  const nz = ((field.at(x, z - reach) - field.at(x, z + reach)) * cells) / (2 * reach) + detail * 0.35 + ripple;
  const length = Math.hypot(nx, 1, nz);
  const facing = (nx * sunX + sunY + nz * sunZ) / (length * sunLength);
  const lit = Math.max(0, facing) * (facing > 0 ? shadowAt(plan, x, y, z) : 0);
  const up = 1 / length;
  const steep = smoothstep(0.86, 0.58, up + detail * 0.12);
  const strata = clamp01(0.5 + detail * 0.9 + 0.25 * noise.at(x * 0.04, y * 26));
  const white = desert ? 0 : smoothstep(snowLine - 0.05, snowLine + 0.12, y + detail * 0.12 - steep * 0.16) * (1 - steep * 0.75);
  const green = desert || features.has('snow') ? 0 : smoothstep(0.62, 0.2, y + detail * 0.1) * (1 - steep);
  const hollow =
    0.55 + 0.45 * clamp01((y - 0.25 * (field.at(x - 5, z) + field.at(x + 5, z) + field.at(x, z - 5) + field.at(x, z + 5))) * 9 + 0.55);
  for (let c = 0; c < 3; c += 1) {
    const stone = mix(rockDark[c] ?? 0, rock[c] ?? 0, strata);
    const ground = mix(mix(stone, (grass[c] ?? 0) * (0.75 + 0.5 * strata), green), snow[c] ?? 0, white);
    out[c] = ground * (lit * (sun[c] ?? 0) + (0.4 + 0.6 * up) * hollow * (ambient[c] ?? 0));
  }
  veil(plan, dx, t, y, out);
}

/** Air between: pale with distance, denser in the valleys, glowing towards the sun. */
function veil(plan: Plan, dx: number, t: number, y: number, out: Float64Array): void {
  const { noise, aspect, features, sky, waterLevel, air, salt } = plan;
  const low = Math.exp(-Math.max(0, y - Math.max(0, waterLevel)) * 5);
  const wisps = features.has('mist') ? 0.55 + 0.7 * noise.fbm(dx * 3 + salt, y * 6 + t, 2) : 0.6;
  const fog = 1 - Math.exp(-t * air * (0.45 + (features.has('mist') ? 2.6 : 0.95) * low * wisps));
  const towards = Math.exp(-Math.abs(dx + aspect / 2 - sky.lightX) * 1.8) * (sky.dark ? 0.1 : 0.3);
  const blue = Math.exp(-t * 0.28);
  for (let c = 0; c < 3; c += 1) {
    const colour = mix(sky.haze[c] ?? 0, sky.ambient[c] ?? 0, 0.42 * blue) + towards * (sky.lightColour[c] ?? 0) * 0.5;
    out[c] = mix(out[c] ?? 0, colour, fog * (sky.dark ? 0.8 : 0.93));
  }
}

function shadeWater(plan: Plan, x: number, y: number, dx: number, dy: number, t: number, out: Float64Array): void {
  const { noise, features, horizon, sky, field, waterLevel, camera, sun, ambient, rock, rockDark, deep, salt, octaves } = plan;
  const wx = camera.x + dx * t * cells;
  const wz = camera.z + focal * t * cells;
  const wave = noise.fbm(wx * 0.5, wz * 1.1 + salt, Math.min(octaves, 4)) * (features.has('calm') ? 0.35 : 1);
  const bentX = dx + wave * 0.02;
  const upward = -dy + wave * 0.05;
  const met = march(plan, wx, waterLevel + 0.002, wz, bentX, upward, 0.02);
  if (met > 0) {
    const hitX = camera.x + dx * t * cells;
    const hitZ = camera.z + focal * t * cells;
    const height = field.at(hitX + bentX * met * cells, hitZ + focal * met * cells);
    const shade = clamp01(0.35 + height * 0.5);
    for (let c = 0; c < 3; c += 1) out[c] = mix(rockDark[c] ?? 0, (ambient[c] ?? 0) * 0.5 + 0.25 * (sun[c] ?? 0) * (rock[c] ?? 0), shade);
    veil(plan, dx, t + met, height, out);
  } else {
    sky.shade(x + wave * 0.03, Math.max(0, horizon - (y - horizon) - wave * 0.05), out);
  }
  const slant = clamp01(-dy * 1.5);
  const clear = 0.12 + 0.6 * slant;
  for (let c = 0; c < 3; c += 1) out[c] = mix((out[c] ?? 0) * 0.92, (deep[c] ?? 0) * (sky.dark ? 0.4 : 1), clear);
  veil(plan, dx, t * 0.55, waterLevel + 0.25, out);
}

function begin(plan: Plan, pass: Pass): void {
  const { desert, sky, field, erosion, drops } = plan;
  plan.octaves = Math.min(6, pass.octaves);
  plan.shadowStart = pass.sampleA;
  sky.begin(pass);
  const due = desert ? 0 : Math.min(drops, Math.round((drops * (pass.round + 1)) / 5));
  field.erode(due - plan.eroded, erosion);
  if (due > plan.eroded || pass.index === 0) field.survey();
  plan.eroded = due;
}

function shade(plan: Plan, x: number, y: number, out: Float64Array): void {
  const { aspect, horizon, sky, waterLevel, camera } = plan;
  const dx = x - aspect / 2;
  const dy = horizon - y;
  const met = march(plan, camera.x, camera.y, camera.z, dx, dy, 0.05);
  if (waterLevel > 0 && dy < 0) {
    const surface = (waterLevel - camera.y) / dy;
    if (surface < farthest && (met < 0 || surface < met)) {
      shadeWater(plan, x, y, dx, dy, surface, out);
      return;
    }
  }
  if (met > 0) shadeLand(plan, dx, met, out);
  else if (dy < 0) {
    for (let c = 0; c < 3; c += 1) out[c] = sky.haze[c] ?? 0;
  } else sky.shade(x, y, out);
}

/** Land as a relief that drops of water wear down while the picture is made, met by a ray for each point, with sun, shadow and air. */
export function createTerrain(context: SceneContext): Scene {
  const plan = decideTerrain(context);
  return {
    begin: (pass) => begin(plan, pass),
    shade: (x, y, out) => shade(plan, x, y, out),
  };
}
