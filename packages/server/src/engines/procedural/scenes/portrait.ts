import { fromOklch, mixRgb } from '../colour.ts';
import { clamp01, mix, smoothstep } from '../noise.ts';
import type { Scene, SceneContext } from '../scene.ts';
import { createSky, tint } from '../sky.ts';

type Outline = readonly (readonly [down: number, across: number])[];

// A face in profile, in head heights from the crown: how far the outline reaches forward and back at each height.
const front: Outline = [
  [0, 0.04],
  [0.03, 0.15],
  [0.07, 0.22],
  [0.13, 0.285],
  [0.22, 0.33],
  [0.32, 0.352],
  [0.4, 0.35],
  [0.455, 0.332],
  [0.5, 0.345],
  [0.56, 0.385],
  [0.62, 0.428],
  [0.645, 0.434],
  [0.67, 0.418],
  [0.695, 0.37],
  [0.72, 0.372],
  [0.745, 0.392],
  [0.765, 0.388],
  [0.78, 0.366],
  [0.8, 0.386],
  [0.825, 0.378],
  [0.85, 0.345],
  [0.88, 0.352],
  [0.915, 0.364],
  [0.95, 0.35],
  [0.985, 0.3],
  [1.01, 0.22],
  [1.04, 0.15],
  [1.1, 0.115],
  [1.2, 0.12],
  [1.3, 0.16],
  [1.38, 0.27],
  [1.46, 0.44],
  [1.56, 0.58],
  [1.75, 0.7],
  [2.6, 0.8],
];
const back: Outline = [
  [0, -0.05],
  [0.03, -0.16],
  [0.08, -0.25],
  [0.16, -0.345],
  [0.28, -0.42],
  [0.42, -0.45],
  [0.56, -0.43],
  [0.68, -0.37],
  [0.8, -0.29],
  [0.9, -0.245],
  [1, -0.23],
  [1.12, -0.235],
  [1.24, -0.28],
  [1.34, -0.4],
  [1.44, -0.58],
  [1.56, -0.72],
  [1.8, -0.82],
  [2.6, -0.9],
];

function reachAt(outline: Outline, down: number): number {
  for (let i = 1; i < outline.length; i += 1) {
    const to = outline[i];
    const from = outline[i - 1];
    if (to === undefined || from === undefined || down > to[0]) continue;
    const before = outline[i - 2] ?? from;
    const after = outline[i + 1] ?? to;
    const t = (down - from[0]) / (to[0] - from[0]);
    const tangentFrom = ((to[1] - before[1]) / Math.max(0.01, to[0] - before[0])) * (to[0] - from[0]);
    const tangentTo = ((after[1] - from[1]) / Math.max(0.01, after[0] - from[0])) * (to[0] - from[0]);
    const t2 = t * t;
    const t3 = t2 * t;
    return (2 * t3 - 3 * t2 + 1) * from[1] + (t3 - 2 * t2 + t) * tangentFrom + (-2 * t3 + 3 * t2) * to[1] + (t3 - t2) * tangentTo;
  }
  return outline[outline.length - 1]?.[1] ?? 0;
}

/** A face in profile as a double exposure: inside the outline another scene, round it quiet paper and a halo. */
export function createPortrait(context: SceneContext, createInside: (context: SceneContext) => Scene): Scene {
  const { intent, noise, aspect } = context;
  const random = context.random.fork('portrait');
  const inside = createInside(context);
  const sky = createSky(context, 1.1);
  const size = Math.min(0.54, aspect * 0.56);
  const centreX = aspect * random.between(0.44, 0.56);
  const top = random.between(0.14, 0.22);
  const facing = random.chance(0.5) ? 1 : -1;
  const paper = fromOklch(tint([sky.dark ? 0.2 : 0.93, 0.03, 80], intent, 0.4));
  const paperEdge = mixRgb(paper, sky.gradient.at(0.5), 0.45);
  const ink = fromOklch(tint([sky.dark ? 0.1 : 0.2, 0.06, 285], intent, 0.4));
  const haloX = centreX - facing * size * 0.08;
  const haloY = top + size * 0.46;
  const haloR = size * random.between(0.62, 0.74);
  const hair = random.between(3, 9);
  let octaves = 3;
  return {
    begin: (pass) => {
      octaves = Math.min(6, pass.octaves);
      inside.begin(pass);
      sky.begin(pass);
    },
    shade: (x, y, out) => {
      const down = (y - top) / size;
      const across = ((x - centreX) / size) * facing;
      const strands =
        noise.fbm(across * 3 + hair, down * 3, octaves) * 0.1 * smoothstep(0.2, 0.6, -across + 0.1) * smoothstep(1.35, 0.5, down);
      const ahead = down < 0 ? -1 : reachAt(front, down) - across;
      const behind = down < 0 ? -1 : across - reachAt(back, down) + Math.max(0, strands * 1.2);
      if (ahead > 0 && behind > 0) {
        inside.shade(x, y, out);
        const edge = Math.min(ahead, behind);
        const dark = 0.72 * Math.exp(-edge * 16) + 0.3 * smoothstep(0.9, 1.7, down);
        const lift = smoothstep(0.12, 0.4, edge);
        for (let c = 0; c < 3; c += 1) out[c] = mix(mix(out[c] ?? 0, ink[c] ?? 0, clamp01(dark)), out[c] ?? 0, lift * 0.4);
        return;
      }
      const fromHalo = Math.hypot(x - haloX, y - haloY);
      const disc = smoothstep(haloR, haloR * 0.992, fromHalo);
      const grain = noise.fbm(x * 5, y * 5, octaves) * 0.05;
      const outer = clamp01(Math.hypot(x - aspect / 2, y - 0.5) * 0.9 + grain);
      for (let c = 0; c < 3; c += 1) {
        const ground = mix(paper[c] ?? 0, paperEdge[c] ?? 0, outer);
        const sun = mix(sky.gradient.at(0.1 + 0.6 * clamp01((haloY + haloR - y) / (2 * haloR)))[c] ?? 0, sky.lightColour[c] ?? 0, 0.15);
        out[c] = mix(ground, sun, disc * 0.85) + Math.exp(-Math.abs(fromHalo - haloR) * 40) * 0.06;
      }
    },
  };
}
