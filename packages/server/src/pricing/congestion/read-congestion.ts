import type { Sql } from '../../database/index.ts';
import type { CompiledBook } from '../compiled-book.ts';
import { selectCongestion } from './congestion-queries.ts';
import { congestionLines, congestionSettings, multiplierAt, type CongestionLine } from './congestion-settings.ts';

/** What the queue does to prices now. Multipliers are decimal text. */
export interface Congestion extends CongestionLine {
  readonly multiplier: string;
  readonly expectedWaitMs: number;
  readonly targetMs: number;
  readonly smoothingMs: number;
}

/** What the queue does to the prices of a book; `null` where the book has no line for it. Of several lines, that of `generate`. */
export async function readCongestion(sql: Sql, { book }: Pick<CompiledBook, 'book'>): Promise<Congestion | null> {
  const lines = congestionLines(book);
  const line = lines.get('generate') ?? [...lines.values()][0];
  if (line === undefined) return null;
  const state = await selectCongestion(sql);
  const { targetMs, smoothingMs } = congestionSettings(book);
  return {
    ...line,
    multiplier: multiplierAt(line, state?.published ?? 0),
    expectedWaitMs: state?.expectedWaitMs ?? 0,
    targetMs,
    smoothingMs,
  };
}
