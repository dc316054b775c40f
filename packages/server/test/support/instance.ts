import { spawn, type ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';
import { Imprest } from '@imprest/sdk';

const program = resolve(import.meta.dirname, '../../bin/imprest.js');

/** What a command of the program printed and how it ended. */
export interface CommandResult {
  readonly code: number | null;
  readonly output: string;
}

/** Runs one command of the program to its end. */
export async function runImprest(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<CommandResult> {
  const child = spawn(process.execPath, [program, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
  let output = '';
  child.stdout.on('data', (text: Buffer) => (output += text.toString()));
  child.stderr.on('data', (text: Buffer) => (output += text.toString()));
  const code = await new Promise<number | null>((done) => child.once('close', done));
  return { code, output };
}

/** A running server process with a data folder of its own. */
export class Instance {
  readonly data: string;
  readonly baseUrl: string;
  /** All that the process has printed so far. */
  readonly output: () => string;
  private readonly child: ChildProcess;
  private readonly ended: Promise<void>;

  private constructor(child: ChildProcess, data: string, baseUrl: string, output: () => string) {
    this.child = child;
    this.data = data;
    this.baseUrl = baseUrl;
    this.output = output;
    this.ended = new Promise((done) => {
      if (child.exitCode !== null || child.signalCode !== null) done();
      else child.once('exit', () => done());
    });
  }

  /** Starts the program on a free port and waits for its ready line. */
  static async start(data: string, environment: NodeJS.ProcessEnv = {}): Promise<Instance> {
    const child = spawn(process.execPath, [program, 'start', '--data', data, '--port', '0'], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...environment },
    });
    let output = '';
    const baseUrl = await new Promise<string>((done, failed) => {
      const read = (text: Buffer): void => {
        output += text.toString();
        const ready = /ready at (http:\/\/\S+)/u.exec(output)?.[1];
        if (ready !== undefined) done(ready);
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
      child.once('exit', (code, signal) => failed(new Error(`the server ended with ${String(code ?? signal)}:\n${output}`)));
    });
    return new Instance(child, data, baseUrl, () => output);
  }

  get pid(): number {
    if (this.child.pid === undefined) throw new Error('the process did not start');
    return this.child.pid;
  }

  /** A client that is signed in as the demo customer or operator. */
  async client(role: 'customer' | 'operator' = 'customer'): Promise<Imprest> {
    const client = new Imprest({ baseUrl: this.baseUrl });
    const { demo } = await client.sandbox.get();
    const person = demo.find((each) => each.role === role);
    if (person === undefined) throw new Error(`the sandbox has no demo ${role}`);
    await client.auth.signIn({ email: person.email, password: person.password });
    return client;
  }

  /** Ends the process at once, as a power cut would. */
  async crash(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }

  /** Asks the process to end, and waits for it. */
  async stop(): Promise<void> {
    this.child.kill('SIGTERM');
    await this.ended;
  }
}
