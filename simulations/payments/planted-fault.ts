import type { ChainView } from '../../packages/server/src/payments/index.ts';
import type { Mutation } from '../seeds/run-worker.ts';
import type { Manner } from './customers.ts';
import type { FaultName } from './faults.ts';
import type { Theme } from './themes.ts';

/** What happens more often than by itself. */
export interface Often {
  /** What providers do. */
  readonly faults?: readonly FaultName[];
  /** How invoices are paid. */
  readonly paid?: readonly Manner[];
  /** What the operator does: in every seed. */
  readonly themes?: readonly Theme[];
}

/** A defect planted into the server, or between it and PostgreSQL or the chain, to see that the simulation notices. */
export interface PlantedFault {
  readonly mutation?: Mutation;
  /** Changes a statement on its way to PostgreSQL. */
  readonly rewrite?: (text: string) => string;
  /** After which statements a transaction is committed and another one begun. */
  readonly splitsAfter?: (text: string) => boolean;
  /** What must happen to show the defect: here it happens more often, or it would take many seeds. */
  readonly often?: Often;
  /** Changes what the server hears of the chain. */
  readonly view?: (view: ChainView) => Partial<ChainView>;
}
