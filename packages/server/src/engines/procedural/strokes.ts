import { clamp01, mix } from './noise.ts';
import { cellHash, type Random } from './random.ts';
import type { SceneContext } from './scene.ts';

/** A picture being painted over with brush strokes, broad ones first. */
export interface Painting {
  advance(): void;
}

/** Luma of linear light, enough to find edges. */
function lumaAt(light: Float32Array, place: number): number {
  return Math.sqrt(0.3 * (light[place] ?? 0) + 0.59 * (light[place + 1] ?? 0) + 0.11 * (light[place + 2] ?? 0));
}

/** One stroke to be: where, how wide and long, and what makes it differ from its neighbours. */
interface Stroke {
  readonly x: number;
  readonly y: number;
  readonly brush: number;
  readonly length: number;
  readonly angle: number;
  readonly salt: number;
}

/**
 * Paints over `light` in `steps` steps. Each stroke takes its colour from the finished study underneath, follows the
 * edges there (or a slow drift where there are none), has bristles, and a little more or less paint; the brush gets
 * finer with each step and, from the first quarter on, goes where the painting still differs most from the study.
 */
export function createPainting(context: SceneContext, light: Float32Array, steps: number): Painting {
  const { width, height } = context;
  const random = context.random.fork('strokes');
  const broadest = Math.min(width, height) / 15;
  const finest = Math.max(2.2, (height / 512) * 3 * (50 / Math.max(10, steps + 15)) ** 0.35);
  let study: Float32Array | undefined;
  let step = 0;
  return {
    advance: () => {
      study ??= light.slice();
      const progress = steps <= 1 ? 0.5 : step / (steps - 1);
      const brush = Math.max(finest, broadest * (finest / broadest) ** (progress ** 0.75));
      const length = brush * (2.6 + 1.6 * (1 - progress));
      // Each step lays down paint for about a third of the canvas, so that every step takes about as long.
      const count = Math.ceil((width * height * 0.42) / (brush * length * 0.62));
      for (let i = 0; i < count; i += 1) {
        const { x, y } = findPlace(context, study, light, random, progress > 0.25 ? 5 : 1);
        const angle = directionAt(context, study, x, y, Math.max(1, Math.round(brush / 2)));
        const salt = step * 7919 + (i & 1023);
        layStroke(context, study, light, { x, y, brush, length: length * (0.7 + 0.6 * random.next()), angle, salt });
      }
      step += 1;
    },
  };
}

/** Of so many places, the one at which painting and study differ most. */
function findPlace(
  { width, height }: SceneContext,
  study: Float32Array,
  light: Float32Array,
  random: Random,
  tries: number,
): { readonly x: number; readonly y: number } {
  let found = { x: random.below(width), y: random.below(height) };
  let most = tries > 1 ? differenceAt(study, light, (found.y * width + found.x) * 3) : 0;
  for (let i = 1; i < tries; i += 1) {
    const other = { x: random.below(width), y: random.below(height) };
    const difference = differenceAt(study, light, (other.y * width + other.x) * 3);
    if (difference > most) {
      most = difference;
      found = other;
    }
  }
  return found;
}

function differenceAt(study: Float32Array, light: Float32Array, place: number): number {
  const red = Math.abs((study[place] ?? 0) - (light[place] ?? 0));
  const blue = Math.abs((study[place + 2] ?? 0) - (light[place + 2] ?? 0));
  return Math.abs(lumaAt(study, place) - lumaAt(light, place)) * 2 + red + blue;
}

/** Along the edge that is here, or with the drift of the whole picture where there is none. */
function directionAt({ width, height, noise }: SceneContext, study: Float32Array, x: number, y: number, reach: number): number {
  const left = Math.max(0, x - reach);
  const right = Math.min(width - 1, x + reach);
  const top = Math.max(0, y - reach);
  const low = Math.min(height - 1, y + reach);
  const gx = lumaAt(study, (y * width + right) * 3) - lumaAt(study, (y * width + left) * 3);
  const gy = lumaAt(study, (low * width + x) * 3) - lumaAt(study, (top * width + x) * 3);
  const drift = noise.fbm((x / height) * 1.6 + 3, (y / height) * 1.6, 2) * 1.7;
  const strength = Math.hypot(gx, gy);
  const edge = Math.atan2(gx, -gy);
  return strength > 0.035 ? edge : drift + 0.15 * edge * Math.min(1, strength * 12);
}

/** One stroke: a bent band whose bristles run dry towards the end. */
function layStroke({ width, height }: SceneContext, study: Float32Array, light: Float32Array, stroke: Stroke): void {
  const { x: startX, y: startY, brush, length, angle, salt } = stroke;
  const from = (startY * width + startX) * 3;
  const value = 1 + (cellHash(startX, startY, salt) - 0.5) * 0.22;
  const warm = (cellHash(startX, startY, salt + 1) - 0.5) * 0.13;
  const red = (study[from] ?? 0) * value * (1 + warm);
  const green = (study[from + 1] ?? 0) * value;
  const blue = (study[from + 2] ?? 0) * value * (1 - warm);
  const half = brush / 2;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const bow = (cellHash(startX, startY, salt + 2) - 0.5) * 0.5 * length * 0.25;
  const reach = length / 2 + half;
  const thick = half + Math.abs(bow);
  const boxX = Math.ceil(Math.abs(cos) * reach + Math.abs(sin) * thick + 1);
  const boxY = Math.ceil(Math.abs(sin) * reach + Math.abs(cos) * thick + 1);
  for (let y = Math.max(0, startY - boxY); y <= Math.min(height - 1, startY + boxY); y += 1) {
    for (let x = Math.max(0, startX - boxX); x <= Math.min(width - 1, startX + boxX); x += 1) {
      const dx = x - startX;
      const dy = y - startY;
      const along = (dx * cos + dy * sin) / reach;
      if (along < -1 || along > 1) continue;
      const across = (-dx * sin + dy * cos - bow * (1 - along * along)) / half;
      const inside = (Math.sqrt(1 - Math.abs(along) ** 3) - Math.abs(across)) * half;
      if (inside <= 0) continue;
      const bristle = cellHash(Math.round(across * Math.max(3, half * 0.9)), salt, startX + startY * 7);
      const dry = clamp01(1.35 - 0.5 * (along + 1) * bristle - 0.25 * bristle);
      const opacity = clamp01(inside * 0.9) * dry * 0.92;
      // The paint stands up a little on one side of the stroke and shades the other.
      const relief = 1 + (bristle - 0.5) * 0.15 - across * 0.055;
      const place = (y * width + x) * 3;
      light[place] = mix(light[place] ?? 0, red * relief, opacity);
      light[place + 1] = mix(light[place + 1] ?? 0, green * relief, opacity);
      light[place + 2] = mix(light[place + 2] ?? 0, blue * relief, opacity);
    }
  }
}
