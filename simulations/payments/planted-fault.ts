import type { ChainView } from '../../packages/server/src/payments/index.ts';
import type { Mutation } from '../seeds/run-worker.ts';

/** A defect planted into the server, or between it and PostgreSQL or the chain, to see that the simulation notices. */
export interface PlantedFault {
  readonly mutation?: Mutation;
  /** Changes a statement on its way to PostgreSQL. */
  readonly rewrite?: (text: string) => string;
  /** After which statements a transaction is committed and another one begun. */
  readonly splitsAfter?: (text: string) => boolean;
  /** Only what a provider leaves out shows the defect: here it does so more often, or too few seeds would have that. */
  readonly leavesOutOften?: boolean;
  /** Changes what the server hears of the chain. */
  readonly view?: (view: ChainView) => Partial<ChainView>;
}
