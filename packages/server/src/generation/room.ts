import type { Database, JsonObject } from '../database/index.ts';
import type { ImageStore } from '../gallery/index.ts';
import type { Clock } from '../kernel/index.ts';
import type { Ledger } from '../ledger/index.ts';
import type { Engine } from './engine.ts';
import type { ProgressBoard } from './progress-board.ts';

/** Tells whoever is looking right now; nobody else ever hears of it. */
export type Publish = (accountId: string, topic: string, payload: JsonObject) => void;

/** What the operations of this room work with. */
export interface Room {
  readonly database: Database;
  readonly ledger: Pick<Ledger, 'hold' | 'capture' | 'void' | 'readBalanceAndRules'>;
  readonly clock: Clock;
  readonly engines: readonly Engine[];
  readonly store: ImageStore;
  readonly publish: Publish;
  readonly progress: ProgressBoard;
  readonly settings: GenerationSettings;
}

export interface GenerationSettings {
  /** How many generations of one account may wait at once. */
  readonly queuedMax: number;
  /** How long credits stay held for a generation that does not end by itself. */
  readonly holdTimeoutMs: number;
  /** How long a process is believed to work on a generation after its last sign of life. */
  readonly leaseMs: number;
  /** How often an engine is asked for one picture before it counts as failed. */
  readonly attemptsMax: number;
  /** How long a generation waits for a lower factor of the queue. Shorter than the credits stay held, so that there is time to make it. */
  readonly priceWaitMs: number;
  /** Where a customer buys credits. */
  readonly topUpUrl: string;
}

export const defaultSettings: GenerationSettings = {
  queuedMax: 100,
  holdTimeoutMs: 24 * 60 * 60_000,
  leaseMs: 20_000,
  attemptsMax: 3,
  priceWaitMs: 12 * 60 * 60_000,
  topUpUrl: '/top-up',
};
