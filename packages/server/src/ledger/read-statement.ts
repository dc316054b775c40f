import type { EntryView } from './entries.ts';

export interface StatementPage {
  /** Newest first. */
  readonly entries: readonly EntryView[];
  /** Give it back as `cursor` for the entries before these; `null` at the beginning of the account. */
  readonly nextCursor: string | null;
}
