import type { UsdtUnits } from '../../kernel/index.ts';

/** By which rule a deposit belongs to its invoice. `address`: the invoice has the address for itself; `operator`: a person has said so. */
export type Match = 'address' | 'exact' | 'nearly' | 'oldest_open' | 'late' | 'operator';

/** An invoice that a deposit to the address of its account may be meant for. Times in milliseconds. */
export interface Candidate {
  readonly id: string;
  /** What has not arrived of its price and is not on its way either. */
  readonly missingUsdt: UsdtUnits;
  /** What of that it can do without, by the operator's tolerance. */
  readonly spareableUsdt: UsdtUnits;
  /** Whether it is to be paid on the network of the deposit. */
  readonly sameNetwork: boolean;
  readonly canceled: boolean;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
  readonly graceUntilMs: number;
}

export interface Arrived {
  readonly amountUsdt: UsdtUnits;
  readonly arrivedAtMs: number;
}

/** What exchanges keep of a withdrawal is rarely more than 2 USDT, or 5 percent. */
const nearlyUsdt = 2_000_000n;
const nearlyShare = 20n;

/**
 * Which of the invoices of an account a deposit to the address of that account pays, and why. In this order: one that asks for exactly
 * this amount; one that it nearly pays; the oldest that is open; the newest that has expired, within its grace. An invoice that asks for
 * nothing more gets nothing more, and a canceled one only exactly what it asked for. `undefined`: none of them.
 */
export function chooseInvoice(
  { amountUsdt, arrivedAtMs }: Arrived,
  invoices: readonly Candidate[],
): { id: string; match: Match } | undefined {
  const asking = invoices.filter(
    ({ missingUsdt, spareableUsdt, graceUntilMs }) => missingUsdt > spareableUsdt && arrivedAtMs < graceUntilMs,
  );
  const isOpen = ({ canceled, expiresAtMs }: Candidate): boolean => !canceled && arrivedAtMs < expiresAtMs;
  const open = asking.filter(isOpen).toSorted(oldestFirst);
  const closed = asking.filter((invoice) => !isOpen(invoice)).toSorted((a, b) => oldestFirst(b, a));
  const asksExactly = ({ missingUsdt }: Candidate): boolean => missingUsdt === amountUsdt;
  const [exact] = [...open.filter(asksExactly), ...closed.filter(asksExactly)].toSorted(networkFirst(isOpen));
  if (exact !== undefined) return { id: exact.id, match: 'exact' };
  const [nearly] = open
    .filter(({ missingUsdt }) => amountUsdt < missingUsdt && missingUsdt - amountUsdt <= mostKept(missingUsdt))
    .toSorted((a, b) => (a.missingUsdt < b.missingUsdt ? -1 : a.missingUsdt > b.missingUsdt ? 1 : 0));
  if (nearly !== undefined) return { id: nearly.id, match: 'nearly' };
  const [oldest] = open;
  if (oldest !== undefined) return { id: oldest.id, match: 'oldest_open' };
  const late = closed.find(({ canceled }) => !canceled);
  return late && { id: late.id, match: 'late' };
}

function mostKept(missingUsdt: UsdtUnits): UsdtUnits {
  const share = missingUsdt / nearlyShare;
  // Of a small price the fixed sum would be most of it.
  const fixed = missingUsdt / 2n < nearlyUsdt ? missingUsdt / 2n : nearlyUsdt;
  return share > fixed ? share : fixed;
}

function oldestFirst(a: Candidate, b: Candidate): number {
  return a.createdAtMs - b.createdAtMs || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** Open ones first, and among them those that are to be paid on this network. Keeps the order otherwise. */
function networkFirst(isOpen: (invoice: Candidate) => boolean): (a: Candidate, b: Candidate) => number {
  const rank = (invoice: Candidate): number => (isOpen(invoice) ? 0 : 2) + (invoice.sameNetwork ? 0 : 1);
  return (a, b) => rank(a) - rank(b);
}
