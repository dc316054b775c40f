import type { Tx } from '../../database/index.ts';
import { ledgerQueries } from '../commit/queries.ts';
import { readBalanceAt } from '../read/read-balance.ts';
import type { AccountBooks } from './account-books.ts';
import { demand } from './broken.ts';

/** Amounts in micro-credits. */
export interface AccountBalance {
  readonly accountId: string;
  readonly balance: bigint;
  readonly held: bigint;
  readonly available: bigint;
  /** Used or held on credit and not billed, and billed and not paid. */
  readonly unbilled: bigint;
  readonly billed: bigint;
}

/** So many accounts are all in a sample, and of those after them one in so many. */
const sampleAll = 1000;
const sampleEvery = 100;

/** Reads balances at a past moment as their owners do, with the ledger's own code, and compares them with the audit's. */
export class BalanceReader {
  readonly #place: Parameters<typeof readBalanceAt>[0];
  readonly #atMs: number;
  readonly #isAll: boolean;
  #seen = 0;
  read = 0;

  constructor(tx: Tx, schema: string, atMs: number, isAll: boolean) {
    // Nothing is written, so no outbox is named.
    this.#place = { database: { sql: tx }, queries: ledgerQueries(schema, ''), clock: { nowMs: () => atMs } };
    this.#atMs = atMs;
    this.#isAll = isAll;
  }

  async check(accountId: string, { balance, held }: AccountBooks): Promise<void> {
    this.#seen += 1;
    if (!this.#isAll && this.#seen > sampleAll && this.#seen % sampleEvery !== 0) return;
    const shown = await readBalanceAt(this.#place, accountId, this.#atMs);
    this.read += 1;
    const same = (what: string, read: bigint, derived: bigint): void =>
      demand(read === derived, 'reading', `its owner is shown ${what} ${read.toString()}, the journal leads to ${derived.toString()}`);
    same('a balance of', shown.balance, balance);
    same('a held amount of', shown.held, held);
  }
}
