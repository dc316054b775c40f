import { clamp01 } from './noise.ts';
import { cellHash } from './random.ts';
import type { SceneContext } from './scene.ts';

/** A picture being painted over with brush strokes, broad ones first. */
export interface Painting {
  advance(): void;
}

/** Luma of linear light, enough to find edges. */
function lumaAt(light: Float32Array, place: number): number {
  return Math.sqrt(0.3 * (light[place] ?? 0) + 0.59 * (light[place + 1] ?? 0) + 0.11 * (light[place + 2] ?? 0));
}

/**
 * Paints over `light` in `steps` steps. Each stroke takes its colour from the finished study underneath, follows the
 * edges there (or a slow drift where there are none), has bristles, and a little more or less paint; the brush gets
 * finer with each step and, from the middle on, goes only where the painting still differs from the study.
 */
export function createPainting(context: SceneContext, light: Float32Array, steps: number): Painting {
  const { width, height, noise } = context;
  const random = context.random.fork('strokes');
  let study: Float32Array | undefined;
  let step = 0;
  const colour = [0, 0, 0];

  const directionAt = (source: Float32Array, x: number, y: number, reach: number): number => {
    const left = Math.max(0, x - reach);
    const right = Math.min(width - 1, x + reach);
    const top = Math.max(0, y - reach);
    const low = Math.min(height - 1, y + reach);
    const gx = lumaAt(source, (y * width + right) * 3) - lumaAt(source, (y * width + left) * 3);
    const gy = lumaAt(source, (low * width + x) * 3) - lumaAt(source, (top * width + x) * 3);
    const drift = noise.fbm((x / height) * 1.6 + 3, (y / height) * 1.6, 2) * 1.7;
    const strength = Math.hypot(gx, gy);
    const edge = Math.atan2(gx, -gy);
    return strength > 0.035 ? edge : drift + 0.15 * edge * Math.min(1, strength * 12);
  };

  /** One stroke: a bent line of dabs whose bristles thin out towards the end. */
  const stroke = (source: Float32Array, startX: number, startY: number, brush: number, length: number, salt: number): void => {
    const from = (startY * width + startX) * 3;
    const value = 1 + (cellHash(startX, startY, salt) - 0.5) * 0.22;
    const warm = (cellHash(startX, startY, salt + 1) - 0.5) * 0.13;
    colour[0] = (source[from] ?? 0) * value * (1 + warm);
    colour[1] = (source[from + 1] ?? 0) * value;
    colour[2] = (source[from + 2] ?? 0) * value * (1 - warm);
    const half = brush / 2;
    const angle = directionAt(source, startX, startY, Math.max(1, Math.round(half)));
    const cos = Math.cos(angle);
    const sin = Math.sin(angle);
    const bow = (cellHash(startX, startY, salt + 2) - 0.5) * 0.5;
    const reach = length / 2 + half;
    const boxX = Math.ceil(Math.abs(cos) * reach + Math.abs(sin) * (half + Math.abs(bow) * length * 0.25) + 1);
    const boxY = Math.ceil(Math.abs(sin) * reach + Math.abs(cos) * (half + Math.abs(bow) * length * 0.25) + 1);
    for (let y = Math.max(0, startY - boxY); y <= Math.min(height - 1, startY + boxY); y += 1) {
      for (let x = Math.max(0, startX - boxX); x <= Math.min(width - 1, startX + boxX); x += 1) {
        const dx = x - startX;
        const dy = y - startY;
        const along = (dx * cos + dy * sin) / reach;
        if (along < -1 || along > 1) continue;
        const across = (-dx * sin + dy * cos - bow * length * 0.25 * (1 - along * along)) / half;
        const taper = Math.sqrt(1 - Math.abs(along) ** 3);
        const inside = (taper - Math.abs(across)) * half;
        if (inside <= 0) continue;
        const bristle = cellHash(Math.round(across * Math.max(3, half * 0.9)), salt, startX + startY * 7);
        const dry = clamp01(1.35 - 0.5 * (along + 1) * bristle - 0.25 * bristle);
        const opacity = clamp01(inside * 0.9) * dry * 0.92;
        // The paint stands up a little on one side of the stroke and shades the other.
        const relief = 1 + (bristle - 0.5) * 0.15 - across * 0.055;
        const place = (y * width + x) * 3;
        for (let c = 0; c < 3; c += 1) {
          const before = light[place + c] ?? 0;
          light[place + c] = before + ((colour[c] ?? 0) * relief - before) * opacity;
        }
      }
    }
  };

  const differs = (source: Float32Array, place: number): number =>
    Math.abs(lumaAt(source, place) - lumaAt(light, place)) * 2 +
    Math.abs((source[place] ?? 0) - (light[place] ?? 0)) +
    Math.abs((source[place + 2] ?? 0) - (light[place + 2] ?? 0));

  return {
    advance: () => {
      study ??= light.slice();
      const progress = steps <= 1 ? 0.5 : step / (steps - 1);
      const finest = Math.max(2.2, (height / 512) * 3 * (50 / Math.max(10, steps + 15)) ** 0.35);
      const brush = Math.max(finest, (Math.min(width, height) / 15) * (finest / (Math.min(width, height) / 15)) ** (progress ** 0.75));
      // Each step lays down paint for about a third of the canvas, so that every step takes about as long.
      const length = brush * (2.6 + 1.6 * (1 - progress));
      const count = Math.ceil((width * height * 0.42) / (brush * length * 0.62));
      for (let i = 0; i < count; i += 1) {
        let x = random.below(width);
        let y = random.below(height);
        if (progress > 0.25) {
          let worst = -1;
          for (let tries = 0; tries < 5; tries += 1) {
            const tryX = random.below(width);
            const tryY = random.below(height);
            const difference = differs(study, (tryY * width + tryX) * 3);
            if (difference > worst) {
              worst = difference;
              x = tryX;
              y = tryY;
            }
          }
        }
        stroke(study, x, y, brush, length * (0.7 + 0.6 * random.next()), step * 7919 + (i & 1023));
      }
      step += 1;
    },
  };
}
