import { createGradient, fromOklch, scaleRgb } from '../colour.ts';
import { clamp01, mix, smoothstep } from '../noise.ts';
import { cellHash } from '../random.ts';
import type { Pass, Scene, SceneContext } from '../scene.ts';
import { tint } from '../sky.ts';

const baseHues = [265, 300, 330, 210, 190, 250] as const;

/** What is decided once for a picture; its numbers of detail grow with the passes. */
function decideSpace(context: SceneContext) {
  const { intent, noise, aspect } = context;
  const random = context.random.fork('space');
  const hue = intent.hue ?? random.pick(baseHues) + intent.mood * 20;
  const second = (hue + random.pick([60, -70, 110, 150, -40])) % 360;
  const gas = createGradient([
    [0, [0.05, 0.02, hue]],
    [0.28, tint([0.17, 0.09, hue], { ...intent, hue: null })],
    [0.5, tint([0.38, 0.17, hue], { ...intent, hue: null })],
    [0.7, tint([0.6, 0.19, second], { ...intent, hue: null })],
    [0.86, tint([0.82, 0.13, second + 25], { ...intent, hue: null })],
    [1, [0.97, 0.04, second + 40]],
  ]);
  const salt = random.between(0, 200);
  const scale = random.between(1.1, 1.8);
  const angle = random.between(-0.9, 0.9);
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const coreX = aspect * random.between(0.3, 0.7);
  const coreY = random.between(0.3, 0.7);
  const hasPlanet = intent.features.has('planet') || random.chance(0.35);
  const planetR = random.between(0.13, 0.24);
  const planetX = aspect * random.between(0.22, 0.78);
  const planetY = random.between(0.28, 0.75);
  const ringed = random.chance(0.55);
  const tiltRing = random.between(0.16, 0.34);
  const land = createGradient([
    [0, tint([0.3, 0.09, second], intent, 0.3)],
    [0.45, tint([0.56, 0.12, second + 20], intent, 0.3)],
    [0.75, tint([0.74, 0.1, second + 45], intent, 0.3)],
    [1, [0.92, 0.04, second + 60]],
  ]);
  const air = scaleRgb(fromOklch([0.78, 0.12, hue]), 1);
  const banded = random.chance(0.6);
  return {
    noise,
    gas,
    salt,
    scale,
    cos,
    sin,
    coreX,
    coreY,
    hasPlanet,
    planetR,
    planetX,
    planetY,
    ringed,
    tiltRing,
    land,
    air,
    banded,
    octaves: 3,
    detail: 0,
  };
}

type Plan = ReturnType<typeof decideSpace>;

function stars(x: number, y: number, cells: number, chance: number, layer: number, veil: number, out: Float64Array): void {
  const px = x * cells;
  const py = y * cells;
  const cx = Math.floor(px);
  const cy = Math.floor(py);
  if (cellHash(cx, cy, layer) > chance) return;
  const dx = px - cx - 0.25 - 0.5 * cellHash(cx, cy, layer + 1);
  const dy = py - cy - 0.25 - 0.5 * cellHash(cx, cy, layer + 2);
  const size = cellHash(cx, cy, layer + 3) ** 7;
  const d2 = dx * dx + dy * dy;
  const cross =
    size > 0.25 ? 0.05 * size * (Math.exp(-Math.abs(dx) * 13 - dy * dy * 4000) + Math.exp(-Math.abs(dy) * 13 - dx * dx * 4000)) : 0;
  const glow = ((0.3 + 3 * size) * Math.exp(-d2 / (0.0014 + 0.006 * size)) + cross * 9 + 0.12 * size * Math.exp(-d2 * 28)) * veil;
  const warm = cellHash(cx, cy, layer + 4);
  out[0] = (out[0] ?? 0) + glow * (0.72 + 0.45 * warm);
  out[1] = (out[1] ?? 0) + glow * 0.86;
  out[2] = (out[2] ?? 0) + glow * (1.25 - 0.55 * warm);
}

function nebula(plan: Plan, x: number, y: number, out: Float64Array): number {
  const { noise, gas, salt, scale, cos, sin, coreX, coreY, air, octaves } = plan;
  const rx = (x - coreX) * cos - (y - coreY) * sin;
  const ry = (x - coreX) * sin + (y - coreY) * cos;
  const px = rx * scale + salt;
  const py = ry * scale * 1.5 + salt;
  const foldX = noise.fbm(px, py, Math.min(4, octaves));
  const foldY = noise.fbm(px + 5.2, py + 1.3, Math.min(4, octaves));
  const body = noise.fbm(px + foldX * 1.7, py + foldY * 1.7, octaves);
  const veins = noise.ridged(px * 1.6 + foldY * 1.2, py * 1.6 + foldX, Math.max(2, octaves - 1));
  const band = Math.exp(-ry * ry * 6 - rx * rx * 0.9);
  const dust = smoothstep(0.08, 0.5, noise.fbm(px * 2.1 - foldX * 2, py * 2.1 + 40, octaves) + 0.12);
  const bright = clamp01(0.1 + body * 0.62 + 0.55 * band * (0.35 + 0.65 * veins) + foldX * 0.22);
  gas.read(bright * (1 - 0.42 * dust * band), out);
  const core = Math.exp(-(rx * rx * 14 + ry * ry * 30)) * 0.5;
  for (let c = 0; c < 3; c += 1) out[c] = (out[c] ?? 0) * (0.75 + 0.6 * veins * band) + core * (air[c] ?? 0) * (0.5 + body);
  return 1 - 0.75 * dust * band;
}

function planet(plan: Plan, x: number, y: number, out: Float64Array): boolean {
  const { noise, salt, planetR, planetX, planetY, ringed, tiltRing, land, air, banded, octaves } = plan;
  const dx = (x - planetX) / planetR;
  const dy = (y - planetY) / planetR;
  const ring = (): number => {
    const ex = dx * 0.96 + dy * 0.28;
    const ey = (dy * 0.96 - dx * 0.28) / tiltRing;
    const r = Math.hypot(ex, ey);
    if (r < 1.35 || r > 2.15) return 0;
    return (
      smoothstep(1.35, 1.42, r) *
      smoothstep(2.15, 2.02, r) *
      (0.35 + 0.5 * (0.5 + noise.at(r * 16, 3.3)) + 0.2 * noise.at(r * 47, 9)) *
      (r > 1.78 && r < 1.84 ? 0.15 : 1)
    );
  };
  const inFront = dy * 0.96 - dx * 0.28 > 0;
  const ringCover = ringed ? clamp01(ring()) : 0;
  const r2 = dx * dx + dy * dy;
  let covered = false;
  if (r2 < 1) {
    covered = true;
    const z = Math.sqrt(1 - r2);
    const light = clamp01(dx * -0.62 + dy * -0.45 + z * 0.5 + 0.04);
    const long = Math.atan2(dx, z) * 1.6;
    const latitude = dy * 0.96 - dx * 0.28;
    const wave = noise.fbm(long * 1.6 + salt, latitude * 3, Math.min(6, octaves));
    const ground = banded
      ? 0.5 + 0.5 * noise.fbm(latitude * 6 + wave * 0.9, 7.7, 3) * 1.7 + wave * 0.2
      : 0.45 + noise.fbm(long * 2 + salt, latitude * 2 + z, octaves) * 1.2;
    land.read(ground, out);
    const rim = (1 - z) ** 3;
    for (let c = 0; c < 3; c += 1) out[c] = (out[c] ?? 0) * (light ** 0.9 * 1.25 + 0.015) + rim * light * 1.1 * (air[c] ?? 0);
  } else if (r2 < 1.5) {
    const halo = Math.exp(-(Math.sqrt(r2) - 1) * 16) * clamp01(dx * -0.5 - dy * 0.36 + 0.25) * 0.55;
    for (let c = 0; c < 3; c += 1) out[c] = (out[c] ?? 0) + halo * (air[c] ?? 0);
  }
  if (ringCover > 0 && (!covered || inFront)) {
    const shadow = dx > 0.1 && dx > -dy * 0.7 && Math.abs(dy + dx * 0.5 - 0.4) < 0.5 && !inFront ? 0.25 : 1;
    for (let c = 0; c < 3; c += 1) out[c] = mix(out[c] ?? 0, (0.25 + 0.75 * (air[c] ?? 0)) * 0.8 * shadow, ringCover * 0.85);
  }
  return covered;
}

function begin(plan: Plan, pass: Pass): void {
  plan.octaves = Math.min(7, pass.octaves);
  plan.detail = pass.detail;
}

function shade(plan: Plan, x: number, y: number, out: Float64Array): void {
  const { hasPlanet, detail } = plan;
  const veil = nebula(plan, x, y, out);
  stars(x, y, 95, 0.1 + 0.3 * detail, 100, veil * 0.7, out);
  stars(x, y, 42, 0.1 + 0.12 * detail, 200, veil, out);
  stars(x, y, 9, 0.22, 300, 1, out);
  if (hasPlanet) planet(plan, x, y, out);
}

/** A nebula of folded gas with stars in front and behind, and, when asked for or by chance, a planet with rings. */
export function createSpace(context: SceneContext): Scene {
  const plan = decideSpace(context);
  return {
    begin: (pass) => begin(plan, pass),
    shade: (x, y, out) => shade(plan, x, y, out),
  };
}
