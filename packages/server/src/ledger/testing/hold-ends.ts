/** An entry of one hold, as the journal has it. */
export interface HoldEntry {
  readonly number: number;
  readonly kind: string;
  readonly atMs: number;
  /** 0 opens the hold, -1 ends it. */
  readonly step: number;
  /** Of an entry that opens or extends it. */
  readonly deadlineMs: number | null;
}

/** How the entries of one hold, in their order, break the rule that a hold ends once, and at its deadline by time alone; in sentences. */
export function wrongHoldEnds(entries: readonly HoldEntry[]): readonly string[] {
  const wrong: string[] = [];
  let deadlineMs = entries[0]?.deadlineMs ?? 0;
  if (entries[0]?.step !== 0) wrong.push('it begins with no hold');
  for (const [index, { number, kind, atMs, step, deadlineMs: later }] of entries.entries()) {
    const what = `entry ${String(number)} (${kind})`;
    if (index > 0 && step === 0) wrong.push(`${what} opens it again`);
    if (step === -1 && index < entries.length - 1) wrong.push(`${what} ends it, and it goes on`);
    if (kind === 'expire' && atMs !== deadlineMs) wrong.push(`${what} stands ${String(atMs - deadlineMs)} ms after the deadline`);
    if (kind !== 'expire' && index > 0 && atMs >= deadlineMs) wrong.push(`${what} comes ${String(atMs - deadlineMs)} ms after it was over`);
    deadlineMs = later ?? deadlineMs;
  }
  return wrong;
}
