import { isDeepStrictEqual } from 'node:util';
import { sql, type PostgresPool } from 'kysely';
import { databaseOnPool, type Sql } from '../../packages/server/src/database/database.ts';
import { Problem } from '../../packages/server/src/kernel/index.ts';
import { Ledger, type Command, type Entry } from '../../packages/server/src/ledger/index.ts';
import { Random } from '../random.ts';
import { ModelAccount, type ModelAnswer, type ModelEntry } from './model.ts';
import { randomRequest } from './random-requests.ts';
import { Crashed, Turns, Wire, type PlantedFault } from './wire.ts';

const accountCount = 3;
const stepsMax = 40;
const startMs = Date.UTC(2026, 0, 31, 23, 59, 59, 990);
/** The clock of the second server is late by up to this. */
const lateMs = 4;

/** A run of one seed: how many steps it took, and what was wrong, if anything. */
export interface SeedReport {
  readonly seed: number;
  readonly steps: number;
  readonly failure: string | undefined;
}

interface Server {
  readonly wire: Wire;
  readonly ledger: Ledger;
  readonly lateMs: number;
}

interface Sent {
  readonly server: Server;
  readonly request: readonly Command[];
  /** Written in a transaction of its own that holds the row. */
  readonly alongside: boolean;
}

type Answered = { readonly answer: ModelAnswer } | 'crashed';

class Wrong extends Error {}

/** Plays one seed: two servers on one PostgreSQL, three accounts, requests that are repeated, reordered and cut off by crashes. */
export async function simulateSeed(pool: PostgresPool, seed: number, fault: PlantedFault = {}): Promise<SeedReport> {
  const simulation = new Simulation(pool, seed, fault);
  try {
    while (simulation.steps < stepsMax) await simulation.step();
    return { seed, steps: simulation.steps, failure: undefined };
  } catch (error) {
    const what = error instanceof Wrong ? error.message : `unexpected: ${String(error)}`;
    return { seed, steps: simulation.steps, failure: `step ${String(simulation.steps)}: ${what}` };
  }
}

class Simulation {
  steps = 0;
  readonly #random: Random;
  readonly #turns: Turns;
  readonly #pool: PostgresPool;
  readonly #fault: PlantedFault;
  /** Reads past all faults. */
  readonly #look: Sql;
  readonly #accounts: Map<string, ModelAccount>;
  readonly #servers: Server[] = [];
  /** What was sent once, to be sent again. */
  readonly #past: (readonly Command[])[] = [];
  #serial = 0;
  #nowMs = startMs;

  constructor(pool: PostgresPool, seed: number, fault: PlantedFault) {
    this.#random = new Random(seed);
    this.#turns = new Turns(new Random(seed + 1));
    this.#pool = pool;
    this.#fault = fault;
    this.#look = databaseOnPool(pool).sql;
    const names = Array.from({ length: accountCount }, (_, index) => `acct_seed_${String(seed)}_${String(index)}`);
    this.#accounts = new Map(names.map((name) => [name, new ModelAccount()]));
    for (const name of names) this.#past.push([{ command: 'open-account', id: 'open', accountId: name }]);
    this.#servers.push(this.#start(0), this.#start(1));
  }

  async step(): Promise<void> {
    this.steps += 1;
    if (!this.#random.oneIn(3)) this.#nowMs += this.#random.below(12);
    const sent = Array.from({ length: 1 + this.#random.below(5) }, () => this.#choose());
    for (const server of this.#servers) {
      if (this.#random.oneIn(6)) server.wire.crashAt(1 + this.#random.below(5), this.#random.oneIn(2));
    }
    const answers = await Promise.all(sent.map((each) => send(each)));
    for (const accountId of this.#accounts.keys()) {
      const ofAccount = sent.map((each, index) => ({ each, answered: answers[index] ?? 'crashed' }));
      await this.#compare(
        accountId,
        ofAccount.filter(({ each }) => each.request[0]?.accountId === accountId),
      );
    }
    for (const [index, server] of this.#servers.entries()) {
      server.wire.calm();
      if (server.wire.crashed) this.#servers[index] = this.#start(index);
    }
    await this.#readAll();
  }

  #start(index: number): Server {
    const wire = new Wire(this.#pool, this.#turns, `server ${String(index)}`, this.#fault);
    const late = index === 0 ? 0 : this.#random.below(lateMs);
    const ledger = new Ledger({ database: databaseOnPool(wire.asPool()), clock: { nowMs: () => this.#nowMs - late } });
    return { wire, ledger, lateMs: late };
  }

  /** Something new, or something that was sent before: the same, or the same id with other content. */
  #choose(): Sent {
    const [server, alongside] = [this.#random.of(this.#servers), this.#random.oneIn(8)];
    if (this.steps <= accountCount || this.#random.oneIn(4)) {
      const request = this.#random.of(this.#past);
      if (!this.#random.oneIn(8)) return { server, request, alongside };
      return { server, request: request.map((command) => ({ ...command, memo: 'other content' })), alongside };
    }
    this.#serial += 1;
    const request = randomRequest(this.#random, this.#random.of([...this.#accounts.keys()]), this.#serial, this.#nowMs);
    this.#past.push(request);
    return { server, request, alongside };
  }

  /** Finds an order of what was committed that explains every answer and the journal. */
  async #compare(accountId: string, sent: readonly { readonly each: Sent; readonly answered: Answered }[]): Promise<void> {
    const before = this.#accounts.get(accountId) ?? new ModelAccount();
    const journal = await this.#journalOf(accountId, before.entries.length);
    const refused = await this.#refusedOf(accountId);
    // What one server gathered is committed together; with rows alongside, each request is alone.
    const groups = [
      ...this.#servers.map((server) => sent.filter(({ each }) => each.server === server && !each.alongside)),
      ...sent.filter(({ each }) => each.alongside).map((each) => [each]),
    ].filter((group) => group.length > 0);
    let closest = '';
    for (const order of ordersOf(groups)) {
      const model = before.copy();
      const done = new Set(order);
      if (groups.some((group) => !done.has(group) && group.some(({ answered }) => answered !== 'crashed'))) continue;
      const differences: string[] = [];
      for (const { each, answered } of order.flat()) {
        const expected = model.send(each.request, this.#nowMs - each.server.lateMs);
        if (answered !== 'crashed' && !isDeepStrictEqual(answered.answer, expected)) {
          differences.push(`${show(each.request)} was answered ${show(answered.answer)} and not ${show(expected)}`);
        }
      }
      const booked = model.entries.slice(before.entries.length).map((entry) => withoutMoves(entry));
      if (!isDeepStrictEqual(journal, booked)) differences.push(`the journal has ${show(journal)} and not ${show(booked)}`);
      const remembered = model.refusedIds();
      if (!isDeepStrictEqual(refused, remembered))
        differences.push(`it remembers refusals of ${show(refused)} and not ${show(remembered)}`);
      if (differences.length === 0) {
        this.#accounts.set(accountId, model);
        return;
      }
      closest ||= differences.join('; ');
    }
    throw new Wrong(`${accountId}: ${closest}`);
  }

  async #journalOf(accountId: string, after: number): Promise<readonly Omit<ModelEntry, 'moves'>[]> {
    const { rows } = await sql<{
      number: bigint;
      kind: string;
      at: Date;
      command_id: string | null;
      balance_after: bigint;
      held_after: bigint;
      told: bigint;
    }>`
      select number, kind, at, command_id, balance_after, held_after,
        (select count(*) from outbox o where o.account_id = e.account_id and o.payload->>'number' = e.number::text) as told
      from ledger.entries e where account_id = ${accountId} and number > ${after} order by number`.execute(this.#look);
    for (const row of rows) {
      if (row.told !== 1n) throw new Wrong(`${accountId}: entry ${row.number.toString()} has ${row.told.toString()} events`);
    }
    return rows.map((row) => ({
      number: Number(row.number),
      kind: row.kind,
      atMs: row.at.getTime(),
      commandId: row.command_id,
      balanceAfter: row.balance_after,
      heldAfter: row.held_after,
    }));
  }

  async #refusedOf(accountId: string): Promise<readonly string[]> {
    const { rows } = await sql<{ command_id: string }>`
      select command_id from ledger.refusals where account_id = ${accountId} order by command_id`.execute(this.#look);
    return rows.map((row) => row.command_id);
  }

  /** Every read of every account, now and at a past moment. */
  async #readAll(): Promise<void> {
    for (const [accountId, account] of this.#accounts) {
      if (!account.open) continue;
      const server = this.#random.of(this.#servers);
      const shown = account.copy();
      shown.advance(this.#nowMs - server.lateMs);
      const balance = await server.ledger.readBalance(accountId);
      const expected = [shown.balance, shown.held];
      if (!isDeepStrictEqual([balance.balance, balance.held], expected)) {
        throw new Wrong(`${accountId}: the balance is ${show(balance)} and not ${show(expected)}`);
      }
      const grants = await server.ledger.readGrants(accountId);
      const sum = grants.reduce((total, grant) => total + grant.remaining, 0n);
      if (sum !== shown.balance) throw new Wrong(`${accountId}: the grants make ${sum.toString()} and not ${shown.balance.toString()}`);
      const pastMs = startMs + this.#random.below(this.#nowMs - startMs + 1) - lateMs;
      const past = await server.ledger.readBalance(accountId, pastMs);
      const then = account.copy();
      if ((then.entries.at(-1)?.atMs ?? 0) <= pastMs) then.advance(pastMs);
      const last = then.entries.findLast((entry) => entry.atMs <= pastMs);
      if (past.balance !== (last?.balanceAfter ?? 0n) || past.held !== (last?.heldAfter ?? 0n)) {
        throw new Wrong(`${accountId}: at ${String(pastMs)} the balance is ${show(past)} and not ${show(last)}`);
      }
    }
  }
}

async function send({ server, request, alongside }: Sent): Promise<Answered> {
  try {
    const entries = await server.ledger.executeAll(request, alongside ? { alongside: () => Promise.resolve() } : {});
    return { answer: entries.map((entry) => asModel(entry)) };
  } catch (error) {
    if (error instanceof Problem) return { answer: error.code };
    if (error instanceof Crashed || server.wire.crashed) return 'crashed';
    throw error;
  }
}

function asModel({ number, kind, atMs, commandId, balanceAfter, heldAfter, moves }: Entry): ModelEntry {
  const shown = moves.map((move) => `${move.grantId} ${move.from}>${move.to} ${move.amount.toString()}`);
  return { number, kind, atMs, commandId, balanceAfter, heldAfter, moves: shown };
}

/** Every order of every selection, longest first. */
function ordersOf<T>(values: readonly T[]): readonly (readonly T[])[] {
  const orders: T[][] = [[]];
  for (const order of orders) {
    for (const value of values) if (!order.includes(value)) orders.push([...order, value]);
  }
  return orders.toReversed();
}

/** The moves are compared with the answers; the audit follows them in the journal. */
function withoutMoves({ number, kind, atMs, commandId, balanceAfter, heldAfter }: ModelEntry): Omit<ModelEntry, 'moves'> {
  return { number, kind, atMs, commandId, balanceAfter, heldAfter };
}

function show(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) => (typeof member === 'bigint' ? member.toString() : member));
}
