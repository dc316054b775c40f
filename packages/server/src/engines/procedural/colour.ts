/** A colour as linear-light sRGB, 0..1 and above for what shines. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** A colour as it is chosen: OKLCH lightness 0..1, chroma 0..0.35, hue in degrees. */
export type Oklch = readonly [lightness: number, chroma: number, hue: number];

/** Björn Ottosson's OKLab, from polar form to linear sRGB; what lies outside the gamut is cut at zero. */
export function fromOklch([lightness, chroma, hue]: Oklch): Rgb {
  const angle = (hue * Math.PI) / 180;
  const a = chroma * Math.cos(angle);
  const b = chroma * Math.sin(angle);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    Math.max(0, 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    Math.max(0, -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    Math.max(0, -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

/** Mixes two chosen colours along the shorter way round the hues. */
export function mixOklch(a: Oklch, b: Oklch, t: number): Oklch {
  const way = ((b[2] - a[2] + 540) % 360) - 180;
  return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, (a[2] + way * t + 360) % 360];
}

export function mixRgb(a: Rgb, b: Rgb, t: number): Rgb {
  return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t];
}

export function scaleRgb(colour: Rgb, by: number): Rgb {
  return [colour[0] * by, colour[1] * by, colour[2] * by];
}

/** A gradient as a table of 1024 linear colours, mixed in OKLab so that it never turns grey in the middle. */
export interface Gradient {
  /** Writes the colour at t (0..1) to the first three places of `out`. */
  read(t: number, out: Float64Array): void;
  at(t: number): Rgb;
}

const tableSize = 1024;

export function createGradient(stops: readonly (readonly [at: number, colour: Oklch])[]): Gradient {
  const table = new Float64Array((tableSize + 1) * 3);
  for (let i = 0; i <= tableSize; i += 1) {
    const t = i / tableSize;
    let low = stops[0];
    let high = stops[stops.length - 1];
    for (const stop of stops) {
      if (stop[0] <= t) low = stop;
    }
    for (const stop of stops.toReversed()) {
      if (stop[0] >= t) high = stop;
    }
    if (low === undefined || high === undefined) continue;
    const span = high[0] - low[0];
    table.set(mixLab(low[1], high[1], span > 0 ? (t - low[0]) / span : 0), i * 3);
  }
  const read = (t: number, out: Float64Array): void => {
    const place = (t < 0 ? 0 : t > 1 ? 1 : t) * tableSize;
    const index = Math.min(tableSize - 1, Math.floor(place));
    const part = place - index;
    for (let channel = 0; channel < 3; channel += 1) {
      const from = table[index * 3 + channel] ?? 0;
      out[channel] = from + ((table[index * 3 + 3 + channel] ?? 0) - from) * part;
    }
  };
  const scratch = new Float64Array(3);
  return {
    read,
    at: (t) => {
      read(t, scratch);
      return [scratch[0] ?? 0, scratch[1] ?? 0, scratch[2] ?? 0];
    },
  };
}

// Mixing a and b, not the hue, so that a gradient from yellow to blue goes through pale and not through green.
function mixLab(from: Oklch, to: Oklch, t: number): Rgb {
  const radians = Math.PI / 180;
  const a = from[1] * Math.cos(from[2] * radians) * (1 - t) + to[1] * Math.cos(to[2] * radians) * t;
  const b = from[1] * Math.sin(from[2] * radians) * (1 - t) + to[1] * Math.sin(to[2] * radians) * t;
  return fromOklch([from[0] + (to[0] - from[0]) * t, Math.hypot(a, b), (Math.atan2(b, a) / radians + 360) % 360]);
}

/** Linear light 0..1 to the sRGB curve 0..1. */
export function toSrgb(linear: number): number {
  if (linear <= 0) return 0;
  if (linear >= 1) return 1;
  return linear <= 0.0031308 ? linear * 12.92 : 1.055 * linear ** (1 / 2.4) - 0.055;
}
