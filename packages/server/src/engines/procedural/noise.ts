import type { Random } from './random.ts';

/** Gradient noise over the plane, about −1..1, and what is built from it. */
export interface Noise {
  at(x: number, y: number): number;
  /** Octaves summed, each twice as fine and half as strong; a fractional count fades the last one in. */
  fbm(x: number, y: number, octaves: number): number;
  /** Sharp crests, 0..1: mountains, veins, lightning. */
  ridged(x: number, y: number, octaves: number): number;
}

// Each octave is turned by about 37 degrees, so that the lattice of the noise never shows.
const turnCos = 0.8;
const turnSin = 0.6;

export function createNoise(random: Random): Noise {
  const permutation = new Uint8Array(512);
  const gradientX = new Float64Array(256);
  const gradientY = new Float64Array(256);
  for (let i = 0; i < 256; i += 1) {
    permutation[i] = i;
    const angle = random.next() * Math.PI * 2;
    gradientX[i] = Math.cos(angle);
    gradientY[i] = Math.sin(angle);
  }
  for (let i = 255; i > 0; i -= 1) {
    const j = random.below(i + 1);
    const kept = permutation[i] ?? 0;
    permutation[i] = permutation[j] ?? 0;
    permutation[j] = kept;
  }
  permutation.copyWithin(256, 0, 256);

  const at = (x: number, y: number): number => {
    const floorX = Math.floor(x);
    const floorY = Math.floor(y);
    const fx = x - floorX;
    const fy = y - floorY;
    const cx = floorX & 255;
    const cy = floorY & 255;
    const left = permutation[cx] ?? 0;
    const right = permutation[cx + 1] ?? 0;
    const g00 = permutation[left + cy] ?? 0;
    const g10 = permutation[right + cy] ?? 0;
    const g01 = permutation[left + cy + 1] ?? 0;
    const g11 = permutation[right + cy + 1] ?? 0;
    const u = fx * fx * fx * (fx * (fx * 6 - 15) + 10);
    const v = fy * fy * fy * (fy * (fy * 6 - 15) + 10);
    const n00 = (gradientX[g00] ?? 0) * fx + (gradientY[g00] ?? 0) * fy;
    const n10 = (gradientX[g10] ?? 0) * (fx - 1) + (gradientY[g10] ?? 0) * fy;
    const n01 = (gradientX[g01] ?? 0) * fx + (gradientY[g01] ?? 0) * (fy - 1);
    const n11 = (gradientX[g11] ?? 0) * (fx - 1) + (gradientY[g11] ?? 0) * (fy - 1);
    const top = n00 + u * (n10 - n00);
    return 1.5 * (top + v * (n01 + u * (n11 - n01) - top));
  };

  const fbm = (x: number, y: number, octaves: number): number => {
    let sum = 0;
    let strength = 0.5;
    let px = x;
    let py = y;
    for (let left = octaves; left > 0; left -= 1) {
      sum += strength * Math.min(left, 1) * at(px, py);
      strength *= 0.5;
      const turned = 2.02 * (turnCos * px - turnSin * py) + 17.3;
      py = 2.02 * (turnSin * px + turnCos * py) + 9.1;
      px = turned;
    }
    return sum;
  };

  const ridged = (x: number, y: number, octaves: number): number => {
    let sum = 0;
    let strength = 0.5;
    let weight = 1;
    let px = x;
    let py = y;
    for (let left = octaves; left > 0; left -= 1) {
      let crest = 1 - Math.abs(at(px, py));
      crest *= crest * weight;
      sum += strength * Math.min(left, 1) * crest;
      weight = crest > 0.5 ? 1 : crest * 2;
      strength *= 0.5;
      const turned = 2.03 * (turnCos * px - turnSin * py) + 31.7;
      py = 2.03 * (turnSin * px + turnCos * py) + 4.9;
      px = turned;
    }
    return sum;
  };

  return { at, fbm, ridged };
}

export function smoothstep(from: number, to: number, x: number): number {
  const t = Math.min(1, Math.max(0, (x - from) / (to - from)));
  return t * t * (3 - 2 * t);
}

export function clamp01(x: number): number {
  return x < 0 ? 0 : x > 1 ? 1 : x;
}

export function mix(a: number, b: number, t: number): number {
  return a + (b - a) * t;
}
