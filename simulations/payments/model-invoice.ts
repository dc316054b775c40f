/** What an invoice should come to, by the rules as they are written, in code that shares nothing with the server. */

const credit = 1_000_000n;
const usdt = 1_000_000n;

interface Pack {
  readonly priceUsdt: bigint;
  readonly credits: bigint;
  /** Once, when the price is reached. */
  readonly bonus: bigint;
}

/** The packs that the servers of the simulation sell, which are those of a new installation. */
export const packs: Readonly<Record<string, Pack>> = {
  'credits-100': { priceUsdt: 10n * usdt, credits: 100n * credit, bonus: 0n },
  'credits-210': { priceUsdt: 20n * usdt, credits: 200n * credit, bonus: 10n * credit },
  'credits-440': { priceUsdt: 40n * usdt, credits: 400n * credit, bonus: 40n * credit },
};

/** Less is not credited, unless it is exactly what an invoice still asks for. */
export const depositMinUsdt = 10_000n;

/** What pays no invoice is credited at the rate of a pack; they all have the same. */
export function creditsWithoutInvoice(amount: bigint): bigint {
  return amount * 10n;
}

export interface ArrivedPayment {
  readonly amount: bigint;
  /** When it was in a block, or when it was seen if that was before. */
  readonly arrivedAtMs: number;
}

/** Everything that arrives is credited at the pack's rate, over the sum; the bonus comes when the price is reached. */
export function creditsOf({ priceUsdt, credits, bonus }: Pack, arrived: readonly ArrivedPayment[]): bigint {
  const sum = arrived.reduce((total, { amount }) => total + amount, 0n);
  return (sum * credits) / priceUsdt + (sum >= priceUsdt ? bonus : 0n);
}

/** The state of an invoice when everything that arrived is credited. */
export function statusOf(pack: Pack, arrived: readonly ArrivedPayment[], expiresAtMs: number, nowMs: number): string {
  if (arrived.length === 0) return nowMs >= expiresAtMs ? 'expired' : 'open';
  let sum = 0n;
  let reachedAtMs = Infinity;
  for (const { amount, arrivedAtMs } of arrived.toSorted((a, b) => a.arrivedAtMs - b.arrivedAtMs)) {
    sum += amount;
    if (sum >= pack.priceUsdt) reachedAtMs = Math.min(reachedAtMs, arrivedAtMs);
  }
  if (sum < pack.priceUsdt) return 'underpaid';
  if (reachedAtMs >= expiresAtMs) return 'late';
  return sum > pack.priceUsdt ? 'overpaid' : 'paid';
}

/** What goes back when all that a deposit has bought is refunded; bonuses stay. */
export function refundedCredits(amount: bigint): bigint {
  return amount * 10n;
}
