import type { Mutation } from '../seeds/run-worker.ts';
import type { themes } from './themes.ts';

/** A defect planted into the ledger, or between it and PostgreSQL, to see that the simulation notices. */
export interface PlantedFault {
  readonly mutation?: Mutation;
  /** What every seed is about that looks for it; as the seed has it when left out. */
  readonly theme?: keyof typeof themes;
  /** Changes a statement on its way to PostgreSQL. */
  readonly rewrite?: (text: string) => string;
  /** Which statements that stand alone are rolled back after PostgreSQL has answered them. */
  readonly discards?: (text: string) => boolean;
  /** Changes what PostgreSQL answered. */
  readonly change?: (rows: Record<string, unknown>[]) => Record<string, unknown>[];
}
