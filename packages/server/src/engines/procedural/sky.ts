import { createGradient, fromOklch, mixOklch, mixRgb, scaleRgb, type Gradient, type Oklch, type Rgb } from './colour.ts';
import { clamp01, mix, smoothstep } from './noise.ts';
import { cellHash } from './random.ts';
import type { Intent } from './read-prompt.ts';
import type { Pass, SceneContext } from './scene.ts';
import type { TimeOfDay } from './vocabulary.ts';

type Stops = readonly (readonly [at: number, colour: Oklch])[];

/** Skies from the horizon (0) to the zenith (1), several for each time of day. */
const skies: Readonly<Record<TimeOfDay, readonly [Stops, ...Stops[]]>> = {
  dawn: [
    [
      [0, [0.92, 0.07, 72]],
      [0.16, [0.86, 0.09, 48]],
      [0.4, [0.76, 0.09, 5]],
      [0.7, [0.62, 0.09, 295]],
      [1, [0.45, 0.09, 275]],
    ],
    [
      [0, [0.93, 0.06, 90]],
      [0.2, [0.88, 0.06, 60]],
      [0.5, [0.78, 0.05, 240]],
      [1, [0.55, 0.09, 250]],
    ],
  ],
  day: [
    [
      [0, [0.94, 0.03, 215]],
      [0.3, [0.84, 0.07, 232]],
      [1, [0.6, 0.13, 252]],
    ],
    [
      [0, [0.95, 0.03, 180]],
      [0.35, [0.84, 0.08, 210]],
      [1, [0.56, 0.12, 240]],
    ],
  ],
  golden: [
    [
      [0, [0.93, 0.1, 86]],
      [0.22, [0.87, 0.11, 72]],
      [0.55, [0.74, 0.08, 45]],
      [1, [0.52, 0.07, 265]],
    ],
    [
      [0, [0.92, 0.12, 78]],
      [0.3, [0.82, 0.12, 60]],
      [0.7, [0.66, 0.1, 35]],
      [1, [0.48, 0.08, 10]],
    ],
  ],
  sunset: [
    [
      [0, [0.87, 0.15, 76]],
      [0.14, [0.78, 0.18, 52]],
      [0.34, [0.64, 0.19, 27]],
      [0.62, [0.47, 0.15, 345]],
      [1, [0.29, 0.1, 290]],
    ],
    [
      [0, [0.89, 0.13, 82]],
      [0.2, [0.81, 0.13, 56]],
      [0.45, [0.68, 0.11, 22]],
      [0.75, [0.5, 0.08, 265]],
      [1, [0.34, 0.08, 250]],
    ],
    [
      [0, [0.85, 0.13, 60]],
      [0.22, [0.74, 0.16, 20]],
      [0.5, [0.58, 0.17, 350]],
      [1, [0.36, 0.14, 300]],
    ],
  ],
  dusk: [
    [
      [0, [0.74, 0.12, 42]],
      [0.12, [0.64, 0.13, 15]],
      [0.34, [0.47, 0.13, 322]],
      [0.7, [0.32, 0.1, 287]],
      [1, [0.2, 0.07, 276]],
    ],
    [
      [0, [0.78, 0.09, 70]],
      [0.15, [0.66, 0.08, 30]],
      [0.4, [0.48, 0.08, 250]],
      [1, [0.22, 0.07, 260]],
    ],
  ],
  night: [
    [
      [0, [0.42, 0.07, 235]],
      [0.3, [0.3, 0.08, 255]],
      [0.7, [0.2, 0.06, 270]],
      [1, [0.13, 0.045, 280]],
    ],
    [
      [0, [0.47, 0.07, 190]],
      [0.3, [0.33, 0.06, 215]],
      [1, [0.16, 0.04, 250]],
    ],
    [
      [0, [0.44, 0.09, 300]],
      [0.35, [0.29, 0.09, 285]],
      [1, [0.14, 0.05, 275]],
    ],
  ],
};

const lights: Readonly<Record<TimeOfDay, { readonly disc: Oklch; readonly strength: number; readonly height: readonly [number, number] }>> =
  {
    dawn: { disc: [0.95, 0.07, 80], strength: 1.5, height: [0.05, 0.3] },
    day: { disc: [0.98, 0.03, 95], strength: 1.7, height: [0.55, 0.85] },
    golden: { disc: [0.96, 0.09, 85], strength: 1.7, height: [0.12, 0.4] },
    sunset: { disc: [0.93, 0.13, 70], strength: 1.6, height: [0.06, 0.28] },
    dusk: { disc: [0.9, 0.08, 60], strength: 0.8, height: [0, 0.08] },
    night: { disc: [0.94, 0.03, 90], strength: 0.75, height: [0.45, 0.8] },
  };

/** Applies what the words say about colour to a colour of the palette. */
export function tint(colour: Oklch, intent: Intent, pull = 0.6): Oklch {
  let [lightness, chroma, hue] = colour;
  if (intent.hue !== null) [lightness, chroma, hue] = mixOklch(colour, [lightness, Math.max(chroma, 0.09), intent.hue], pull);
  hue = (hue + intent.mood * 9 + 360) % 360;
  return [clamp01(lightness + intent.light * 0.35), chroma * intent.chroma, hue];
}

export interface Sky {
  readonly lightX: number;
  /** Where the sun or moon stands, in picture coordinates. */
  readonly lightY: number;
  readonly lightColour: Rgb;
  /** Light from the whole sky. */
  readonly ambient: Rgb;
  /** What far things fade into. */
  readonly haze: Rgb;
  readonly dark: boolean;
  readonly gradient: Gradient;
  begin(pass: Pass): void;
  shade(x: number, y: number, out: Float64Array): void;
}

/** What is decided once for a picture; its numbers of detail grow with the passes. */
function decideSky(context: SceneContext, horizon: number) {
  const { intent, noise, aspect, style } = context;
  const random = context.random.fork('sky');
  const dark = intent.time === 'night' || (intent.time === 'dusk' && !intent.features.has('sun'));
  const stormy = intent.features.has('storm');
  const stops = random.pick(skies[intent.time]).map(([at, colour]) => {
    const tinted = tint(colour, intent);
    return [at, stormy ? ([tinted[0] * 0.74, tinted[1] * 0.55, tinted[2]] as const) : tinted] as const;
  });
  const gradient = createGradient(stops);
  const light = lights[intent.time];
  const lightX = aspect * random.between(0.22, 0.78);
  const lightY = horizon * (1 - random.between(light.height[0], light.height[1]));
  const lightColour = scaleRgb(fromOklch(tint(light.disc, intent, 0.25)), light.strength);
  const haze = gradient.at(0.06);
  const ambient = mixRgb(gradient.at(0.5), gradient.at(0.9), 0.4);
  const showsDisc = intent.features.has('sun') || intent.features.has('moon') || (!stormy && random.chance(0.85));
  const isHigh = intent.time === 'day';
  const isMoon = intent.time === 'night' || intent.features.has('moon');
  const radius = (isMoon ? random.between(0.028, 0.05) : random.between(0.035, 0.065)) * (style === 'realistic' ? 0.62 : 1);
  const cover = stormy ? 0.9 : intent.features.has('clouds') ? 0.7 : intent.features.has('stars') ? 0.1 : random.between(0.15, 0.55);
  const cloudSalt = random.between(0, 90);
  const cloudLit = mixRgb(scaleRgb(lightColour, stormy ? 0.5 : dark ? 0.35 : 0.95), gradient.at(0.12), dark ? 0.6 : 0.35);
  const cloudShade = mixRgb(gradient.at(0.75), gradient.at(0.25), 0.45);
  const showsStars = dark || intent.features.has('stars');
  const aurora = intent.features.has('aurora');
  const auroraLow = fromOklch(tint([0.82, 0.2, 155], { ...intent, hue: null }));
  const auroraHigh = fromOklch([0.62, 0.2, 310]);
  const starCells = 60;
  return {
    noise,
    dark,
    stormy,
    gradient,
    lightX,
    lightY,
    lightColour,
    haze,
    ambient,
    showsDisc,
    isHigh,
    isMoon,
    radius,
    cover,
    cloudSalt,
    cloudLit,
    cloudShade,
    showsStars,
    aurora,
    auroraLow,
    auroraHigh,
    starCells,
    horizon,
    octaves: 3,
    detail: 0,
    wobble: 0,
  };
}

type Plan = ReturnType<typeof decideSky>;

function addStars(plan: Plan, x: number, y: number, up: number, out: Float64Array): void {
  const { starCells, detail } = plan;
  const px = x * starCells;
  const py = y * starCells;
  const cx = Math.floor(px);
  const cy = Math.floor(py);
  const size = cellHash(cx, cy, 11);
  if (size > 0.16 + 0.5 * detail) return;
  const dx = px - cx - 0.2 - 0.6 * cellHash(cx, cy, 12);
  const dy = py - cy - 0.2 - 0.6 * cellHash(cx, cy, 13);
  const magnitude = cellHash(cx, cy, 14) ** 9;
  const glow = (0.16 + 2.2 * magnitude) * Math.exp(-(dx * dx + dy * dy) / (0.0024 + 0.014 * magnitude)) * smoothstep(0, 0.35, up);
  const warm = cellHash(cx, cy, 15);
  out[0] = (out[0] ?? 0) + glow * (0.75 + 0.35 * warm);
  out[1] = (out[1] ?? 0) + glow * 0.88;
  out[2] = (out[2] ?? 0) + glow * (1.1 - 0.3 * warm);
}

function addAurora(plan: Plan, x: number, up: number, out: Float64Array): void {
  const { noise, cloudSalt, auroraLow, auroraHigh, octaves } = plan;
  const bend = noise.fbm(x * 1.3 + cloudSalt, 3.1, 3) * 0.5 + 0.12 * Math.sin(x * 5 + cloudSalt);
  const base = 0.28 + bend * 0.55;
  const above = up - base;
  if (above < -0.06) return;
  const curtain = 0.55 + 0.45 * noise.fbm(x * 14 + bend * 9, up * 0.8 + cloudSalt, Math.min(octaves, 4)) * 1.6;
  const strength = Math.max(0, curtain) * smoothstep(-0.05, 0.02, above) * Math.exp(-above * 3.6) * 0.75;
  const t = clamp01(above * 2.2);
  for (let c = 0; c < 3; c += 1) out[c] = (out[c] ?? 0) + strength * mix(auroraLow[c] ?? 0, auroraHigh[c] ?? 0, t);
}

function addClouds(plan: Plan, x: number, y: number, up: number, out: Float64Array): void {
  const { noise, stormy, lightX, lightY, cover, cloudSalt, cloudLit, cloudShade, octaves, wobble } = plan;
  // Cloud layers lie flat above us, so they crowd together towards the horizon.
  const far = 1 / (up * 0.9 + 0.16);
  const cx = (x - lightX) * far * 0.55 + cloudSalt;
  const cy = far * 1.25 + cloudSalt * 0.7;
  const body = noise.fbm(cx, cy, octaves) + 0.28 * noise.at(cx * 0.31 + 5, cy * 0.31);
  const density = smoothstep(0.42 - cover * 0.72, 0.78 - cover * 0.5, body + 0.1) * smoothstep(0.01, 0.12, up) * (0.35 + 0.65 * cover);
  if (density <= 0.002) return;
  const towardsX = lightX - x;
  const towardsY = lightY - y;
  const away = Math.hypot(towardsX, towardsY) + 0.05;
  const thick = noise.fbm(cx + (towardsX / away) * 0.22, cy - (towardsY / away) * 0.22, 2.5);
  const lit = clamp01(0.5 + (body - thick) * 1.5 + wobble * 0.1) * (0.55 + 0.6 * Math.exp(-away * 1.6));
  const opacity = density * (stormy ? 0.95 : 0.86);
  for (let c = 0; c < 3; c += 1) out[c] = mix(out[c] ?? 0, mix(cloudShade[c] ?? 0, cloudLit[c] ?? 0, lit), opacity);
}

function addDisc(plan: Plan, x: number, y: number, cloud: number, out: Float64Array): void {
  const { noise, dark, stormy, lightX, lightY, lightColour, showsDisc, isHigh, isMoon, radius, octaves } = plan;
  const dx = x - lightX;
  const dy = y - lightY;
  const distance = Math.hypot(dx, dy);
  const wide = dark ? 0.14 : isHigh ? 0.2 : 0.32;
  const glow = wide * Math.exp(-distance * (dark ? 7 : 4.2)) + (dark ? 0.22 : isHigh ? 0.25 : 0.4) * Math.exp(-distance * distance * 90);
  let disc = 0;
  let face = 1;
  if (showsDisc && distance < radius * 1.2) {
    disc = smoothstep(radius * 1.02, radius * 0.97, distance) * (1 - cloud * 0.75);
    if (isMoon) face = 0.82 + 0.42 * noise.fbm(dx / radius + 7, dy / radius + 3, Math.min(octaves, 5));
  }
  for (let c = 0; c < 3; c += 1) {
    const colour = lightColour[c] ?? 0;
    const lit = (out[c] ?? 0) + glow * colour * (stormy ? 0.4 : 1);
    out[c] = mix(lit, colour * face * (isMoon ? 1.25 : 1.15), disc);
  }
}

function begin(plan: Plan, pass: Pass): void {
  plan.octaves = Math.min(pass.octaves, 6);
  plan.detail = pass.detail;
  plan.wobble = pass.sampleA - 0.5;
}

function shade(plan: Plan, x: number, y: number, out: Float64Array): void {
  const { dark, gradient, lightX, cover, showsStars, aurora, horizon } = plan;
  const up = clamp01((horizon - y) / Math.max(0.2, horizon));
  // The sky is lighter round the sun, so its gradient bends down there.
  const near = Math.exp(-Math.abs(x - lightX) * 1.4) * (dark ? 0.02 : 0.07);
  gradient.read(up ** 0.85 - near * up, out);
  if (showsStars) addStars(plan, x, y, up, out);
  if (aurora) addAurora(plan, x, up, out);
  addDisc(plan, x, y, 0, out);
  if (cover > 0.12) addClouds(plan, x, y, up, out);
}

/** A sky above `horizon` (its y): gradient, sun or moon with its glow, clouds lit by it, stars, aurora. */
export function createSky(context: SceneContext, horizon: number): Sky {
  const plan = decideSky(context, horizon);
  return {
    lightX: plan.lightX,
    lightY: plan.lightY,
    lightColour: plan.lightColour,
    ambient: plan.ambient,
    haze: plan.haze,
    dark: plan.dark,
    gradient: plan.gradient,
    begin: (pass) => begin(plan, pass),
    shade: (x, y, out) => shade(plan, x, y, out),
  };
}
