import { cellHash } from './random.ts';

/**
 * How much of the point is covered by a row of conifers: `x` along the row and `above` over their ground, both in
 * tree heights. 1 inside, 0 outside; `twigs` (0..1) is how ragged the boughs are drawn yet.
 */
export function coniferAt(x: number, above: number, salt: number, density: number, twigs: number): number {
  if (above > 1.35) return 0;
  if (above < 0) return 1;
  const spacing = 0.34;
  const cell = Math.floor(x / spacing);
  for (let c = cell - 1; c <= cell + 1; c += 1) {
    if (cellHash(c, 1, salt) > density) continue;
    const height = 0.5 + 0.8 * cellHash(c, 2, salt) ** 1.3;
    const up = above / height;
    if (up >= 1) continue;
    const centre = (c + 0.2 + 0.6 * cellHash(c, 3, salt)) * spacing;
    const dx = Math.abs(x - centre);
    const boughs = 7 + Math.floor(cellHash(c, 4, salt) * 5);
    const step = up * boughs + 0.35 * cellHash(c, Math.sign(x - centre) + 5, salt);
    const saw = 1 - (step - Math.floor(step));
    const ragged = twigs * 0.35 * cellHash(Math.floor(step), Math.floor(dx * 60), salt + c);
    const half = height * 0.2 * (1 - up) ** 0.85 * (0.42 + 0.58 * saw * (1 - ragged)) + 0.006;
    if (dx < half) return 1;
  }
  return 0;
}
