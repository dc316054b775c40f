import { amountMax } from '../../kernel/index.ts';
import type { Condition, Expression, ExpressionNodes } from '../formulas/expression.ts';
import type { PriceBook, PriceForm, PriceLine } from '../price-book.ts';
import type { PriceRequest } from '../price-request.ts';

/**
 * The price of a request, reckoned straight from the data of the book, as its documentation says: slow, plain and written apart from the
 * compiler, which the tests compare with it. The book must be well formed and the request within it. Millionths, or `undefined` where
 * there is no price.
 */
export function interpretPriceBook(book: PriceBook, request: PriceRequest): bigint | undefined {
  try {
    const form = book.price ?? resolve(book, book.operations?.[request.operation]);
    const sum = runLines(book, request, Array.isArray(form) ? form : [{ label: 'Price', base: form }]);
    const { to, mode } = book.rounding ?? { to: '0.000001', mode: 'half_up' };
    const total = times(roundTo(sum, read(to), mode), whole(1_000_000n)).n;
    return total < 0n || total > amountMax ? undefined : total;
  } catch (error) {
    if (error instanceof NoPrice) return undefined;
    throw error;
  }
}

class NoPrice extends Error {}

interface Fraction {
  readonly n: bigint;
  readonly d: bigint;
}

const whole = (n: bigint): Fraction => ({ n, d: 1n });

function fraction(n: bigint, d: bigint): Fraction {
  if (d === 0n) throw new NoPrice();
  let [a, b] = [n < 0n ? -n : n, d < 0n ? -d : d];
  while (b !== 0n) [a, b] = [b, a % b];
  const divisor = (d < 0n ? -1n : 1n) * (a === 0n ? 1n : a);
  return { n: n / divisor, d: d / divisor };
}

function read(value: number | string): Fraction {
  const [, sign = '', digits = '0', decimals = ''] = /^(-?)(\d+)(?:\.(\d+))?$/u.exec(String(value)) ?? [];
  return fraction(BigInt(`${sign}${digits}${decimals}`), 10n ** BigInt(decimals.length));
}

const plus = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.d + b.n * a.d, a.d * b.d);
const minus = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.d - b.n * a.d, a.d * b.d);
const times = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.n, a.d * b.d);
const over = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.d, a.d * b.n);
const isBelow = (a: Fraction, b: Fraction): boolean => a.n * b.d < b.n * a.d;
const least = (a: Fraction, b: Fraction): Fraction => (isBelow(b, a) ? b : a);
const most = (a: Fraction, b: Fraction): Fraction => (isBelow(a, b) ? b : a);

function floor({ n, d }: Fraction): bigint {
  const cut = n / d;
  return cut * d > n ? cut - 1n : cut;
}

function roundTo(value: Fraction, to: Fraction, mode: string): Fraction {
  const steps = over(value, to);
  if (mode === 'down') return times(whole(floor(steps)), to);
  if (mode === 'up') return times(whole(-floor({ n: -steps.n, d: steps.d })), to);
  return times(whole(floor(plus(steps, fraction(1n, 2n)))), to);
}

/** The root by halving: the largest number with twelve decimals whose power is not above. */
function raise(base: Fraction, exponent: Fraction): Fraction {
  const power = fraction(base.n ** exponent.n, base.d ** exponent.n);
  if (exponent.d === 1n) return power;
  if (base.n < 0n) throw new NoPrice();
  const scale = 10n ** 12n;
  const fits = (root: bigint): boolean => !isBelow(power, fraction(root ** exponent.d, scale ** exponent.d));
  let [low, high] = [0n, scale];
  while (fits(high)) high *= 2n;
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return fraction(low, scale);
}

function resolve(book: PriceBook, form: PriceForm | undefined): Exclude<PriceForm, { sameAs: string }> {
  if (form === undefined) throw new NoPrice();
  return typeof form === 'object' && 'sameAs' in form ? resolve(book, book.operations?.[form.sameAs]) : form;
}

function runLines(book: PriceBook, request: PriceRequest, lines: readonly PriceLine[]): Fraction {
  let sum = whole(0n);
  for (const line of lines) {
    if (line.when !== undefined && !holds(book, request, line.when)) continue;
    const { base, add, multiply, minimum, maximum, round, congestion } = line;
    if (base !== undefined) sum = value(book, request, base);
    if (add !== undefined) sum = plus(sum, value(book, request, add));
    if (multiply !== undefined) sum = times(sum, value(book, request, multiply));
    if (minimum !== undefined) sum = most(sum, value(book, request, minimum));
    if (maximum !== undefined) sum = least(sum, value(book, request, maximum));
    if (round !== undefined) sum = roundTo(sum, read(round.to), round.mode);
    if (congestion !== undefined) {
      const stepped = roundTo(name(book, request, 'queueRatio'), read(congestion.step), 'down');
      sum = times(sum, most(least(stepped, read(congestion.cap)), read(congestion.floor)));
    }
  }
  return sum;
}

/** What the request says of a fact, or what the book or the platform says where it does not. */
function fact(book: PriceBook, request: PriceRequest, wanted: string): string | number | boolean | undefined {
  const standard: Readonly<Record<string, number | boolean>> = { images: 1, references: 0, negativePrompt: false, queueRatio: 0 };
  return request[wanted] ?? book.facts?.[wanted]?.default ?? standard[wanted];
}

function name(book: PriceBook, request: PriceRequest, wanted: string): Fraction {
  const own = book.values?.[wanted];
  if (own !== undefined) return value(book, request, own);
  const pixels = () => times(name(book, request, 'width'), name(book, request, 'height'));
  if (wanted === 'pixels') return pixels();
  if (wanted === 'megapixels') return over(pixels(), whole(1_000_000n));
  const [option = '', column] = wanted.split('.');
  const chosen = fact(book, request, option);
  if (column === undefined) return read(String(chosen));
  const found = book.facts?.[option]?.options?.find((each) => typeof each === 'object' && each.id === chosen);
  return read(typeof found === 'object' ? (found[column] ?? 0) : 0);
}

function text(book: PriceBook, request: PriceRequest, wanted: string): string {
  return wanted === 'size' ? `${String(request['width'])}x${String(request['height'])}` : String(fact(book, request, wanted));
}

function has<K extends keyof ExpressionNodes>(node: object, kind: K): node is ExpressionNodes[K] {
  return kind in node;
}

function value(book: PriceBook, request: PriceRequest, node: Expression): Fraction {
  const at = (inner: Expression): Fraction => value(book, request, inner);
  if (typeof node === 'number') return read(node);
  if (typeof node === 'string') return /^-?\d/u.test(node) ? read(node) : name(book, request, node);
  if (has(node, 'sum')) return node.sum.map(at).reduce(plus);
  if (has(node, 'product')) return node.product.map(at).reduce(times);
  if (has(node, 'min')) return node.min.map(at).reduce(least);
  if (has(node, 'max')) return node.max.map(at).reduce(most);
  if (has(node, 'difference')) return minus(at(node.difference[0]), at(node.difference[1]));
  if (has(node, 'quotient')) return over(at(node.quotient[0]), at(node.quotient[1]));
  if (has(node, 'power')) return raise(at(node.power), read(node.exponent));
  if (has(node, 'round')) return roundTo(at(node.round), read(node.to), node.mode);
  if (has(node, 'brackets')) {
    const number = at(node.brackets);
    const row = node.upTo.find(([limit]) => !isBelow(read(limit), number));
    return at(row?.[1] ?? node.above);
  }
  if (has(node, 'graduated')) return graduated(at(node.graduated), node, at);
  if (has(node, 'interpolate')) return interpolated(at(node.interpolate), node.points);
  if (has(node, 'perDoubling')) return perDoubling(book, request, node);
  return branch(book, request, node);
}

function branch(book: PriceBook, request: PriceRequest, node: object): Fraction {
  const at = (inner: Expression): Fraction => value(book, request, inner);
  if (has(node, 'lookup')) {
    const chosen = node.in[text(book, request, node.lookup)] ?? node.otherwise;
    if (chosen === undefined) throw new NoPrice();
    return at(chosen);
  }
  if (has(node, 'when')) return at(holds(book, request, node.when) ? node.value : node.otherwise);
  if (has(node, 'cases')) return at(node.cases.find(({ when }) => holds(book, request, when))?.value ?? node.otherwise);
  if (has(node, 'label')) return at(node.value);
  throw new NoPrice();
}

function graduated(number: Fraction, node: ExpressionNodes['graduated'], at: (inner: Expression) => Fraction): Fraction {
  let sum = whole(0n);
  let from = whole(0n);
  for (const [limit, rate] of [...node.upTo, [undefined, node.above] as const]) {
    const reached = limit === undefined ? number : least(number, read(limit));
    if (isBelow(from, reached)) sum = plus(sum, times(minus(reached, from), at(rate)));
    if (limit !== undefined) from = read(limit);
  }
  return sum;
}

function interpolated(number: Fraction, points: ExpressionNodes['interpolate']['points']): Fraction {
  const known = points.map(([x, y]) => ({ x: read(x), y: read(y) }));
  const right = known.findIndex(({ x }) => !isBelow(x, number));
  const [a, b] = [known[right - 1], known[right]];
  if (right === -1) return known.at(-1)?.y ?? whole(0n);
  if (a === undefined || b === undefined) return known[0]?.y ?? whole(0n);
  return plus(a.y, times(over(minus(number, a.x), minus(b.x, a.x)), minus(b.y, a.y)));
}

function perDoubling(book: PriceBook, request: PriceRequest, node: ExpressionNodes['perDoubling']): Fraction {
  const factor = value(book, request, node.of);
  let sum = whole(0n);
  for (let scale = 1; isBelow(whole(BigInt(scale)), factor) && scale < 65_536; scale *= 2) {
    const inside = { ...request, width: Number(request['width']) * scale, height: Number(request['height']) * scale };
    sum = plus(sum, value(book, inside, node.perDoubling));
  }
  return sum;
}

function holds(book: PriceBook, request: PriceRequest, condition: Condition): boolean {
  // True because a well-formed condition has lists and conditions under these words and nothing else beside them.
  const { any, all, not } = condition as {
    readonly any?: readonly Condition[];
    readonly all?: readonly Condition[];
    readonly not?: Condition;
  };
  if (any !== undefined) return any.some((each) => holds(book, request, each));
  if (all !== undefined) return all.every((each) => holds(book, request, each));
  if (not !== undefined) return !holds(book, request, not);
  return Object.entries(condition).every(([wanted, expected]) => matches(book, request, wanted, expected));
}

function matches(book: PriceBook, request: PriceRequest, wanted: string, expected: unknown): boolean {
  if (Array.isArray(expected)) return expected.some((each) => matches(book, request, wanted, each));
  const said = fact(book, request, wanted);
  const isNumber = book.values?.[wanted] !== undefined || ['pixels', 'megapixels'].includes(wanted) || typeof said === 'number';
  if (!isNumber) return said === expected;
  const number = name(book, request, wanted);
  if (typeof expected !== 'object' || expected === null) return minus(number, read(String(expected))).n === 0n;
  return Object.entries(expected).every(([how, limit]) => {
    const bound = read(String(limit));
    if (how === 'atLeast') return !isBelow(number, bound);
    if (how === 'atMost') return !isBelow(bound, number);
    return how === 'above' ? isBelow(bound, number) : isBelow(number, bound);
  });
}
