/** The processes that a case compares: each says a message when it is ready, and answers each message with one. */
import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

export class Children {
  readonly #processes: ChildProcess[] = [];

  /** Starts a program of this folder; gives what it says when it is ready. */
  async start(program: string, ...arguments_: string[]): Promise<unknown> {
    const child = fork(join(import.meta.dirname, program), arguments_, { execArgv: [] });
    this.#processes.push(child);
    return answerOf(child);
  }

  /** Asks the first `count` of them at once. */
  async ask(count: number, question: (index: number) => object): Promise<readonly unknown[]> {
    return Promise.all(
      this.#processes.slice(0, count).map((child, index) => {
        const answer = answerOf(child);
        child.send(question(index));
        return answer;
      }),
    );
  }

  end(): void {
    for (const each of this.#processes) each.kill();
  }
}

function answerOf(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = (): void => reject(new Error('a process of the benchmark ended'));
    child.once('exit', ended);
    child.once('message', (answer) => {
      child.off('exit', ended);
      resolve(answer);
    });
  });
}
