import type { Database } from '../database/index.ts';
import type { Clock } from '../kernel/index.ts';
import type {
  CaptureCommand, Command, GrantCommand, HoldCommand, OpenAccountCommand, Options, SpendCommand, VoidCommand,
} from './commands.ts';
import type { Entry } from './entries.ts';
import type { GrantView } from './grants.ts';
import type { HoldView } from './holds.ts';
import type { Balance } from './read-balance.ts';
import type { StatementPage } from './read-statement.ts';

export interface LedgerOptions {
  readonly database: Database;
  readonly clock: Clock;
  /** The PostgreSQL schema that holds the tables; `ledger` when left out. */
  readonly schema?: string | undefined;
}

const building = (): Promise<never> => Promise.reject(new Error('the ledger is being built'));

export class Ledger {
  constructor(_options: LedgerOptions) {}
  openAccount(_command: OpenAccountCommand, _options?: Options): Promise<Entry> { return building(); }
  grant(_command: GrantCommand, _options?: Options): Promise<Entry> { return building(); }
  hold(_command: HoldCommand, _options?: Options): Promise<Entry> { return building(); }
  capture(_command: CaptureCommand, _options?: Options): Promise<Entry> { return building(); }
  void(_command: VoidCommand, _options?: Options): Promise<Entry> { return building(); }
  spend(_command: SpendCommand, _options?: Options): Promise<Entry> { return building(); }
  executeAll(_commands: readonly Command[], _options?: Options): Promise<readonly Entry[]> { return building(); }
  readBalance(_accountId: string, _atMs?: number): Promise<Balance> { return building(); }
  readGrants(_accountId: string): Promise<readonly GrantView[]> { return building(); }
  readStatement(_accountId: string, _page: { readonly cursor?: string | undefined; readonly limit: number }): Promise<StatementPage> { return building(); }
  readHold(_accountId: string, _holdId: string): Promise<HoldView | undefined> { return building(); }
  close(): Promise<void> { return building(); }
}
