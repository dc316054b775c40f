import { grantKinds, type Command, type GrantCommand, type Usage } from '../../packages/server/src/ledger/index.ts';
import type { Random } from '../random.ts';
import type { NamedTransfer } from './acts.ts';
import type { ModelAccount } from './model/model-account.ts';
import { RandomSettling } from './random-settling.ts';
import type { SimulatedTime } from './simulated-time.ts';
import { chooseCommand, type Theme } from './themes.ts';

/** Transferred credits come from another account, and no grant gives them. */
const grantedKinds = grantKinds.filter((kind) => kind !== 'transferred');

/** What a client sends: commands of one account, or a transfer. */
export type Request = readonly Command[] | readonly [NamedTransfer];

/** Makes the requests of a seed, mostly about what the accounts have, so that not everything is refused. */
export class RandomRequests {
  readonly #random: Random;
  readonly #time: SimulatedTime;
  readonly #theme: Theme;
  readonly #settling: RandomSettling;
  #serial = 0;

  constructor(random: Random, time: SimulatedTime, theme: Theme) {
    this.#random = random;
    this.#time = time;
    this.#theme = theme;
    this.#settling = new RandomSettling(random, time, theme);
  }

  /** A new request: mostly one command, sometimes some linked ones. */
  next(accounts: readonly ModelAccount[]): Request {
    const account = this.#random.of(accounts);
    const name = this.#choose(account);
    if (name === 'transfer') return [this.#transfer(accounts)];
    const commands = [this.#command(account, name)];
    while (this.#random.oneIn(commands.length === 1 ? 8 : 3)) {
      const another = this.#choose(account);
      if (another !== 'transfer') commands.push(this.#command(account, another));
    }
    return commands;
  }

  #transfer(accounts: readonly ModelAccount[]): NamedTransfer {
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

  #command(account: ModelAccount, name: Command['command']): Command {
    const random = this.#random;
    const base = { id: this.#newId(), accountId: account.accountId };
    const amount = this.#amount();
    switch (name) {
      case 'open-account':
        return { ...base, command: name };
      case 'grant':
        return { ...base, command: name, ...this.#grant(base.id) };
      case 'hold': {
        const holdId = random.oneIn(12) ? this.#someHold(account) : `hold_${base.id}`;
        return { ...base, command: name, holdId, amount, timeoutMs: this.#timeout(), ...this.#usage(), ...this.#reserve() };
      }
      case 'capture': {
        const holdId = this.#someHold(account);
        const part = { ...(random.oneIn(3) ? {} : { amount }), final: random.oneIn(2) };
        return { ...base, command: name, holdId, ...part, ...(random.oneIn(8) ? this.#usage() : {}), ...this.#reserve() };
      }
      case 'void':
        return { ...base, command: name, holdId: this.#someHold(account) };
      case 'extend':
        return { ...base, command: name, holdId: this.#someHold(account), timeoutMs: this.#timeout() };
      case 'spend':
        return { ...base, command: name, amount, ...this.#usage(), ...this.#reserve() };
      case 'adjust':
        return { ...base, command: name, amount: random.oneIn(2) ? amount : -amount, reason: 'a correction' };
      case 'reverse':
        return { ...base, command: name, commandId: this.#someCommand(account) };
      default:
        return this.#settling.command(name, base, account, amount);
    }
  }

  /** Mostly nothing for which the account has no credits or no hold. */
  #choose(account: ModelAccount): Command['command'] | 'transfer' {
    const random = this.#random;
    const name = chooseCommand(random, this.#theme);
    if (random.oneIn(8)) return name;
    const isEmpty = account.creditLeft === 0n && account.grants.every((grant) => grant.available + grant.scheduled === 0n);
    const aboutHolds = name === 'capture' || name === 'void' || name === 'extend';
    if (aboutHolds && account.holds.every((hold) => hold.end !== 'open')) return isEmpty ? 'grant' : 'hold';
    return isEmpty && (name === 'hold' || name === 'spend') && !random.oneIn(4) ? 'grant' : name;
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
    if (this.#theme.fewSpenders === true) return { usage: { projectId: 'p1', apiKeyId: random.of(['k1', 'k2']) } };
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
      kind: random.of(this.#theme.grantKinds ?? grantedKinds),
      amount: large ? 2n ** 62n - BigInt(random.below(3)) : BigInt(1 + random.below(100)),
      priority: random.of([0, 50, 50, 100]),
      ...(effectiveIn === undefined ? {} : { effectiveAtMs: nowMs + effectiveIn }),
      ...(expiresIn === undefined ? {} : { expiresAtMs: nowMs + expiresIn }),
    };
  }
}
