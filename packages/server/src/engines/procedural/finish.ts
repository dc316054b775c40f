import { toSrgb } from './colour.ts';
import { cellHash } from './random.ts';
import type { Style } from './scene.ts';

const curveSize = 4096;
const curve = Float32Array.from({ length: curveSize + 1 }, (_, i) => toSrgb(i / curveSize) * 255);

/** Keeps colours below the knee as they are and bends what shines into the rest of the range. */
function shoulder(x: number): number {
  const knee = 0.62;
  if (x <= knee) return x < 0 ? 0 : x;
  const room = 1 - knee;
  return knee + room * (1 - Math.exp(-(x - knee) / room));
}

export interface FinishOptions {
  readonly style: Style;
  readonly seed: number;
  /** Film grain and bloom are left out of previews, which are small and short-lived. */
  readonly preview: boolean;
}

/**
 * Turns linear light into 8-bit sRGB: bloom round what shines, a soft shoulder, a little vignette, grain, and a
 * dither of one step so that no gradient shows bands. Changes nothing in `light`.
 */
export function finishPicture(light: Float32Array, width: number, height: number, options: FinishOptions): Uint8Array {
  const pixels = new Uint8Array(width * height * 3);
  const bloom = options.preview ? undefined : makeBloom(light, width, height, options.style === 'realistic' ? 0.62 : 0.7);
  const strength = options.style === 'realistic' ? 0.5 : 0.38;
  const grain = options.preview ? 0 : options.style === 'realistic' ? 3.4 : options.style === 'artistic' ? 2.2 : 1.5;
  const vignette = options.style === 'realistic' ? 0.26 : 0.14;
  const salt = options.seed | 0;
  for (let row = 0, place = 0; row < height; row += 1) {
    const dy = (row + 0.5) / height - 0.5;
    for (let column = 0; column < width; column += 1) {
      const dx = (column + 0.5) / width - 0.5;
      const edge = 1 - vignette * (dx * dx + dy * dy) * 2;
      const noise = cellHash(column, row, salt) + cellHash(column, row, salt ^ 0x5bd1e995) - 1;
      for (let c = 0; c < 3; c += 1) {
        const glow = bloom === undefined ? 0 : bloom.read(column, row, c) * strength;
        const tone = shoulder(((light[place] ?? 0) + glow) * edge);
        const value = curve[Math.round(tone * curveSize)] ?? 0;
        const spread = noise * grain * (1 - 0.6 * Math.abs(value / 127.5 - 1)) + cellHash(place, c, salt) - 0.5;
        pixels[place] = Math.max(0, Math.min(255, Math.round(value + spread)));
        place += 1;
      }
    }
  }
  return pixels;
}

interface Bloom {
  read(column: number, row: number, channel: number): number;
}

/** The shining parts, at a quarter of the size, blurred three times; read back with bilinear mixing. */
function makeBloom(light: Float32Array, width: number, height: number, threshold: number): Bloom {
  const scale = 4;
  const w = Math.ceil(width / scale);
  const h = Math.ceil(height / scale);
  let small = new Float32Array(w * h * 3);
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const from = (row * width + column) * 3;
      const to = (Math.floor(row / scale) * w + Math.floor(column / scale)) * 3;
      for (let c = 0; c < 3; c += 1) {
        const over = Math.min(3, light[from + c] ?? 0) - threshold;
        if (over > 0) small[to + c] = (small[to + c] ?? 0) + over / (scale * scale);
      }
    }
  }
  const radius = Math.max(2, Math.round(Math.max(w, h) * 0.022));
  for (let i = 0; i < 3; i += 1) {
    small = blurRows(blurRows(small, w, h, radius), h, w, radius);
  }
  return {
    read: (column, row, channel) => {
      const x = Math.min(w - 1, Math.max(0, (column + 0.5) / scale - 0.5));
      const y = Math.min(h - 1, Math.max(0, (row + 0.5) / scale - 0.5));
      const x0 = Math.floor(x);
      const y0 = Math.floor(y);
      const x1 = Math.min(w - 1, x0 + 1);
      const y1 = Math.min(h - 1, y0 + 1);
      const fx = x - x0;
      const fy = y - y0;
      const top = (small[(y0 * w + x0) * 3 + channel] ?? 0) * (1 - fx) + (small[(y0 * w + x1) * 3 + channel] ?? 0) * fx;
      const low = (small[(y1 * w + x0) * 3 + channel] ?? 0) * (1 - fx) + (small[(y1 * w + x1) * 3 + channel] ?? 0) * fx;
      return top + (low - top) * fy;
    },
  };
}

/** A running mean along the rows, written transposed, so that calling it twice blurs both ways. */
function blurRows(source: Float32Array, w: number, h: number, radius: number): Float32Array<ArrayBuffer> {
  const target = new Float32Array(source.length);
  const span = radius * 2 + 1;
  for (let row = 0; row < h; row += 1) {
    for (let c = 0; c < 3; c += 1) {
      const read = (column: number): number => source[(row * w + Math.min(w - 1, Math.max(0, column))) * 3 + c] ?? 0;
      let sum = 0;
      for (let i = -radius; i <= radius; i += 1) sum += read(i);
      for (let column = 0; column < w; column += 1) {
        target[(column * h + row) * 3 + c] = sum / span;
        sum += read(column + radius + 1) - read(column - radius);
      }
    }
  }
  return target;
}
