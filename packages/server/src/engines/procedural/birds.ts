import type { Rgb } from './colour.ts';
import type { Random } from './random.ts';

/** A small flock near the light; darkens `out` where a wing is. */
export function createBirds(random: Random, nearX: number, nearY: number, colour: Rgb): (x: number, y: number, out: Float64Array) => void {
  const centreX = nearX + random.between(-0.18, 0.18);
  const centreY = nearY + random.between(-0.1, 0.08);
  const birds = Array.from({ length: 4 + random.below(6) }, () => ({
    x: centreX + random.between(-0.16, 0.16),
    y: centreY + random.between(-0.06, 0.06),
    size: random.between(0.008, 0.018),
    lift: random.between(0.3, 0.75),
  }));
  return (x, y, out) => {
    if (Math.abs(x - centreX) > 0.2 || Math.abs(y - centreY) > 0.09) return;
    for (const bird of birds) {
      const along = Math.abs(x - bird.x) / bird.size;
      if (along > 1) continue;
      const wing = bird.y - bird.size * bird.lift * Math.sin(along * 2.4) * 0.55;
      if (Math.abs(y - wing) < bird.size * 0.09 * (1.2 - along)) {
        out[0] = colour[0];
        out[1] = colour[1];
        out[2] = colour[2];
        return;
      }
    }
  };
}
