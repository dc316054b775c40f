import type { Mutation } from '../seeds/run-worker.ts';

/** A defect planted into the ledger, or between it and PostgreSQL, to see that the simulation notices. */
export interface PlantedFault {
  readonly mutation?: Mutation;
  /** Changes a statement on its way to PostgreSQL. */
  readonly rewrite?: (text: string) => string;
  /** Which statements that stand alone are rolled back after PostgreSQL has answered them. */
  readonly discards?: (text: string) => boolean;
  /** Changes what PostgreSQL answered. */
  readonly change?: (rows: Record<string, unknown>[]) => Record<string, unknown>[];
}
