import { grantKinds, type Command, type GrantCommand, type Usage } from '../../packages/server/src/ledger/index.ts';
import type { Random } from '../random.ts';
import type { NamedTransfer } from './acts.ts';
import type { ModelAccount } from './model/model-account.ts';
import { RandomSettling } from './random-settling.ts';
import type { SimulatedTime } from './simulated-time.ts';

/** Transferred credits come from another account, and no grant gives them. */
const grantedKinds = grantKinds.filter((kind) => kind !== 'transferred');

/** Makes the requests of a seed, mostly about what the accounts have, so that not everything is refused. */
export class RandomRequests {
  readonly #random: Random;
  readonly #time: SimulatedTime;
  readonly #settling: RandomSettling;
  #serial = 0;

  constructor(random: Random, time: SimulatedTime) {
    this.#random = random;
    this.#time = time;
    this.#settling = new RandomSettling(random, time);
  }

  /** A new request of one account: mostly one command, sometimes some linked ones. */
  commands(accounts: readonly ModelAccount[]): readonly Command[] {
    const account = this.#random.of(accounts);
    const count = this.#random.oneIn(8) ? 2 + this.#random.below(2) : 1;
    return Array.from({ length: count }, () => this.#command(account));
  }

  transfer(accounts: readonly ModelAccount[]): NamedTransfer {
    const random = this.#random;
    const limits = {
      ...(random.oneIn(2) ? {} : { blockedKinds: random.of([[], ['trial'], ['bonus', 'trial'], ['purchased']] as const) }),
      ...(random.oneIn(4) ? { amountMin: BigInt(random.below(10)) } : {}),
      ...(random.oneIn(2) ? { perDayMax: BigInt(20 + random.below(60)) } : {}),
    };
    const { accountId } = random.of(accounts);
    const others = accounts.filter((account) => account.accountId !== accountId);
    const base = { id: this.#newId(), accountId, toAccountId: random.of(random.oneIn(12) ? accounts : others).accountId };
    const memo = random.oneIn(4) ? { memo: 'thanks' } : {};
    return { ...base, command: 'transfer', amount: this.#amount(), ...(random.oneIn(3) ? { limits } : {}), ...memo };
  }

  #newId(): string {
    this.#serial += 1;
    return `c${String(this.#serial)}`;
  }

  #command(account: ModelAccount): Command {
    const random = this.#random;
    const base = { id: this.#newId(), accountId: account.accountId };
    const amount = this.#amount();
    const choice = this.#choice(account);
    if (choice < 4) return { ...base, command: 'grant', ...this.#grant(base.id) };
    if (choice < 8) {
      const holdId = random.oneIn(12) ? this.#someHold(account) : `hold_${base.id}`;
      return { ...base, command: 'hold', holdId, amount, timeoutMs: this.#timeout(), ...this.#usage(), ...this.#reserve() };
    }
    if (choice < 12) {
      const part = random.oneIn(3) ? {} : { amount };
      const usage = random.oneIn(8) ? this.#usage() : {};
      return {
        ...base,
        command: 'capture',
        holdId: this.#someHold(account),
        ...part,
        final: random.oneIn(2),
        ...usage,
        ...this.#reserve(),
      };
    }
    if (choice === 12) return { ...base, command: 'void', holdId: this.#someHold(account) };
    if (choice === 13) return { ...base, command: 'extend', holdId: this.#someHold(account), timeoutMs: this.#timeout() };
    if (choice === 14) return { ...base, command: 'adjust', amount: random.oneIn(2) ? amount : -amount, reason: 'a correction' };
    if (choice < 17) return { ...base, command: 'reverse', commandId: this.#someCommand(account) };
    if (choice === 17 && random.oneIn(4)) return { ...base, command: 'open-account' };
    if (choice >= 20) return this.#settling.command(base, account, amount);
    return { ...base, command: 'spend', amount, ...this.#usage(), ...this.#reserve() };
  }

  /** Out of 28; mostly nothing for which the account has no credits or no hold. */
  #choice(account: ModelAccount): number {
    const random = this.#random;
    const choice = random.below(28);
    if (choice >= 20 || random.oneIn(8)) return choice;
    const isEmpty = account.creditLeft === 0n && account.grants.every((grant) => grant.available + grant.scheduled === 0n);
    const aboutHolds = choice >= 8 && choice < 14;
    if (aboutHolds && account.holds.every((hold) => hold.end !== 'open')) return isEmpty ? random.below(4) : 4 + random.below(4);
    return isEmpty && !aboutHolds ? random.of([0, 1, 2, 3, choice]) : choice;
  }

  /** Mostly one that is open. */
  #someHold({ holds }: ModelAccount): string {
    const random = this.#random;
    if (holds.length === 0 || random.oneIn(20)) return 'hold_never';
    const open = holds.filter((hold) => hold.end === 'open');
    return random.of(open.length === 0 || random.oneIn(6) ? holds : open).id;
  }

  /** Mostly one that took or gave credits. */
  #someCommand({ entries }: ModelAccount): string {
    const random = this.#random;
    const answered = entries.filter((entry) => entry.commandId !== null);
    const undoable = answered.filter(({ kind }) => kind === 'grant' || kind === 'spend' || kind === 'capture');
    const some = undoable.length === 0 || random.oneIn(8) ? answered : undoable;
    return random.oneIn(30) ? 'never' : (some[some.length - 1 - random.below(Math.max(1, some.length))]?.commandId ?? 'never');
  }

  #amount(): bigint {
    const random = this.#random;
    if (random.oneIn(40)) return random.of([0n, -1n, 2n ** 63n, 2n ** 63n - 1n]);
    return BigInt(1 + random.below(30));
  }

  #reserve(): { readonly useReserve?: boolean } {
    return this.#random.oneIn(6) ? { useReserve: this.#random.oneIn(2) } : {};
  }

  #timeout(): number {
    if (this.#random.oneIn(40)) return this.#random.of([0, -1, 367 * 86_400_000]);
    return Math.min(366 * 86_400_000, Math.max(1, this.#time.span(30)));
  }

  #usage(): { readonly usage?: Usage } {
    const random = this.#random;
    if (random.oneIn(3)) return {};
    const pick = <Name extends string>(name: Name, values: readonly string[]) => (random.oneIn(2) ? { [name]: random.of(values) } : {});
    return {
      usage: {
        ...pick('projectId', ['p1', 'p2']),
        ...pick('apiKeyId', ['k1', 'k2']),
        ...pick('sessionId', ['s1', 's2']),
        ...pick('model', ['m1', 'm2']),
        ...pick('operation', ['generate', 'vary']),
      },
    };
  }

  #grant(id: string): Pick<GrantCommand, 'kind' | 'amount'> & Partial<GrantCommand> {
    const random = this.#random;
    const { nowMs } = this.#time;
    const effectiveIn = random.oneIn(3) ? this.#time.span(18) - this.#time.span(4) : undefined;
    const expiresIn = random.oneIn(3) ? Math.max(0, effectiveIn ?? 0) + this.#time.span(40) : undefined;
    const large = random.oneIn(20);
    return {
      ...(random.oneIn(6) ? {} : { grantId: random.oneIn(12) ? 'grant_again' : `grant_${id}` }),
      kind: random.oneIn(4) ? 'purchased' : random.oneIn(4) ? 'bonus' : random.of(grantedKinds),
      amount: large ? 2n ** 62n - BigInt(random.below(3)) : BigInt(1 + random.below(100)),
      priority: random.of([0, 50, 50, 100]),
      ...(effectiveIn === undefined ? {} : { effectiveAtMs: nowMs + effectiveIn }),
      ...(expiresIn === undefined ? {} : { expiresAtMs: nowMs + expiresIn }),
    };
  }
}
