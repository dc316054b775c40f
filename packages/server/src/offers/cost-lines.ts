import { assert } from '../kernel/index.ts';

/** `n` over `d`, with `d` above zero. */
export interface Fraction {
  readonly n: bigint;
  readonly d: bigint;
}

/** A cost that grows evenly with the number of pictures: `base + perImage × images`. `base` may be below zero. */
export interface CostLine {
  readonly base: Fraction;
  readonly perImage: Fraction;
}

/** The largest of the lines at a number of pictures, exactly. */
export function costAt(lines: readonly CostLine[], images: number): Fraction {
  const costs = lines.map(({ base, perImage }) => plus(base, { n: perImage.n * BigInt(images), d: perImage.d }));
  const [first, ...others] = costs;
  assert(first, 'an offer has a cost');
  return others.reduce((most, other) => (isLess(most, other) ? other : most), first);
}

/** The first number of pictures above `after` at which one cost is below another; `undefined` when there is none up to `until`. */
export function firstBelow(one: readonly CostLine[], other: readonly CostLine[], after: number, until: number): number | undefined {
  const places = new Set([after + 1]);
  // A cost begins to be below another where a line of the one crosses a line of the other.
  for (const a of one) {
    for (const b of other) {
      const slope = plus(a.perImage, negative(b.perImage));
      if (slope.n === 0n) continue;
      const height = plus(b.base, negative(a.base));
      const [n, d] = slope.n < 0n ? [-height.n * slope.d, -slope.n * height.d] : [height.n * slope.d, slope.n * height.d];
      if (n < 0n || n / d > BigInt(until)) continue;
      const whole = Number(n / d);
      places.add(whole).add(whole + 1);
    }
  }
  return [...places]
    .toSorted((a, b) => a - b)
    .find((images) => images > after && images <= until && isLess(costAt(one, images), costAt(other, images)));
}

function plus(a: Fraction, b: Fraction): Fraction {
  return { n: a.n * b.d + b.n * a.d, d: a.d * b.d };
}

function negative({ n, d }: Fraction): Fraction {
  return { n: -n, d };
}

function isLess(a: Fraction, b: Fraction): boolean {
  return a.n * b.d < b.n * a.d;
}
