import type { Noise } from './noise.ts';
import type { Random } from './random.ts';

export const heightfieldSize = 512;
/** The edge of the blocks whose highest ground is known, so that a ray far above them can take large steps. */
export const blockSize = 8;

const size = heightfieldSize;
const mask = size - 1;
const blocks = size / blockSize;

/** A square of land as a grid of heights that repeats at its edges, and what water has worn off it so far. */
export class Heightfield {
  readonly #heights = new Float32Array(size * size);
  readonly #ceilings = new Float32Array(blocks * blocks);

  constructor(shape: (x: number, z: number) => number) {
    for (let z = 0; z < size; z += 1) {
      for (let x = 0; x < size; x += 1) this.#heights[z * size + x] = shape(x, z);
    }
  }

  /** Height at a place in grid cells, mixed between the four nearest. */
  at(x: number, z: number): number {
    const heights = this.#heights;
    const fx = Math.floor(x);
    const fz = Math.floor(z);
    const px = x - fx;
    const pz = z - fz;
    const x0 = fx & mask;
    const x1 = (fx + 1) & mask;
    const z0 = (fz & mask) * size;
    const z1 = ((fz + 1) & mask) * size;
    const top = (heights[z0 + x0] ?? 0) * (1 - px) + (heights[z0 + x1] ?? 0) * px;
    const low = (heights[z1 + x0] ?? 0) * (1 - px) + (heights[z1 + x1] ?? 0) * px;
    return top + (low - top) * pz;
  }

  /** No ground within `blockSize` cells of here was higher than this when `survey` was last called. */
  ceilingAt(x: number, z: number): number {
    return this.#ceilings[((Math.floor(z) & mask) >> 3) * blocks + ((Math.floor(x) & mask) >> 3)] ?? 0;
  }

  /** Finds the ceilings; to be called after erosion. */
  survey(): void {
    const peaks = new Float32Array(blocks * blocks).fill(-Infinity);
    for (let z = 0; z < size; z += 1) {
      for (let x = 0; x < size; x += 1) {
        const block = Math.floor(z / blockSize) * blocks + Math.floor(x / blockSize);
        peaks[block] = Math.max(peaks[block] ?? 0, this.#heights[z * size + x] ?? 0);
      }
    }
    for (let z = 0; z < blocks; z += 1) {
      for (let x = 0; x < blocks; x += 1) {
        let highest = -Infinity;
        for (let i = 0; i < 9; i += 1) {
          const nearX = (x + (i % 3) - 1 + blocks) % blocks;
          const nearZ = (z + Math.floor(i / 3) - 1 + blocks) % blocks;
          highest = Math.max(highest, peaks[nearZ * blocks + nearX] ?? 0);
        }
        this.#ceilings[z * blocks + x] = highest;
      }
    }
  }

  /** Lets this many drops run downhill; each takes soil where it is fast and leaves it where it is slow. */
  erode(drops: number, random: Random): void {
    for (let i = 0; i < drops; i += 1) this.#runDrop(random.next() * size, random.next() * size);
  }

  #add(x: number, z: number, amount: number): void {
    const fx = Math.floor(x);
    const fz = Math.floor(z);
    const px = x - fx;
    const pz = z - fz;
    for (let corner = 0; corner < 4; corner += 1) {
      const ox = corner & 1;
      const oz = corner >> 1;
      const place = ((fz + oz) & mask) * size + ((fx + ox) & mask);
      this.#heights[place] = (this.#heights[place] ?? 0) + amount * (ox === 1 ? px : 1 - px) * (oz === 1 ? pz : 1 - pz);
    }
  }

  #runDrop(startX: number, startZ: number): void {
    let x = startX;
    let z = startZ;
    let dirX = 0;
    let dirZ = 0;
    let speed = 0.6;
    let soil = 0;
    let water = 1;
    for (let life = 0; life < 36; life += 1) {
      const here = this.at(x, z);
      dirX = dirX * 0.35 - (this.at(x + 1, z) - here) * 0.65;
      dirZ = dirZ * 0.35 - (this.at(x, z + 1) - here) * 0.65;
      const length = Math.hypot(dirX, dirZ);
      if (length < 1e-7) return;
      dirX /= length;
      dirZ /= length;
      const drop = here - this.at(x + dirX, z + dirZ);
      const carries = Math.max(0.0006, drop) * speed * water * 3.2;
      if (drop < 0) {
        const settles = Math.min(soil, -drop);
        this.#add(x, z, settles);
        soil -= settles;
      } else if (soil > carries) {
        this.#add(x, z, (soil - carries) * 0.3);
        soil -= (soil - carries) * 0.3;
      } else {
        const takes = Math.min((carries - soil) * 0.32, drop);
        this.#add(x, z, -takes);
        soil += takes;
      }
      speed = Math.sqrt(Math.max(0.05, speed * speed + drop * 22));
      water *= 0.965;
      x += dirX;
      z += dirZ;
    }
  }
}

/** Alpine relief, 0..about 1: ridges bent by a second noise, valleys between. */
export function alpineShape(noise: Noise, offset: number, roughness: number): (x: number, z: number) => number {
  return (x, z) => {
    const px = x / 118 + offset;
    const pz = z / 118 + offset;
    const bendX = noise.fbm(px * 0.7 + 4, pz * 0.7, 3);
    const bendZ = noise.fbm(px * 0.7, pz * 0.7 + 8, 3);
    const ridges = noise.ridged(px + bendX * 0.55, pz + bendZ * 0.55, 7);
    const broad = 0.5 + 0.5 * noise.fbm(px * 0.45, pz * 0.45 + 3, 2) * 1.5;
    return ridges * broad * roughness + 0.14 * noise.fbm(px * 3, pz * 3, 4);
  };
}

/** Dunes: long crests across the wind, gentle on one side and steep on the other. */
export function duneShape(noise: Noise, offset: number): (x: number, z: number) => number {
  return (x, z) => {
    const px = x / 90 + offset;
    const pz = z / 90 + offset;
    const bend = noise.fbm(px * 0.8, pz * 0.8, 3) * 1.7;
    const phase = px * 0.7 + pz * 2.1 + bend;
    const t = phase - Math.floor(phase);
    const crest = t < 0.7 ? t / 0.7 : (1 - t) / 0.3;
    const eased = crest * crest * (3 - 2 * crest);
    return (0.25 + 0.35 * (0.5 + noise.fbm(px * 0.6 + 9, pz * 0.6, 2))) * eased * 0.62 + 0.16 * noise.fbm(px * 0.5, pz * 0.5, 3);
  };
}
