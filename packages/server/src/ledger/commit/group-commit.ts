import type { AccountRequest } from './commit-together.ts';
import type { Outcome } from '../decide/decide-requests.ts';
import type { LaneTurns, Turn } from './lane-turns.ts';

/** Commits requests together and gives their outcomes, in order; `lost` for those that are to come again with the next batch. */
type Commit = (requests: readonly AccountRequest[], turn: Turn | undefined) => Promise<readonly (Outcome | 'lost')[]>;

type Turns = Pick<LaneTurns, 'wanted' | 'take'>;

interface Waiting {
  readonly request: AccountRequest;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

/** While PostgreSQL writes the batch of one lane, this process decides the batch of another. */
const laneCount = 2;

/** Enough to make the cost of a commit small for each, and little enough to answer the first within milliseconds. */
export const batchMax = 500;

/** So long may a turn go on while there is work: handing it over costs as much as a small batch. */
const turnMs = 20;

/**
 * Gathers requests while the batch before them is under way, and commits them together. Each account belongs to one lane, so that the
 * lanes never compete for a row. A request that comes when its lane is idle goes out at once, but for the turn of the lane where processes
 * take turns.
 */
export class GroupCommit {
  readonly #lanes: readonly Lane[];

  constructor(commit: Commit, turns?: Turns) {
    this.#lanes = Array.from({ length: laneCount }, (_, index) => new Lane(commit, index, turns));
  }

  submit(request: AccountRequest): Promise<Outcome> {
    const lane = this.#lanes[laneOf(request.accountId)];
    return lane ? lane.submit(request) : Promise.reject(new Error('every account has a lane'));
  }

  /** Resolves when nothing is under way any more. */
  async drain(): Promise<void> {
    await Promise.all(this.#lanes.map((lane) => lane.drain()));
  }
}

function laneOf(accountId: string): number {
  let mixed = 0;
  for (let index = 0; index < accountId.length; index += 1) mixed = (Math.imul(mixed, 31) + accountId.charCodeAt(index)) >>> 0;
  return (mixed >>> 8) % laneCount;
}

class Lane {
  readonly #commit: Commit;
  readonly #index: number;
  readonly #turns: Turns | undefined;
  #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;
  #turn: Turn | undefined;

  constructor(commit: Commit, index: number, turns: Turns | undefined) {
    this.#commit = commit;
    this.#index = index;
    this.#turns = turns;
  }

  submit(request: AccountRequest): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ request, resolve, reject });
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
      if (this.#turn === undefined && this.#turns?.wanted === true) this.#turn = await this.#turns.take(this.#index);
      const batch = this.#waiting.slice(0, batchMax);
      this.#waiting = this.#waiting.slice(batchMax);
      await this.#settle(batch);
      // Whoever has just been answered may ask again at once.
      if (this.#turn !== undefined && this.#waiting.length === 0) await new Promise((resolve) => setImmediate(resolve));
    } while (this.#waiting.length > 0);
    const last = this.#turn;
    this.#endTurn();
    this.#running = undefined;
    await last?.ended;
  }

  #endTurn(): void {
    this.#turn?.end();
    this.#turn = undefined;
  }

  async #settle(batch: readonly Waiting[]): Promise<void> {
    try {
      const beganMs = performance.now();
      const outcomes = await this.#commit(
        batch.map((waiting) => waiting.request),
        this.#turn,
      );
      // When another batch like this would be too much, the turn ends before those who wait are answered, and ask again.
      const nowMs = performance.now();
      if (this.#turn !== undefined && nowMs - this.#turn.beganMs + nowMs - beganMs > turnMs) this.#endTurn();
      const lost: Waiting[] = [];
      for (const [index, waiting] of batch.entries()) {
        const outcome = outcomes[index];
        if (outcome === 'lost') lost.push(againOf(waiting));
        else if (outcome) waiting.resolve(outcome);
        else waiting.reject(new Error('each request has an outcome'));
      }
      // Before those that came later, so that the commands of an account keep their order.
      this.#waiting.unshift(...lost);
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
