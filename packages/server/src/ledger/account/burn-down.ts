import type { GrantState, HoldPart } from './account-state.ts';
import type { GrantKind } from '../grants.ts';
import { assert } from '../../kernel/index.ts';

const gifts: ReadonlySet<GrantKind> = new Set<GrantKind>(['bonus', 'promotional', 'trial']);

/**
 * The order in which grants are spent: lower priority number → soonest expiry (never comes last) → gifts before money →
 * earliest effective → earliest created → id. It rests on terms that never change, so a sorted list stays sorted.
 */
export function compareBurnDown(a: GrantState, b: GrantState): number {
  return (
    a.priority - b.priority ||
    compareNumbers(a.expiresAtMs ?? Infinity, b.expiresAtMs ?? Infinity) ||
    Number(isGift(b)) - Number(isGift(a)) ||
    a.effectiveAtMs - b.effectiveAtMs ||
    a.createdAtMs - b.createdAtMs ||
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  );
}

/** A gift stays a gift when it is passed on, so that both accounts spend it in the same order. */
function isGift({ originKind, kind }: GrantState): boolean {
  return gifts.has(originKind ?? kind);
}

/** Subtraction would give NaN for two grants that never expire. */
function compareNumbers(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Puts a grant into its place in a list in burn-down order. */
export function insertByBurnDown(grants: readonly GrantState[], grant: GrantState): readonly GrantState[] {
  const place = grants.findIndex((other) => compareBurnDown(grant, other) < 0);
  return place === -1 ? [...grants, grant] : grants.toSpliced(place, 0, grant);
}

/** Chooses the available credits that make up `amount`, first grants first. The caller has checked that there are enough. */
export function takeAvailable(grants: readonly GrantState[], amount: bigint): readonly HoldPart[] {
  const parts: HoldPart[] = [];
  let missing = amount;
  for (const grant of grants) {
    if (missing === 0n) break;
    if (grant.available === 0n) continue;
    const taken = grant.available < missing ? grant.available : missing;
    parts.push({ grant: grant.number, amount: taken });
    missing -= taken;
  }
  assert(missing === 0n, 'the grants of an account make up its available credits');
  return parts;
}

/** Splits held parts into the first `amount` and the rest, both in their order. */
export function splitParts(
  parts: readonly HoldPart[],
  amount: bigint,
): { readonly first: readonly HoldPart[]; readonly rest: readonly HoldPart[] } {
  const first: HoldPart[] = [];
  const rest: HoldPart[] = [];
  let missing = amount;
  for (const part of parts) {
    const taken = part.amount < missing ? part.amount : missing;
    if (taken > 0n) first.push({ grant: part.grant, amount: taken });
    if (part.amount > taken) rest.push({ grant: part.grant, amount: part.amount - taken });
    missing -= taken;
  }
  assert(missing === 0n, 'a hold is split at no more than it holds');
  return { first, rest };
}
