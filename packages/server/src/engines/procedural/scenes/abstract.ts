import { createGradient, type Oklch } from '../colour.ts';
import { clamp01, smoothstep } from '../noise.ts';
import type { Scene, SceneContext } from '../scene.ts';
import { tint } from '../sky.ts';

type Palette = readonly [Oklch, Oklch, Oklch, Oklch, Oklch];

const golden: Palette = [
  [0.18, 0.04, 20],
  [0.42, 0.14, 25],
  [0.68, 0.17, 45],
  [0.85, 0.13, 80],
  [0.96, 0.05, 95],
];

const palettes: readonly [Palette, ...Palette[]] = [
  [
    [0.2, 0.06, 270],
    [0.42, 0.14, 290],
    [0.66, 0.19, 350],
    [0.82, 0.14, 55],
    [0.95, 0.05, 90],
  ],
  [
    [0.22, 0.05, 240],
    [0.45, 0.1, 215],
    [0.7, 0.12, 185],
    [0.88, 0.08, 120],
    [0.97, 0.03, 95],
  ],
  golden,
  [
    [0.2, 0.05, 285],
    [0.4, 0.15, 275],
    [0.6, 0.17, 255],
    [0.8, 0.11, 205],
    [0.95, 0.05, 170],
  ],
  [
    [0.25, 0.05, 160],
    [0.45, 0.1, 160],
    [0.68, 0.12, 140],
    [0.86, 0.12, 100],
    [0.96, 0.06, 80],
  ],
  [
    [0.28, 0.09, 330],
    [0.55, 0.18, 355],
    [0.76, 0.13, 20],
    [0.9, 0.07, 60],
    [0.6, 0.12, 230],
  ],
];

/** Silk folded by noise: ribbons of colour with a sheen, veins and fine threads that follow the fold. */
export function createAbstract(context: SceneContext): Scene {
  const { intent, noise } = context;
  const random = context.random.fork('abstract');
  const gold = intent.features.has('gold');
  const chosen = gold ? golden : random.pick(palettes);
  const ramp = createGradient(chosen.map((colour, i) => [i / (chosen.length - 1), tint(colour, intent, 0.85)] as const));
  const accent = createGradient([
    [0, tint([0.96, 0.08, 90], intent, 0.2)],
    [1, tint([0.88, 0.12, (chosen[3][2] + 160) % 360], intent, 0.2)],
  ]);
  const salt = random.between(0, 300);
  const scale = random.between(0.7, 1.25);
  const twist = random.between(1.5, 2.7);
  const bands = random.between(3, 7);
  const swirlX = random.between(0.2, 0.8) * context.aspect;
  const swirlY = random.between(0.2, 0.8);
  const swirl = random.between(-1.6, 1.6) * (intent.features.has('calm') ? 0.3 : 1);
  let octaves = 3;
  let threads = 0;
  const accentColour = new Float64Array(3);

  return {
    begin: (pass) => {
      octaves = Math.min(4.2, pass.octaves * 0.7);
      threads = pass.detail * 0.5;
    },
    shade: (x, y, out) => {
      const dx = x - swirlX;
      const dy = y - swirlY;
      const turn = swirl * Math.exp(-(dx * dx + dy * dy) * 3.5);
      const cos = Math.cos(turn);
      const sin = Math.sin(turn);
      const px = (dx * cos - dy * sin) * scale + salt;
      const py = (dx * sin + dy * cos) * scale + salt;
      const ax = noise.fbm(px, py, 3);
      const ay = noise.fbm(px + 3.7, py + 9.2, 3);
      const bx = px + twist * ax;
      const by = py + twist * ay;
      const fold = noise.fbm(bx, by, Math.max(2, octaves - 1));
      const next = noise.fbm(bx + 0.035, by + 0.045, Math.max(2, octaves - 1));
      const sheen = (next - fold) * 9;
      const wave = 0.5 + 0.5 * Math.sin((fold * bands + ax * 2.2) * Math.PI);
      const value = clamp01(0.12 + 0.62 * wave + 0.3 * ay + sheen * 0.05);
      ramp.read(value, out);
      const light = 0.74 + 0.42 * smoothstep(-0.9, 0.9, sheen) + 0.16 * wave;
      const gleam = smoothstep(0.75, 1.5, sheen) * (gold ? 0.55 : 0.26);
      const thread =
        threads *
        smoothstep(0.82, 1, Math.sin((fold * bands * 14 + ax * 30) * Math.PI)) *
        smoothstep(0.25, 0.75, wave) *
        (gold ? 0.5 : 0.2);
      const shadow = 1 - 0.5 * smoothstep(0.35, 1.2, -sheen);
      accent.read(wave, accentColour);
      for (let c = 0; c < 3; c += 1) out[c] = (out[c] ?? 0) * light * shadow + (gleam + thread) * (accentColour[c] ?? 0);
    },
  };
}
