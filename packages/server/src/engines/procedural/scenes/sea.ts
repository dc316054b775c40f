import { fromOklch, mixRgb, scaleRgb } from '../colour.ts';
import { createBirds } from '../birds.ts';
import { clamp01, mix, smoothstep } from '../noise.ts';
import type { Pass, Scene, SceneContext } from '../scene.ts';
import { createSky, tint } from '../sky.ts';

/** What is decided once for a picture; its numbers of detail grow with the passes. */
function decideSea(context: SceneContext) {
  const { intent, noise, aspect } = context;
  const random = context.random.fork('sea');
  const { features } = intent;
  const horizon = random.between(0.44, 0.6);
  const sky = createSky(context, horizon);
  const rough = features.has('storm') ? 1.9 : features.has('calm') ? 0.4 : random.between(0.7, 1.15);
  const deep = fromOklch(tint([sky.dark ? 0.16 : 0.36, 0.075, 235], intent, 0.35));
  const shallow = fromOklch(tint([sky.dark ? 0.3 : 0.62, 0.09, 205], intent, 0.35));
  const foam = mixRgb(sky.haze, scaleRgb(sky.lightColour, 0.7), 0.4);
  const islands = features.has('islands') || random.chance(0.45) ? 2 + random.below(3) : 0;
  const rocks = Array.from({ length: islands }, (_, i) => ({
    x: aspect * random.between(0, 1),
    width: random.between(0.16, 0.42) * (i === 0 ? 1.3 : 1),
    height: random.between(0.03, 0.1) * (i === 0 ? 1.5 : 1),
    offset: random.between(0, 90),
    colour: mixRgb(scaleRgb(deep, 0.8), sky.haze, 0.35 + 0.45 * (i / Math.max(1, islands))),
  }));
  const boat = features.has('boat') || (!features.has('storm') && random.chance(0.3));
  const boatX = aspect * random.between(0.25, 0.75);
  const boatSize = random.between(0.05, 0.09);
  const boatY = horizon + 0.012 + boatSize * 0.12;
  const hull = scaleRgb(deep, 0.35);
  const sail = mixRgb(sky.haze, scaleRgb(sky.lightColour, 0.6), 0.5);
  const birds =
    features.has('birds') || random.chance(0.5)
      ? createBirds(random.fork('birds'), sky.lightX, sky.lightY, scaleRgb(deep, 0.6))
      : undefined;
  const salt = random.between(0, 70);
  return {
    noise,
    aspect,
    horizon,
    sky,
    rough,
    deep,
    shallow,
    foam,
    rocks,
    boat,
    boatX,
    boatSize,
    boatY,
    hull,
    sail,
    birds,
    salt,
    octaves: 3,
    phase: 0,
  };
}

type Plan = ReturnType<typeof decideSea>;

function above(plan: Plan, x: number, y: number, out: Float64Array): void {
  const { noise, horizon, sky, rocks, birds, octaves } = plan;
  for (const rock of rocks) {
    const across = Math.abs(x - rock.x) / rock.width;
    if (across >= 1) continue;
    const profile = rock.height * (1 - across ** 1.6) * (0.55 + 0.75 * noise.ridged(x * 5 + rock.offset, rock.offset, octaves));
    const over = horizon - y;
    if (over < profile) {
      const lit =
        clamp01(0.5 + noise.fbm(x * 22 + rock.offset, y * 34, Math.max(1, octaves - 1)) * 0.6 + (sky.lightX - x) * 0.2) *
        (sky.dark ? 0.12 : 0.3);
      const fog = smoothstep(profile, 0, over) * 0.4;
      for (let c = 0; c < 3; c += 1) out[c] = mix(mix(rock.colour[c] ?? 0, sky.lightColour[c] ?? 0, lit), sky.haze[c] ?? 0, fog);
      return;
    }
  }
  sky.shade(x, y, out);
  birds?.(x, y, out);
}

function paintBoat(plan: Plan, x: number, y: number, out: Float64Array): boolean {
  const { boatX, boatSize, boatY, hull, sail } = plan;
  const bx = (x - boatX) / boatSize;
  const by = (boatY - y) / boatSize;
  if (Math.abs(bx) > 0.75 || by > 1.7 || by < -0.05) return false;
  const isHull = by < 0.18 && Math.abs(bx) < 0.42 + by * 0.7;
  const isMain = by > 0.22 && bx > 0.03 && bx < 0.5 * (1 - (by - 0.22) / 1.4) ** 0.8;
  const isJib = by > 0.25 && bx < -0.02 && bx > -0.36 * (1 - (by - 0.25) / 1.1);
  const isMast = Math.abs(bx - 0.005) < 0.018 && by < 1.62;
  if (!isHull && !isMain && !isJib && !isMast) return false;
  const colour = isMain || isJib ? sail : hull;
  const fold = isMain ? 1 - 0.35 * bx : isJib ? 0.86 : 1;
  for (let c = 0; c < 3; c += 1) out[c] = (colour[c] ?? 0) * fold;
  return true;
}

function water(plan: Plan, x: number, y: number, out: Float64Array): void {
  const { noise, aspect, horizon, sky, rough, deep, shallow, foam, rocks, boat, boatX, boatSize, boatY, salt, octaves, phase } = plan;
  const down = (y - horizon) / (1 - horizon);
  const far = 1 / (down + 0.035);
  const wx = (x - aspect / 2) * far * 1.5 + salt;
  const wy = far * 4.2 + salt + phase;
  const fine = Math.max(1.5, Math.min(octaves, 1.5 + 6 * down + 2));
  const swell = noise.at(wx * 0.35, wy * 0.8) * 0.5;
  const height = noise.fbm(wx, wy * 1.35 + swell, fine) + swell;
  const slope = noise.fbm(wx + 0.06, wy * 1.35 + 0.16 + swell, fine) + swell - height;
  const tilt = slope * rough;
  const facing = clamp01(0.12 + down * 0.75 + tilt * 0.9);
  const fresnel = 0.06 + 0.94 * (1 - facing) ** 3;
  const mirrorY = Math.max(0, horizon - (y - horizon) * (0.75 + tilt * 1.4) - 0.012 - Math.abs(tilt) * 0.22);
  sky.shade(x + tilt * 0.09, mirrorY, out);
  const body = clamp01(0.28 + height * 0.55 * rough + (1 - down) * 0.2);
  const path = Math.exp(-(((x - sky.lightX) / (0.045 + 0.16 * down)) ** 2));
  const spark = path * smoothstep(0.05, 0.3, tilt * 1.3 + 0.09) * (sky.dark ? 0.7 : 1.05) * (1 - 0.35 * down);
  const crest = smoothstep(0.34, 0.58, height * (0.7 + 0.5 * rough)) * smoothstep(0.1, 0.5, down) * (rough > 0.6 ? 0.55 * rough : 0.1);
  for (let c = 0; c < 3; c += 1) {
    const depths = mix(deep[c] ?? 0, shallow[c] ?? 0, body * 0.7);
    const surface = mix(depths, out[c] ?? 0, clamp01(fresnel * 0.95));
    out[c] = mix(surface, foam[c] ?? 0, clamp01(crest)) + spark * (sky.lightColour[c] ?? 0);
  }
  const air = Math.exp(-down * 16) * 0.5;
  for (let c = 0; c < 3; c += 1) out[c] = mix(out[c] ?? 0, sky.haze[c] ?? 0, air);
  for (const rock of rocks) {
    const across = Math.abs(x + tilt * 0.02 - rock.x) / rock.width;
    if (across < 1 && down < 0.4) {
      const reach = rock.height * (1 - across ** 1.6) * (1 + tilt * 2);
      const dark = smoothstep(reach, reach * 0.4, y - horizon) * 0.6 * (1 - down * 2);
      for (let c = 0; c < 3; c += 1) out[c] = mix(out[c] ?? 0, rock.colour[c] ?? 0, Math.max(0, dark));
    }
  }
  if (boat) {
    const bx = (x - boatX + tilt * 0.05) / boatSize;
    const by = (y - boatY) / boatSize;
    if (by > 0 && by < 1.3 && Math.abs(bx) < 0.42 * (1 - by * 0.6)) {
      for (let c = 0; c < 3; c += 1) out[c] = (out[c] ?? 0) * (0.55 + 0.35 * by);
    }
  }
}

function begin(plan: Plan, pass: Pass): void {
  const { sky } = plan;
  plan.octaves = Math.min(pass.octaves, 7);
  plan.phase = 0;
  sky.begin(pass);
}

function shade(plan: Plan, x: number, y: number, out: Float64Array): void {
  const { horizon, boat } = plan;
  if (boat && paintBoat(plan, x, y, out)) return;
  if (y > horizon) water(plan, x, y, out);
  else above(plan, x, y, out);
}

/** Open water to the horizon: waves in perspective that mirror the sky, the path of light, islands, a sail. */
export function createSea(context: SceneContext): Scene {
  const plan = decideSea(context);
  return {
    begin: (pass) => begin(plan, pass),
    shade: (x, y, out) => shade(plan, x, y, out),
  };
}
