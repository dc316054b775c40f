import type { Command, Entry, TransferCommand } from '../../packages/server/src/ledger/index.ts';

/** What one caller asks for: linked commands, or a transfer. */
export interface Sent {
  readonly accountId: string;
  readonly commands: readonly Command[];
  readonly transfer?: TransferCommand;
  /** Another room's rows come in the same transaction: one row of the table `made` for each command. */
  readonly alongside: boolean;
}

/** What the harness tells a ledger process. */
export type Told =
  | { readonly tell: 'ask'; readonly serial: number; readonly sent: Sent }
  | { readonly tell: 'book-due'; readonly serial: number; readonly limit: number }
  /** PostgreSQL came back elsewhere. */
  | { readonly tell: 'address'; readonly url: string }
  /** From now on its clock stands still at this moment; `null` lets it go by the system. */
  | { readonly tell: 'clock'; readonly ms: number | null }
  | { readonly tell: 'close' };

/** What became of a request. `unknown` asks to send it again: nobody knows whether it was committed. */
export type Answer =
  | { readonly answer: 'booked'; readonly entries: readonly Entry[] }
  | { readonly answer: 'refused'; readonly code: string; readonly detail: string }
  | { readonly answer: 'unknown'; readonly why: string }
  | { readonly answer: 'failed'; readonly error: string };

/** What a ledger process tells the harness. */
export type Reported = { readonly report: 'open' } | { readonly report: 'answer'; readonly serial: number; readonly answer: Answer };
