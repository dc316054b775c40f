import { Random } from '../random.ts';
import { asModelEntry, perform, type Act, type Alongside, type Answered, type NamedTransfer } from './acts.ts';
import type { Arena } from './arena.ts';
import { checkRead, readNames } from './check-reads.ts';
import { Counts } from './counts.ts';
import { explain, show, type Models } from './explain.ts';
import { Look } from './look.ts';
import { ModelAccount } from './model/model-account.ts';
import type { SeedReport } from '../seeds/play-seeds.ts';
import type { PlantedFault } from './planted-fault.ts';
import { RandomRequests, type Request } from './random-requests.ts';
import { SimulatedServer, type Surroundings } from './simulated-server.ts';
import { SimulatedTime } from './simulated-time.ts';
import { themeOf } from './themes.ts';
import { Turns } from './turns.ts';
import { unitsOf } from './units.ts';

const stepsMax = 22;

class Wrong extends Error {}

/** Plays one seed on a database that is empty then: servers, accounts, requests that are repeated, reordered and cut off by crashes. */
export async function simulateSeed(arena: Arena, seed: number, fault: PlantedFault = {}): Promise<SeedReport> {
  await arena.clear();
  const simulation = new Simulation(arena, seed, fault);
  let failure: string | undefined;
  try {
    while (simulation.steps < stepsMax) await simulation.step();
    await simulation.end();
  } catch (error) {
    failure = `step ${String(simulation.steps)}: ${error instanceof Wrong ? error.message : `unexpected: ${String(error)}`}`;
  }
  return { seed, steps: simulation.steps, failure, counts: simulation.counts.asRecord() };
}

class Simulation {
  steps = 0;
  readonly counts = new Counts();
  readonly #arena: Arena;
  readonly #random: Random;
  readonly #time: SimulatedTime;
  readonly #requests: RandomRequests;
  readonly #look: Look;
  readonly #around: Surroundings;
  #models: Models;
  readonly #servers: SimulatedServer[];
  /** What was sent once, to be sent again. */
  readonly #past: Request[] = [];
  /** What has had no answer yet. */
  #unanswered: Request[] = [];

  constructor(arena: Arena, seed: number, fault: PlantedFault) {
    this.#arena = arena;
    this.#random = new Random(seed);
    const theme = themeOf(this.#random, fault.theme);
    this.#time = new SimulatedTime(this.#random, theme);
    this.#look = new Look(arena.look);
    const accountIds = Array.from({ length: this.#random.oneIn(3) ? 3 : 2 }, (_, index) => `acct_${String(index)}`);
    this.#requests = new RandomRequests(this.#random, this.#time, theme);
    const grantIds = (accountId: string, number: number): string => this.#look.grantId(accountId, number);
    this.#models = new Map(accountIds.map((accountId) => [accountId, new ModelAccount(accountId, grantIds)]));
    for (const accountId of accountIds) this.#past.push([{ command: 'open-account', id: 'open', accountId }]);
    this.#around = { arena, turns: new Turns(new Random(seed + 0x5eed)), time: this.#time, fault, counts: this.counts };
    this.#servers = [0, 1].map((index) => new SimulatedServer(this.#around, `server ${String(index)}`, this.#time.clockError()));
  }

  async step(): Promise<void> {
    this.#time.pass();
    for (const server of this.#servers) {
      const errorMs = this.#time.stepClock(server.clockErrorMs);
      if (Math.abs(errorMs - server.clockErrorMs) >= 1000)
        this.counts.add(errorMs > server.clockErrorMs ? 'clock stepped forth' : 'clock stepped back');
      server.clockErrorMs = errorMs;
      if (this.#random.oneIn(6)) server.wire.crashAt(1 + this.#random.below(7), this.#random.oneIn(2));
    }
    await this.#play(this.#chooseActs());
    if (this.#random.oneIn(2)) return;
    const accountId = this.#random.of([...this.#models.keys()]);
    await this.#read(accountId, this.#random.of(readNames));
  }

  /** Whoever got no answer asks once more, everything is read, and the audit follows the whole journal. */
  async end(): Promise<void> {
    while (this.#unanswered.length > 0) {
      const again = this.#unanswered.slice(0, 4);
      await this.#play(again.map((request) => this.#asAct(request, 'none')));
    }
    const accountIds = [...this.#models.keys()];
    for (const accountId of accountIds) for (const name of ['balance', 'grants', 'rules']) await this.#read(accountId, name);
    const accountId = this.#random.of(accountIds);
    for (const name of readNames) await this.#read(accountId, name);
    const difference = await this.#arena.audit();
    if (difference !== undefined) throw new Wrong(`the audit finds ${difference}`);
  }

  async #play(acts: readonly Act[]): Promise<void> {
    this.steps += 1;
    const answers = await Promise.all(acts.map((act) => perform(act)));
    for (const server of this.#servers) await server.wire.calm();
    const entryCounts = new Map([...this.#models].map(([accountId, account]) => [accountId, account.entries.length]));
    const seen = await this.#look.at(entryCounts);
    const done = acts.map((act, index) => ({ act, answered: this.#compared(answers[index] ?? 'crashed') }));
    for (const { act, answered } of done) {
      if (typeof answered === 'object' && 'unexpected' in answered)
        throw new Wrong(`${show('request' in act ? act.request : act.act)}: ${answered.unexpected}`);
      if ('request' in act) this.#noteAnswer(act.request, answered);
    }
    const explained = explain(this.#models, unitsOf(done, this.#models), seen);
    if ('wrong' in explained) throw new Wrong(explained.wrong);
    this.#models = explained.models;
    for (const { entries } of seen.values())
      for (const { kind, commandId } of entries) this.counts.add(`entry ${kind}${commandId === null ? ' by time' : ''}`);
    for (const [index, server] of this.#servers.entries()) {
      if (server.wire.crashed || this.#random.oneIn(60))
        this.#servers[index] = new SimulatedServer(this.#around, server.name, server.clockErrorMs);
    }
  }

  #compared(answer: Awaited<ReturnType<typeof perform>>): Answered {
    if (typeof answer !== 'object' || !('entries' in answer)) return answer;
    return {
      answer: answer.entries.map((entry) => asModelEntry(entry, (accountId, grantId) => this.#look.grantNumber(accountId, grantId))),
    };
  }

  #noteAnswer(request: Request, answered: Answered): void {
    if (answered === 'crashed') {
      if (!this.#unanswered.includes(request)) this.#unanswered.push(request);
      return;
    }
    this.#unanswered = this.#unanswered.filter((each) => each !== request);
    if ('answer' in answered) this.counts.add(typeof answered.answer === 'string' ? `refused ${answered.answer}` : 'answered');
  }

  #chooseActs(): readonly Act[] {
    const acts: Act[] = [];
    const count = 2 + this.#random.below(6);
    // Of a command id that comes with two contents at once, a crash would not tell which of them is remembered.
    const contents = new Map<string, string>();
    while (acts.length < count) {
      const request = this.#chooseRequest();
      const texts = request.map((command) => [`${command.accountId} ${command.id}`, show(command)] as const);
      if (texts.some(([id, text]) => (contents.get(id) ?? text) !== text)) continue;
      for (const [id, text] of texts) contents.set(id, text);
      const alongside = this.#random.oneIn(8) ? (this.#random.oneIn(4) ? 'failing' : 'written') : 'none';
      acts.push(this.#asAct(request, alongside));
      if (this.#random.oneIn(8)) acts.push(this.#asAct(request, 'none'));
    }
    if (this.#random.oneIn(10)) acts.push({ act: 'book-due', server: this.#random.of(this.#servers), limit: 1 + this.#random.below(6) });
    return acts;
  }

  #asAct(request: Request, alongside: Alongside): Act {
    const server = this.#random.of(this.#servers);
    return isTransfer(request) ? { act: 'transfer', server, request, alongside } : { act: 'request', server, request, alongside };
  }

  /** Something new, or something that was sent before: the same, or the same id with other content. */
  #chooseRequest(): Request {
    if (this.#unanswered.length > 0 && this.#random.oneIn(5)) return this.#random.of(this.#unanswered);
    if (this.steps <= 1 || this.#random.oneIn(7)) {
      const request = this.#random.of(this.#past);
      return this.#random.oneIn(8) ? withOtherContent(request) : request;
    }
    const accounts = [...this.#models.values()];
    const request = this.#requests.next(accounts);
    this.#past.push(request);
    return request;
  }

  async #read(accountId: string, name: string): Promise<void> {
    const account = this.#models.get(accountId);
    if (account?.isOpen !== true) return;
    const server = this.#random.of(this.#servers);
    const current = account.copy();
    current.advance(server.nowMs);
    const wrong = await checkRead(name, { server, account, current, random: this.#random, look: this.#look, pastMs: this.#time.past() });
    if (wrong !== undefined) throw new Wrong(wrong);
  }
}

function isTransfer(request: Request): request is readonly [NamedTransfer] {
  return request[0]?.command === 'transfer';
}

function withOtherContent(request: Request): Request {
  if (isTransfer(request)) return [{ ...request[0], memo: 'other content' }];
  return request.map((command) =>
    command.command === 'adjust' ? { ...command, reason: 'other content' } : { ...command, memo: 'other content' },
  );
}
