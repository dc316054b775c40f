/** The answer of a server process of a benchmark to any message: its processor time so far. */
export interface ServerUsage {
  readonly cpuMicros: number;
}

/** Ends with its parent, and tells it the processor time whenever it asks: other work on the machine does not count in it, as it does in the time. */
export function answerParent(): void {
  process.once('disconnect', () => process.exit());
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send?.({ cpuMicros: user + system } satisfies ServerUsage);
  });
}
