export const tipCodes = ['vague_prompt', 'already_made', 'made_before', 'batch'] as const;
export type TipCode = (typeof tipCodes)[number];

/** One piece of advice on a request that is about to be made. */
export interface Tip {
  readonly code: TipCode;
  /** A sentence or two for the customer. */
  readonly text: string;
  /** What following it saves by the price book in force, in micro-credits; `null` where nobody can know. */
  readonly saves: bigint | null;
  /** What was made already. */
  readonly generationId: string | null;
  readonly imageId: string | null;
}
