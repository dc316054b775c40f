/** Amounts in micro-credits. */
export interface Balance {
  readonly balance: bigint;
  /** What open holds keep. */
  readonly held: bigint;
  /** `balance − held`: what can be spent. */
  readonly available: bigint;
  readonly asOfMs: number;
}
