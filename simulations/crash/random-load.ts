import type { Command } from '../../packages/server/src/ledger/index.ts';
import type { Random } from '../random.ts';
import type { Sent } from './messages.ts';

const dayMs = 86_400_000;

/** One caller's random commands: what it holds, it mostly captures or voids later, and what it did, it sometimes reverses. */
export class RandomCaller {
  readonly #random: Random;
  readonly #name: string;
  readonly #accounts: readonly string[];
  readonly #holds: { readonly accountId: string; readonly holdId: string }[] = [];
  readonly #done: { readonly accountId: string; readonly id: string }[] = [];
  #serial = 0;

  constructor(random: Random, name: string, accounts: readonly string[]) {
    this.#random = random;
    this.#name = name;
    this.#accounts = accounts;
  }

  next(): Sent {
    this.#serial += 1;
    const id = `${this.#name}_${String(this.#serial)}`;
    const accountId = this.#account();
    const alongside = this.#random.oneIn(8);
    if (this.#random.oneIn(7)) return this.#transfer(id, accountId, alongside);
    if (this.#random.oneIn(12)) {
      const commands = [this.#spend(`${id}a`, accountId), this.#grant(`${id}b`, accountId), this.#hold(`${id}c`, accountId)];
      return { accountId, commands, alongside };
    }
    const command = this.#random.oneIn(10) ? this.#rule(id, accountId) : this.#command(id, accountId);
    return { accountId: command.accountId, commands: [command], alongside };
  }

  /** The first account is hot. */
  #account(): string {
    return this.#random.oneIn(3) ? (this.#accounts[0] ?? '') : this.#random.of(this.#accounts);
  }

  #transfer(id: string, accountId: string, alongside: boolean): Sent {
    const toAccountId = this.#random.of(this.#accounts.filter((other) => other !== accountId));
    const transfer = { id, accountId, toAccountId, amount: this.#amount(40), limits: { blockedKinds: [] } };
    return { accountId, commands: [], transfer, alongside };
  }

  #command(id: string, accountId: string): Command {
    switch (this.#random.below(10)) {
      case 0:
        return this.#grant(id, accountId);
      case 1:
      case 2:
        return this.#hold(id, accountId);
      case 3:
      case 4:
      case 5: {
        const hold = this.#holds.shift();
        return hold === undefined ? this.#hold(id, accountId) : this.#useHold(id, hold);
      }
      case 6: {
        const done = this.#random.oneIn(2) ? this.#done.shift() : undefined;
        if (done === undefined)
          return { command: 'adjust', id, accountId, amount: this.#random.oneIn(2) ? -3n : 5n, reason: 'a correction' };
        return { command: 'reverse', id, accountId: done.accountId, commandId: done.id };
      }
      default:
        return this.#spend(id, accountId);
    }
  }

  /** What an account settles, and what it owes. */
  #rule(id: string, accountId: string): Command {
    const recurringId = `recurring_${String(this.#random.below(3))}`;
    switch (this.#random.below(9)) {
      case 0:
        return { command: 'set-reserve', id, accountId, amount: this.#amount(30) - 1n };
      case 1:
        return { command: 'set-alert-level', id, accountId, amount: this.#random.oneIn(4) ? null : this.#amount(500) };
      case 2: {
        const scope = { type: 'project', id: 'proj_load' } as const;
        return { command: 'set-budget', id, accountId, scope, period: 'day', limit: this.#random.oneIn(3) ? null : this.#amount(5000) };
      }
      case 3:
      case 4:
        return { command: 'set-credit-limit', id, accountId, amount: this.#random.oneIn(4) ? null : this.#amount(1000) };
      case 5:
        return { command: 'close-period', id, accountId };
      case 6:
        return { command: 'settle', id, accountId, amount: this.#amount(10) };
      case 7:
        return { command: 'stop-recurring-grant', id, accountId, recurringId };
      default:
        return { command: 'start-recurring-grant', id, accountId, recurringId, amount: this.#amount(50), unit: 'day' };
    }
  }

  #useHold(id: string, hold: { readonly accountId: string; readonly holdId: string }): Command {
    switch (this.#random.below(4)) {
      case 0:
        return { command: 'void', id, ...hold };
      case 1:
        this.#holds.push(hold);
        return { command: 'extend', id, ...hold, timeoutMs: dayMs + this.#random.below(dayMs) };
      case 2:
        this.#holds.push(hold);
        return { command: 'capture', id, ...hold, amount: this.#amount(5), final: false };
      default:
        this.#done.push({ accountId: hold.accountId, id });
        return { command: 'capture', id, ...hold };
    }
  }

  #grant(id: string, accountId: string): Command {
    this.#done.push({ accountId, id });
    const kind = this.#random.of(['purchased', 'bonus', 'trial', 'refunded'] as const);
    const expires = this.#random.oneIn(3) ? { expiresAtMs: Date.now() + 20 + this.#random.below(800) } : {};
    return { command: 'grant', id, accountId, kind, amount: this.#amount(300), ...expires };
  }

  #hold(id: string, accountId: string): Command {
    const holdId = `hold_${id}`;
    this.#holds.push({ accountId, holdId });
    const timeoutMs = this.#random.oneIn(4) ? 1 + this.#random.below(60) : dayMs;
    return { command: 'hold', id, accountId, holdId, amount: this.#amount(20), timeoutMs, usage: { projectId: 'proj_load' } };
  }

  #spend(id: string, accountId: string): Command {
    this.#done.push({ accountId, id });
    return { command: 'spend', id, accountId, amount: this.#amount(20), usage: { projectId: 'proj_load', model: 'standard' } };
  }

  #amount(limit: number): bigint {
    return BigInt(1 + this.#random.below(limit));
  }
}
