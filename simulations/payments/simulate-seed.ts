import { Counts } from '../ledger/counts.ts';
import { Turns } from '../ledger/turns.ts';
import { Random } from '../random.ts';
import type { SeedReport } from '../seeds/play-seeds.ts';
import type { Arena } from './arena.ts';
import { blocksUntilFinal, genesisMs } from './chain-process.ts';
import { ChainWorld } from './chain-world.ts';
import { findDifference, isCreditedOtherwise } from './check-rest.ts';
import { StepCheck } from './check-step.ts';
import { clockErrorMs, spanMs, stepClock } from './clocks.ts';
import { Customers } from './customers.ts';
import { expectedAlarm } from './alarms.ts';
import { quietNames, type FaultName } from './faults.ts';
import { chooseMood } from './moods.ts';
import { Operator } from './operator.ts';
import { themesOf } from './themes.ts';
import { Look } from './look.ts';
import type { PlantedFault } from './planted-fault.ts';
import { withMachineClock } from './machine-clock.ts';
import { networkIds, type NetworkId } from './networks.ts';
import { goodMood, type Provider } from './provider.ts';
import { SimulatedServer, type Surroundings } from './simulated-server.ts';
import { readTokenLogs } from './truth.ts';

const stepsMax = 11;
/** After so many rounds without faults everything must have come to rest. */
const restRoundsMax = 40;
/** In so many of them blocks are made, so many each time: in the first with what was sent, then until it is final. */
const restMinedMax = 3;
const restMined = Math.ceil((blocksUntilFinal + 3) / restMinedMax);
/** After so many more final blocks a server looks again for what its providers left out when it was new. */
const blocksUntilChecked = 64 + blocksUntilFinal;
const minuteMs = 60_000;

/** What a server crashes at, and before how many of these. */
const crashes = [
  ['all', 60],
  ['writes', 20],
  ['questions', 12],
] as const;

class Wrong extends Error {}

/** Plays one seed: customers, payers, a chain and its providers, and servers that follow it and crash, until all faults end. */
export async function simulateSeed(arena: Arena, seed: number, fault: PlantedFault = {}): Promise<SeedReport> {
  await arena.clear();
  const scenario = new Scenario(arena, seed, fault);
  let failure: string | undefined;
  try {
    await withMachineClock(
      () => scenario.machineMs,
      () => scenario.play(),
    );
  } catch (error) {
    const what = error instanceof Wrong ? error.message : `unexpected: ${error instanceof Error ? (error.stack ?? '') : String(error)}`;
    failure = `step ${String(scenario.steps)}: ${what}`;
  }
  return { seed, steps: scenario.steps, failure, counts: scenario.counts.asRecord() };
}

class Scenario {
  steps = 0;
  readonly counts = new Counts();
  private readonly arena: Arena;
  private readonly random: Random;
  private readonly world: ChainWorld;
  private readonly turns: Turns;
  private readonly look: Look;
  private readonly customers: Customers;
  private readonly operator: Operator;
  /** A balance was changed behind the proof's back. */
  private meddled = false;
  private readonly accountIds: readonly string[];
  private readonly around: Surroundings;
  private readonly servers: SimulatedServer[];
  private readonly clocksStep: boolean;
  /** Now and then a chain takes back what its own rule calls final. */
  private readonly finalIsTakenBack: boolean;
  private nowMs = genesisMs + 24 * 60 * minuteMs;
  /** After how many more questions to a provider the chain changes, between two questions. */
  private surpriseAfter = 0;
  private readonly stepCheck: StepCheck;
  private readonly errors: string[] = [];
  private looks = 0;
  private readonly networks: readonly NetworkId[];
  /** Those where a node cannot tell what the issuer has destroyed. */
  private readonly withoutIndex = new Set<NetworkId>();
  private readonly providers: readonly Provider[];
  /** Who leaves things out now and then, one of each network; the others never do. */
  private readonly liars: readonly Provider[];

  constructor(arena: Arena, seed: number, fault: PlantedFault) {
    this.arena = arena;
    this.random = new Random(seed);
    this.clocksStep = this.random.oneIn(2);
    this.finalIsTakenBack = this.random.oneIn(8);
    if (this.finalIsTakenBack) this.counts.add('chain takes back what is final');
    this.turns = new Turns(new Random(seed + 0x5eed));
    this.look = new Look(arena.look);
    const chosen = themesOf(seed, fault.often?.themes ?? []);
    // Of each account only the first purchase is paid back.
    const accounts = 2 + this.random.below(2) + (chosen.has('payouts') ? 2 : 0);
    this.accountIds = Array.from({ length: accounts }, (_, index) => `acct_${String(index)}`);
    this.world = new ChainWorld(arena.chain, new Random(seed + 0xc4a1), this.counts);
    const onError = (message: string, fields: object): void => this.noteError(message, fields);
    this.networks = this.random.of([['ethereum'], ['tron'], networkIds]);
    this.counts.add(this.networks.length === 2 ? 'both networks' : `only ${this.networks.join()}`);
    const of = (id: NetworkId): readonly Provider[] => arena.providers[id].slice(0, 1 + this.random.below(arena.providers[id].length));
    const providers = new Map(this.networks.map((id) => [id, of(id)] as const));
    this.providers = [...providers.values()].flat();
    this.liars = [...providers.values()].map((each) => this.random.of(each));
    const { look, world, networks, finalIsTakenBack } = this;
    this.stepCheck = new StepCheck({ look, chain: arena.chain, world, networks, finalIsTakenBack });
    const addresses = this.random.of(['account', 'invoice'] as const);
    this.counts.add(`an address for each ${addresses}`);
    const who = { accountIds: this.accountIds, addressPolicy: addresses, networks: this.networks };
    this.customers = new Customers(this.random, this.counts, who, fault.often?.paid);
    this.operator = new Operator(seed, this.counts, this.customers, chosen);
    this.around = {
      arena,
      addresses,
      providers,
      turns: this.turns,
      fault,
      counts: this.counts,
      nowMs: () => this.nowMs,
      onError,
    };
    this.servers = [0, 1].map((index) => new SimulatedServer(this.around, `server ${String(index)}`, clockErrorMs(this.random)));
    for (const provider of this.providers) this.begins(provider, seed);
  }

  private begins(provider: Provider, seed: number): void {
    const around = {
      seed,
      counts: this.counts,
      chainVersion: () => this.world.version,
      beforeQuestion: () => this.perhapsSurprise(),
    };
    const [old, withoutIndex] = [this.random.oneIn(4), this.random.oneIn(4)];
    if (withoutIndex && provider.network === 'tron') {
      this.withoutIndex.add(provider.network);
      this.counts.add('a node without an index');
    }
    provider.begin(around, old, withoutIndex);
  }

  /** A little later at each look, as on a machine. */
  get machineMs(): number {
    this.looks += 1;
    return this.nowMs - genesisMs + this.looks / 1000;
  }

  async play(): Promise<void> {
    await this.begin();
    while (this.steps < stepsMax) await this.step();
    await this.end();
  }

  private async begin(): Promise<void> {
    await this.world.begin();
    const [first] = this.servers;
    for (const accountId of this.accountIds) await first?.ledger.openAccount({ id: 'open', accountId });
    // The first cursor is at a block that is final. Even a chain that takes back what is final does not go back below it.
    for (const server of this.servers) await server.rounds();
    if (this.operator.needsMoney && first !== undefined) this.noteWrong(await this.customers.buyFirst(first, this.world, this.nowMs));
    await this.world.mine(2 * blocksUntilFinal + 1, this.nowMs);
    for (const server of this.servers) await server.rounds();
    await this.check();
  }

  private async step(): Promise<void> {
    this.steps += 1;
    this.nowMs += spanMs(this.random);
    for (const provider of this.providers) provider.mood = chooseMood(this.random, this.counts, this.characterOf(provider));
    for (const server of this.servers) {
      if (this.clocksStep) server.clockErrorMs = stepClock(this.random, this.counts, server.clockErrorMs);
      const [at, stepsMax] = this.random.of(crashes);
      if (this.random.oneIn(2)) server.wire.crashAt(1 + this.random.below(stepsMax), this.random.oneIn(2), at);
    }
    this.surpriseAfter = this.random.oneIn(3) ? 1 + this.random.below(20) : 0;
    await this.operator.lookAround(this.look, this.world);
    await Promise.all([this.changeChain(), ...this.servers.map((server) => this.run(server))]);
    this.noteWrong(await this.operator.proveNow(this.servers, () => this.wasLeftOut || this.finalIsTakenBack));
    this.surpriseAfter = 0;
    for (const [index, server] of this.servers.entries()) {
      await server.wire.calm();
      if (!server.wire.crashed && !this.random.oneIn(30)) continue;
      this.servers[index] = new SimulatedServer(this.around, server.name, server.clockErrorMs);
    }
    await this.check();
  }

  /** All faults end, and so must everything that is on its way. Then what was written down is held against the chain. */
  private async end(): Promise<void> {
    for (const provider of this.providers) provider.mood = goodMood;
    for (const server of this.servers) server.clockErrorMs = clockErrorMs(this.random);
    for (const server of this.servers.slice(0, 1)) this.noteWrong(await this.operator.finish(server, this.world));
    await this.comeToRest();
    const before = await this.snapshot();
    await this.checkRest();
    // A server that begins now finds everything done.
    const fresh = new SimulatedServer(this.around, 'fresh server', 0);
    for (let round = 0; round < 2; round += 1) await fresh.rounds();
    if ((await this.snapshot()) !== before) throw new Wrong('a server that starts anew changes what was at rest');
    await this.readAgain(fresh, before);
    await this.prove(fresh);
    const difference = await this.arena.audit();
    if (difference !== undefined) throw new Wrong(`the audit finds ${difference}`);
  }

  private async readAgain(server: SimulatedServer, before: string): Promise<void> {
    this.noteWrong(await this.operator.rescanAll(server, this.look, this.world));
    if ((await this.snapshot()) !== before) throw new Wrong('blocks that are read again change what was at rest');
    await this.check();
  }

  private async prove(server: SimulatedServer): Promise<void> {
    if (await isCreditedOtherwise({ chain: this.arena.chain, look: this.look, credited: this.stepCheck.credited })) {
      this.counts.add('a credited payment that the chain has changed');
      return;
    }
    const pass = (): void => void (this.nowMs += minuteMs);
    const destroyed = async (network: NetworkId): Promise<bigint> => {
      const ours = new Set(this.customers.addressesOn(network));
      const { destroyed: all } = await readTokenLogs(this.arena.chain);
      return all.reduce((sum, each) => (each.network === network && ours.has(each.address) ? sum + each.amount : sum), 0n);
    };
    this.meddled = true;
    this.noteWrong(await this.operator.prove({ server, world: this.world, nowMs: () => this.nowMs, pass, destroyed }, this.look));
    await this.check();
  }

  private noteWrong(wrong: string | undefined): void {
    if (wrong !== undefined) this.errors.push(wrong);
  }

  private async comeToRest(): Promise<void> {
    for (let round = 0; ; round += 1) {
      if (round === restRoundsMax)
        throw new Wrong(
          `nothing comes to rest: ${this.servers.map(({ status }) => status).join(' ')} cursors ${[...this.stepCheck.cursors.values()].map(({ number }) => number).join()} of ${String(await this.world.height())} ${await this.snapshot()}`,
        );
      this.nowMs += 11 * minuteMs;
      if (round < restMinedMax) await this.world.mine(restMined, this.nowMs);
      if (round === restMinedMax && this.wasLeftOut) await this.world.mine(blocksUntilChecked, this.nowMs);
      for (const server of this.servers) {
        if (this.customers.someoneWaits) await this.order(server);
        this.noteWrong(await this.operator.askAgain(server));
        await server.rounds();
        await server.expireInvoices();
      }
      await this.check();
      const height = await this.world.height();
      const atHead = this.networks.every((network) => this.stepCheck.cursors.get(network)?.number === height);
      const someoneWaits = this.customers.someoneWaits || this.operator.someoneWaits;
      if (round > restMinedMax && atHead && !someoneWaits && (await this.look.isAtRest())) break;
    }
    // Whatever a clock that was wrong has said of the end of an invoice: now it is over.
    this.nowMs += 12 * 60 * minuteMs;
    for (const server of this.servers) await server.expireInvoices();
  }

  private async checkRest(): Promise<void> {
    for (const { status, network } of await this.look.deposits()) this.counts.add(`deposit ${status} on ${network}`);
    const [server] = this.servers;
    const difference = await findDifference({
      chain: this.arena.chain,
      look: this.look,
      nowMs: this.nowMs,
      credited: this.stepCheck.credited,
      packOf: (invoiceId) => this.customers.packOf(invoiceId),
      balanceOf: async (accountId) => (await server?.ledger.readBalance(accountId))?.balance ?? -1n,
      accountIds: this.accountIds,
      networks: this.networks,
      payouts: this.operator.payouts,
    });
    if (difference !== undefined) throw new Wrong(difference);
  }

  /** What must be so at every moment. */
  private async check(): Promise<void> {
    const [error] = this.errors;
    if (error !== undefined) throw new Wrong(error);
    const wrong = await this.stepCheck.findWrong();
    if (wrong !== undefined) throw new Wrong(wrong);
  }

  private snapshot(): Promise<string> {
    return this.look.everything(this.networks);
  }

  /** What one server does in a step, one after the other: the two servers and the chain do at once what they do. */
  private async run(server: SimulatedServer): Promise<void> {
    const acts = Array.from({ length: 1 + this.random.below(3) }, () =>
      this.random.of(['look', 'look', 'look', 'order', 'order', 'expire', ...this.operator.acts] as const),
    );
    for (const act of acts) {
      if (server.wire.crashed) return;
      if (act === 'look') await server.round(this.random.of(this.networks));
      else if (act === 'order') await this.order(server);
      else if (act === 'expire') await this.expire(server);
      else this.noteWrong(await this.operator.act(act, server));
    }
  }

  private async expire(server: SimulatedServer): Promise<void> {
    try {
      await server.expireInvoices();
    } catch (error) {
      if (!server.wire.crashed) this.errors.push(`expired invoices: ${String(error)}`);
    }
  }

  private async order(server: SimulatedServer): Promise<void> {
    this.noteWrong(await this.customers.order(server, this.nowMs));
  }

  private async changeChain(): Promise<void> {
    const changes = 1 + this.random.below(3);
    for (let change = 0; change < changes; change += 1) {
      await this.turns.take('chain');
      try {
        await this.changeChainOnce();
      } finally {
        this.turns.giveBack();
      }
    }
  }

  private async changeChainOnce(): Promise<void> {
    const deepest = this.finalIsTakenBack ? 2 * blocksUntilFinal : blocksUntilFinal;
    switch (this.random.below(8)) {
      case 0:
      case 1:
        await this.world.reorganise(1 + this.random.below(deepest));
        break;
      case 2:
        if (this.random.oneIn(3)) await this.world.govern(this.random.of(this.networks));
        break;
      case 3:
        if (!this.random.oneIn(3)) break;
        await this.payAndMine(20 + this.random.below(25));
        break;
      default:
        await this.payAndMine(1 + this.random.below(3));
    }
  }

  private async payAndMine(blocks: number): Promise<void> {
    await this.customers.pay(this.world, this.nowMs);
    await this.operator.send(this.world, (network) => !this.finalIsTakenBack && !this.withoutIndex.has(network));
    this.world.remember();
    await this.world.mine(blocks, this.nowMs);
  }

  /** The chain changes between two questions of one read. */
  private async perhapsSurprise(): Promise<void> {
    if (this.surpriseAfter === 0) return;
    this.surpriseAfter -= 1;
    if (this.surpriseAfter > 0) return;
    this.counts.add('change between two questions');
    if (this.random.oneIn(2)) await this.world.reorganise(1 + this.random.below(blocksUntilFinal));
    else await this.world.mine(1 + this.random.below(2), this.nowMs);
  }

  /** Whether a provider has left something out and said nothing. */
  private get wasLeftOut(): boolean {
    return quietNames.some((name) => this.counts.asRecord()[`fault ${name}`] !== undefined);
  }

  /** What a provider does, and shall do more often. */
  private characterOf(provider: Provider): { readonly lies: boolean; readonly wanted: readonly FaultName[] } {
    return { lies: this.liars.includes(provider), wanted: this.around.fault.often?.faults ?? [] };
  }

  private noteError(message: string, fields: object): void {
    const [leftOut, takenBack] = [this.wasLeftOut, this.finalIsTakenBack];
    const says = expectedAlarm(message, {
      always: true,
      'left out': leftOut,
      'taken back': takenBack,
      destroyed: this.counts.asRecord()['funds destroyed'] !== undefined,
      meddled: this.meddled || leftOut || takenBack,
    });
    if (says !== undefined) {
      this.counts.add(`alarm: ${says}`);
      return;
    }
    const error = 'error' in fields && fields.error instanceof Error ? (fields.error.stack ?? fields.error.message) : '';
    this.errors.push(`an error was told: ${message} ${error}`);
  }
}
