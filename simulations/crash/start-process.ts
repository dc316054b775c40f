import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { Answer, Reported, Sent, Told } from './messages.ts';

const program = join(import.meta.dirname, 'ledger-process.ts');

/** A running process with a ledger; see ledger-process.ts. */
export class LedgerProcess {
  readonly #child: ChildProcess;
  readonly #ended: Promise<void>;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #serial = 0;
  #dead = false;

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.#ended = new Promise((resolve) => child.once('exit', () => resolve()));
    child.on('message', (reported: Reported) => {
      if (reported.report !== 'answer') return;
      this.#waiting.get(reported.serial)?.(reported.answer);
      this.#waiting.delete(reported.serial);
    });
    // What was answered before the end is read before the channel is reported closed.
    child.once('disconnect', () => this.#lose());
  }

  static async start(url: string): Promise<LedgerProcess> {
    const child = fork(program, [url], { serialization: 'advanced', execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    let errors = '';
    child.stderr?.on('data', (text: Buffer) => (errors += text.toString()));
    await new Promise<void>((resolve, reject) => {
      child.once('message', () => resolve());
      child.once('exit', (code) => reject(new Error(`the ledger process ended with ${String(code)}: ${errors}`)));
    });
    return new LedgerProcess(child);
  }

  /** The answer, or `unknown` when the process ends before it. */
  ask(sent: Sent): Promise<Answer> {
    return this.#request((serial) => ({ tell: 'ask', serial, sent }));
  }

  bookDue(limit: number): Promise<Answer> {
    return this.#request((serial) => ({ tell: 'book-due', serial, limit }));
  }

  /** Where PostgreSQL is now. */
  moveTo(url: string): void {
    this.#tell({ tell: 'address', url });
  }

  setClock(ms: number | null): void {
    this.#tell({ tell: 'clock', ms });
  }

  /** Ends it at once, as a power cut would. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }

  /** Lets it answer what is under way, and waits for its end. */
  async close(): Promise<void> {
    this.#tell({ tell: 'close' });
    await this.#ended;
  }

  #request(told: (serial: number) => Told): Promise<Answer> {
    this.#serial += 1;
    const serial = this.#serial;
    return new Promise((resolve) => {
      if (this.#dead) return resolve({ answer: 'unknown', why: 'the process has ended' });
      this.#waiting.set(serial, resolve);
      this.#tell(told(serial));
    });
  }

  #tell(told: Told): void {
    // A channel that closes just now loses what is sent, and then `#lose` answers.
    this.#child.send(told, () => undefined);
  }

  #lose(): void {
    this.#dead = true;
    for (const resolve of this.#waiting.values()) resolve({ answer: 'unknown', why: 'the process has ended' });
    this.#waiting.clear();
  }
}
