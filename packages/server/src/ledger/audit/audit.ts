import type { Database } from '../../database/index.ts';

export interface AuditOptions {
  /** Where the tables are; `ledger` when left out. */
  readonly schema?: string | undefined;
  /** Told from time to time how far the audit is. */
  readonly onProgress?: ((progress: { readonly accounts: number; readonly entries: number }) => void) | undefined;
}

/** The first place at which the journal and what is derived from it disagree. */
export interface Difference {
  readonly accountId: string;
  /** The entry at which it shows, or `null` when it is about the account as a whole. */
  readonly number: number | null;
  /** Which rule is broken, such as `sum`, `numbering`, `chain`, `balance`. */
  readonly rule: string;
  /** A sentence with what was expected and what was found. */
  readonly detail: string;
}

export interface AuditReport {
  readonly accounts: number;
  readonly entries: number;
  /** What each book holds over all accounts, in micro-credits; together they are zero. */
  readonly sums: Readonly<Record<string, bigint>>;
  /** `null` when the books are whole. */
  readonly difference: Difference | null;
}

export function audit(_database: Database, _options: AuditOptions = {}): Promise<AuditReport> {
  return Promise.reject(new Error('the audit is being built'));
}
