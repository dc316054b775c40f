import { setTimeout as wait } from 'node:timers/promises';

interface Waiting<Question, Answer> {
  readonly question: Question;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/** Enough to make a round trip cheap for each, and little enough that the first does not wait for the last. */
const batchMax = 500;
/** Where so many came together, more are coming: then batches begin this far apart, so that the few that come first do not go alone. */
const companyMin = 4;
const apartMs = 1;

/**
 * Asks the database many things in one statement. Questions of one turn of the event loop, and those that come while a batch is under way,
 * go out together in the next one; none is answered by a statement that began before it was asked. A lone question goes out at once, and so does
 * each of a caller who asks one after the other; many that come at once wait for each other up to a millisecond. A batch that fails, fails
 * for each question in it.
 */
export class Gather<Question, Answer> {
  readonly #ask: (questions: readonly Question[]) => Promise<readonly Answer[]>;
  #waiting: Waiting<Question, Answer>[] = [];
  #isRunning = false;

  /** `ask` gives the answers in the order of the questions. */
  constructor(ask: (questions: readonly Question[]) => Promise<readonly Answer[]>) {
    this.#ask = ask;
  }

  ask(question: Question): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ question, resolve, reject });
      if (this.#isRunning) return;
      this.#isRunning = true;
      setImmediate(() => void this.#run());
    });
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      const beganMs = performance.now();
      const batch = this.#waiting.slice(0, batchMax);
      this.#waiting = this.#waiting.slice(batchMax);
      try {
        const answers = await this.#ask(batch.map(({ question }) => question));
        let index = 0;
        for (const { resolve, reject } of batch) {
          const answer = answers[index++];
          if (answer === undefined) reject(new Error('each question has an answer'));
          else resolve(answer);
        }
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
      if (batch.length >= companyMin && performance.now() - beganMs < apartMs) await wait(apartMs);
    }
    this.#isRunning = false;
  }
}
