import type { Command, CommandBase, GrantKind } from '../../packages/server/src/ledger/index.ts';
import type { Random } from '../random.ts';
import type { ModelAccount } from './model/model-account.ts';
import type { SimulatedTime } from './simulated-time.ts';
import type { Theme } from './themes.ts';

const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'];
const dayMs = 86_400_000;

/** Makes the commands by which an account settles something, and those that follow from it. */
export class RandomSettling {
  readonly #random: Random;
  readonly #time: SimulatedTime;
  readonly #fewSpenders: boolean;

  constructor(random: Random, time: SimulatedTime, theme: Theme) {
    this.#random = random;
    this.#time = time;
    this.#fewSpenders = theme.fewSpenders === true;
  }

  command(name: Command['command'], base: CommandBase, account: ModelAccount, amount: bigint): Command {
    const random = this.#random;
    const { unbilled, billed } = account.rules;
    switch (name) {
      case 'set-reserve':
        return { ...base, command: name, amount: random.oneIn(3) ? 0n : amount };
      case 'set-alert-level':
        return { ...base, command: name, amount: random.oneIn(5) ? null : amount };
      case 'set-credit-limit':
        return { ...base, command: name, amount: random.oneIn(5) ? null : amount * 4n };
      case 'close-period':
      case 'settle':
        if (billed > 0n && (unbilled <= 0n || random.oneIn(2))) {
          return { ...base, command: 'settle', amount: random.oneIn(3) ? amount : billed };
        }
        return unbilled > 0n || random.oneIn(2) ? { ...base, command: 'close-period' } : { ...base, command: 'settle', amount };
      case 'refund':
        return this.#refund(base, account);
      case 'start-recurring-grant':
        return this.#recurring(base, amount);
      case 'extend-recurring-grant':
        return { ...base, command: name, recurringId: this.#recurringId(), cycles: 1 + random.below(3) };
      case 'stop-recurring-grant':
        return { ...base, command: name, recurringId: this.#recurringId() };
      default:
        return this.#budget(base);
    }
  }

  #budget(base: CommandBase): Command {
    const random = this.#random;
    const scope = random.of([
      { type: 'project', id: random.of(['p1', 'p2']) },
      { type: 'api_key', id: random.of(['k1', 'k2']) },
      { type: 'session', id: random.of(['s1', 's2']) },
    ] as const);
    const known = this.#fewSpenders && scope.type === 'session' ? ({ type: 'project', id: 'p1' } as const) : scope;
    const limit = random.oneIn(8) ? null : BigInt(random.below(50));
    return { ...base, command: 'set-budget', scope: known, period: random.of(['day', 'week', 'month', 'total'] as const), limit };
  }

  #refund(base: CommandBase, { grants, entries }: ModelAccount): Command {
    const random = this.#random;
    const commandOf = (grant: { readonly number: number } | undefined): readonly string[] => {
      const id = entries[(grant?.number ?? 0) - 1]?.commandId;
      return id === undefined || id === null ? [] : [id];
    };
    const bought = grants.filter((grant) => grant.kind === 'purchased');
    const [commandId = 'never'] = commandOf(random.oneIn(5) && grants.length > 0 ? random.of(grants) : bought[0]);
    const bonuses = grants.filter((grant) => grant.kind === 'bonus' && !random.oneIn(3)).slice(0, 10);
    const graceMs = random.oneIn(3) ? { graceMs: Math.max(1, this.#time.span(40)) } : {};
    const bonusCommandIds = random.oneIn(3) ? {} : { bonusCommandIds: bonuses.flatMap(commandOf) };
    return { ...base, command: 'refund', commandId, ...bonusCommandIds, ...graceMs };
  }

  #recurringId(): string {
    return `recurring_${String(this.#random.below(3))}`;
  }

  /** Cycles that begin within the seed, but not hundreds of them. */
  #recurring(base: CommandBase, amount: bigint): Command {
    const random = this.#random;
    const { unitMs } = this.#time;
    const unit = random.of((['day', 'week', 'month', 'year'] as const).slice(unitMs < dayMs ? 0 : unitMs === dayMs ? 1 : 2));
    const from = this.#time.nowMs + this.#time.span(20);
    const startsAtMs = from - random.of([0, 0, 1, 7, 28, 30, 31, 59, 365]) * dayMs;
    const kinds: readonly GrantKind[] = ['subscription', 'bonus', 'purchased'];
    const rollover = { max: random.oneIn(2) ? null : BigInt(1 + random.below(40)), cycles: random.oneIn(2) ? null : 1 + random.below(3) };
    return {
      ...base,
      command: 'start-recurring-grant',
      recurringId: this.#recurringId(),
      amount,
      unit,
      ...(random.oneIn(3) ? { every: 1 + random.below(3) } : {}),
      ...(random.oneIn(4) ? {} : { startsAtMs }),
      ...(random.oneIn(4) ? {} : { timeZone: random.of(zones) }),
      ...(random.oneIn(2) ? { cycles: 1 + random.below(4) } : {}),
      ...(random.oneIn(3) ? {} : { rollover }),
      ...(random.oneIn(3) ? { kind: random.of(kinds) } : {}),
      ...(random.oneIn(4) ? { priority: random.below(101) } : {}),
    };
  }
}
