import { grantKinds, type Command } from '../../packages/server/src/ledger/index.ts';
import type { Random } from '../random.ts';

/** Transferred credits come from another account, and no grant gives them. */
const grantedKinds = grantKinds.filter((kind) => kind !== 'transferred');

/** A new request of one account: mostly one command, sometimes some linked ones. `serial` makes its ids its own. */
export function randomRequest(random: Random, accountId: string, serial: number, nowMs: number): readonly Command[] {
  const count = random.oneIn(8) ? 2 + random.below(2) : 1;
  return Array.from({ length: count }, (_, index) => randomCommand(random, accountId, `c${String(serial)}_${String(index)}`, nowMs));
}

function randomCommand(random: Random, accountId: string, id: string, nowMs: number): Command {
  const base = { id, accountId };
  const amount = random.oneIn(25) ? 0n : BigInt(1 + random.below(30));
  // Few names, so that holds and grants are met again.
  const holdId = `hold_${String(random.below(12))}`;
  switch (random.below(12)) {
    case 0:
    case 1:
    case 2:
      return { ...base, command: 'grant', ...randomGrant(random, id, nowMs) };
    case 3:
    case 4:
    case 5:
      return { ...base, command: 'hold', holdId, amount, timeoutMs: 1 + random.below(30) };
    case 6:
    case 7:
    case 8:
      return { ...base, command: 'capture', holdId, ...(random.oneIn(3) ? {} : { amount }), final: random.oneIn(2) };
    case 9:
      return { ...base, command: 'void', holdId };
    case 10:
      return { ...base, command: 'spend', amount };
    default:
      return random.oneIn(4) ? { ...base, command: 'open-account' } : { ...base, command: 'spend', amount };
  }
}

function randomGrant(random: Random, id: string, nowMs: number) {
  const effectiveIn = random.oneIn(3) ? random.below(15) - 3 : undefined;
  const expiresIn = random.oneIn(2) ? Math.max(0, effectiveIn ?? 0) + random.below(40) : undefined;
  const large = random.oneIn(15);
  return {
    grantId: random.oneIn(12) ? 'grant_again' : `grant_${id}`,
    kind: random.of(grantedKinds),
    amount: large ? 2n ** 62n - BigInt(random.below(3)) : BigInt(1 + random.below(100)),
    priority: random.of([0, 50, 50, 100]),
    ...(effectiveIn === undefined ? {} : { effectiveAtMs: nowMs + effectiveIn }),
    ...(expiresIn === undefined ? {} : { expiresAtMs: nowMs + expiresIn }),
  };
}
