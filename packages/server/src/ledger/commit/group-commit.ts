import type { AccountRequest } from './commit-together.ts';
import type { Outcome } from '../decide/decide-requests.ts';
import type { LaneTurns, Turn } from './lane-turns.ts';

/** Commits requests together and gives their outcomes, in order; `lost` for those that are to come again with the next batch. */
type Commit = (requests: readonly AccountRequest[], turn: Turn | undefined) => Promise<readonly (Outcome | 'lost')[]>;

type Turns = Pick<LaneTurns, 'wanted' | 'take'>;

interface Waiting {
  readonly lane: Lane;
  readonly request: AccountRequest;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

/** While PostgreSQL writes the batch of one lane, this process decides the batch of another. */
const laneCount = 2;

/** Enough to make the cost of a commit small for each, and little enough to answer the first within milliseconds. */
export const batchMax = 500;

/**
 * While another process writes the same accounts, its batches are under way at the same time, too. Then fewer than this, those under way
 * included, go in one batch at a time: as two they would cost twice as much, and there is work for the processors anyway.
 */
const fewMax = 32;

/** So long may a turn go on while there is work: handing it over costs as much as a small batch. */
const turnMs = 20;

/**
 * Gathers requests while the batch before them is under way, and commits them together. Each account belongs to one lane, so that the
 * lanes never compete for a row. A request that comes when its lane is idle goes out at once, but for the turn of the lane where processes
 * take turns, and for the other lane where few ask while another process competes.
 */
export class GroupCommit {
  readonly #lanes: readonly Lane[];

  /** `isCompeting` says whether another process writes the same accounts. */
  constructor(commit: Commit, turns?: Turns, isCompeting: () => boolean = () => false) {
    const lanes: Lane[] = [];
    for (let index = 0; index < laneCount; index += 1) lanes.push(new Lane({ commit, index, turns, isCompeting, lanes }));
    this.#lanes = lanes;
  }

  submit(request: AccountRequest): Promise<Outcome> {
    const lane = this.#lanes[laneOf(request.accountId)];
    return lane ? lane.submit(request) : Promise.reject(new Error('every account has a lane'));
  }

  /** Resolves when nothing is under way any more. */
  async drain(): Promise<void> {
    // A lane may give back to another what it had taken along.
    while (this.#lanes.some((lane) => lane.isRunning)) await Promise.all(this.#lanes.map((lane) => lane.drain()));
  }
}

function laneOf(accountId: string): number {
  let mixed = 0;
  for (let index = 0; index < accountId.length; index += 1) mixed = (Math.imul(mixed, 31) + accountId.charCodeAt(index)) >>> 0;
  return (mixed >>> 8) % laneCount;
}

interface Batch {
  readonly size: number;
  readonly settled: Promise<void>;
}

interface Surroundings {
  readonly commit: Commit;
  readonly index: number;
  readonly turns: Turns | undefined;
  readonly isCompeting: () => boolean;
  /** All of them, this one included. */
  readonly lanes: readonly Lane[];
}

class Lane {
  readonly #surroundings: Surroundings;
  readonly #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;
  #turn: Turn | undefined;
  /** The batch under way that has requests of this lane, whichever lane commits it. */
  #batch: Batch | undefined;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  submit(request: AccountRequest): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ lane: this, request, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  async drain(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    do {
      // Lets those who ask in the same turn of the event loop come along; nobody waits for a timer.
      await new Promise((resolve) => setImmediate(resolve));
      const { turns, index } = this.#surroundings;
      if (this.#turn === undefined && turns?.wanted === true) this.#turn = await turns.take(index);
      for (let before = this.#batchBefore(); before !== undefined; before = this.#batchBefore()) await before.settled;
      await this.#commitBatch();
      // Whoever has just been answered may ask again at once.
      if (this.#turn !== undefined && this.#waiting.length === 0) await new Promise((resolve) => setImmediate(resolve));
    } while (this.#waiting.length > 0);
    const last = this.#turn;
    this.#endTurn();
    this.#running = undefined;
    await last?.ended;
  }

  /** The batch that has to end before the next one of this lane may begin. */
  #batchBefore(): Batch | undefined {
    if (this.#batch !== undefined || !this.#isTogether()) return this.#batch;
    return this.#surroundings.lanes.map((lane) => lane.#batch).find((batch) => batch !== undefined);
  }

  /** Whether the next batch is one for all lanes. */
  #isTogether(): boolean {
    const { lanes, turns, isCompeting } = this.#surroundings;
    if (!isCompeting() || turns?.wanted === true || lanes.some((lane) => lane.#turn)) return false;
    const underWay = new Set(lanes.map((lane) => lane.#batch));
    const count = [...underWay].reduce((sum, batch) => sum + (batch?.size ?? 0), 0);
    return lanes.reduce((sum, lane) => sum + lane.#waiting.length, count) < fewMax;
  }

  async #commitBatch(): Promise<void> {
    const lanes = this.#isTogether() ? this.#surroundings.lanes : [this];
    const batch = lanes.flatMap((lane) => lane.#waiting.splice(0, batchMax));
    // Another lane may have taken them along.
    if (batch.length === 0) return;
    const settled = this.#settle(batch);
    const underWay = { size: batch.length, settled };
    for (const lane of lanes) lane.#batch = underWay;
    await settled;
    for (const lane of lanes) lane.#batch = undefined;
  }

  #giveBack(lost: Waiting): void {
    this.#waiting.unshift(lost);
    this.#running ??= this.#run();
  }

  #endTurn(): void {
    this.#turn?.end();
    this.#turn = undefined;
  }

  async #settle(batch: readonly Waiting[]): Promise<void> {
    try {
      const beganMs = performance.now();
      const outcomes = await this.#surroundings.commit(
        batch.map((waiting) => waiting.request),
        this.#turn,
      );
      // When another batch like this would be too much, the turn ends before those who wait are answered, and ask again.
      const nowMs = performance.now();
      if (this.#turn !== undefined && nowMs - this.#turn.beganMs + nowMs - beganMs > turnMs) this.#endTurn();
      const lost: Waiting[] = [];
      for (const [index, waiting] of batch.entries()) {
        const outcome = outcomes[index];
        if (outcome === 'lost') lost.unshift(againOf(waiting));
        else if (outcome) waiting.resolve(outcome);
        else waiting.reject(new Error('each request has an outcome'));
      }
      // Before those that came later, so that the commands of an account keep their order.
      for (const each of lost) each.lane.#giveBack(each);
    } catch (error) {
      if (batch.length === 1 || !isAboutContent(error)) {
        for (const waiting of batch) waiting.reject(error);
        return;
      }
      // Halving finds the one that PostgreSQL does not take, so that the others are not lost with it.
      const middle = Math.ceil(batch.length / 2);
      await this.#settle(batch.slice(0, middle));
      await this.#settle(batch.slice(middle));
    }
  }
}

function againOf({ request, ...promised }: Waiting): Waiting {
  return { ...promised, request: { ...request, losses: (request.losses ?? 0) + 1 } };
}

/** Whether the database refused what was written, rather than being away. */
function isAboutContent(error: unknown): boolean {
  if (!(error instanceof Error)) return true;
  // Classes 08, 53, 57 and 58 and errors of the network say that the database cannot work now, whatever it is sent.
  const code = 'code' in error ? String(error.code) : '';
  return error.name === 'AssertionError' || /^(?:22|23|40|42|P0|XX)[0-9A-Z]{3}$/u.test(code);
}
