/** Amounts for people. Amounts arrive as decimal text ("12.5") and are never turned into floating point. */

const MICRO = 1_000_000n;
const NARROW_SPACE = '\u202f';
const MINUS = '\u2212';

/** Decimal text with at most six decimals to whole millionths. Refuses anything else: a wrong figure is worse than none. */
export function toMicro(text: string): bigint {
  const match = /^(-?)(\d+)(?:\.(\d{1,6}))?$/.exec(text);
  if (!match) throw new RangeError(`"${text}" is not an amount`);
  const micro = BigInt(match[2] ?? '0') * MICRO + BigInt((match[3] ?? '').padEnd(6, '0'));
  return match[1] === '-' ? -micro : micro;
}

/** Whole millionths to decimal text without trailing zeros. */
export function fromMicro(micro: bigint): string {
  const size = micro < 0n ? -micro : micro;
  const decimals = (size % MICRO).toString().padStart(6, '0').replace(/0+$/, '');
  return `${micro < 0n ? '-' : ''}${size / MICRO}${decimals === '' ? '' : `.${decimals}`}`;
}

/** The sum of amounts in decimal text. */
export function sumCredits(amounts: readonly string[]): string {
  return fromMicro(amounts.reduce((sum, amount) => sum + toMicro(amount), 0n));
}

const wholes = new Intl.NumberFormat('en', { useGrouping: true, maximumFractionDigits: 0 });

function groupDigits(whole: bigint): string {
  return wholes
    .formatToParts(whole)
    .map((part) => (part.type === 'group' ? NARROW_SPACE : part.value))
    .join('');
}

function formatSize(micro: bigint, decimalsMin: number): string {
  const size = micro < 0n ? -micro : micro;
  const decimals = (size % MICRO).toString().padStart(6, '0').replace(/0+$/, '').padEnd(decimalsMin, '0');
  return groupDigits(size / MICRO) + (decimals === '' ? '' : `.${decimals}`);
}

/** "1184.5" → "1 184.5", exact, with a narrow space between the thousands and a real minus sign. */
export function formatCredits(amount: string): string {
  const micro = toMicro(amount);
  return (micro < 0n ? MINUS : '') + formatSize(micro, 0);
}

/** To whole credits, for what is an estimate anyway: "333.7" → "334". Never what is had or paid. */
export function formatAbout(amount: string): string {
  return groupDigits((toMicro(amount) + MICRO / 2n) / MICRO);
}

/** Like formatCredits, with a plus sign before what came in. Zero has no sign. */
export function formatSigned(amount: string): string {
  return (toMicro(amount) > 0n ? '+' : '') + formatCredits(amount);
}

/** "54" → "54.00": USDT with at least two decimals. */
export function formatUsdt(amount: string): string {
  const micro = toMicro(amount);
  return (micro < 0n ? MINUS : '') + formatSize(micro, 2);
}

/** A price of one credit for comparing packs, rounded to four decimals: "0.083334" → "0.0833". Never what is paid. */
export function formatRate(amount: string): string {
  const rounded = (toMicro(amount) + 50n) / 100n;
  return formatUsdt(fromMicro(rounded * 100n));
}

const rough = new Intl.NumberFormat('en', { maximumSignificantDigits: 2 });

/** From the one to the other in two digits each, for what is known roughly: "6.4285", "13.3735" → "6.4–13". Never what is paid here. */
export function formatRough(least: string, most: string): string {
  return rough.formatRange(Number(least), Number(most));
}

/** A share of a whole in percent, 0 to 100 with two decimals; 0 of nothing is 0. For widths only, never for money. */
export function percentOf(part: string, whole: string): number {
  const total = toMicro(whole);
  return total === 0n ? 0 : Number((toMicro(part) * 10_000n) / total) / 100;
}
