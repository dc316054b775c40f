import { databaseOnPool } from '../../packages/server/src/database/database.ts';
import { Ledger } from '../../packages/server/src/ledger/index.ts';
import type { Arena } from './arena.ts';
import type { Counts } from './counts.ts';
import type { PlantedFault } from './planted-fault.ts';
import type { SimulatedTime } from './simulated-time.ts';
import type { Turns } from './turns.ts';
import { Wire } from './wire.ts';

/** What the servers of a seed share. */
export interface Surroundings {
  readonly arena: Arena;
  readonly turns: Turns;
  readonly time: SimulatedTime;
  readonly fault: PlantedFault;
  readonly counts: Counts;
}

/** A server with a clock of its own. After a crash, another one takes its place. */
export class SimulatedServer {
  readonly name: string;
  readonly wire: Wire;
  readonly ledger: Ledger;
  readonly #time: SimulatedTime;
  /** How far its clock is from the true time. */
  clockErrorMs: number;

  constructor({ arena, turns, time, fault, counts }: Surroundings, name: string, clockErrorMs: number) {
    this.name = name;
    this.#time = time;
    this.clockErrorMs = clockErrorMs;
    this.wire = new Wire(arena, turns, name, fault, counts);
    this.ledger = new Ledger({ database: databaseOnPool(this.wire.asPool()), clock: { nowMs: () => this.nowMs } });
  }

  get nowMs(): number {
    return this.#time.nowMs + this.clockErrorMs;
  }
}
