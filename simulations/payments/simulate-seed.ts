import { Counts } from '../ledger/counts.ts';
import { Turns } from '../ledger/turns.ts';
import { Random } from '../random.ts';
import type { SeedReport } from '../seeds/play-seeds.ts';
import type { Arena } from './arena.ts';
import { blocksUntilFinal, genesisMs } from './chain-process.ts';
import { ChainWorld } from './chain-world.ts';
import { findDifference, keyOf } from './check-rest.ts';
import { Customers } from './customers.ts';
import { logNames, loudNames, quietNames } from './faults.ts';
import { Look, type StoredCursor, type StoredDeposit } from './look.ts';
import type { PlantedFault } from './planted-fault.ts';
import { withMachineClock } from './machine-clock.ts';
import { networkIds, type NetworkId } from './networks.ts';
import { goodMood, type Mood, type Provider } from './provider.ts';
import { SimulatedServer, type Surroundings } from './simulated-server.ts';
import { hashAt, isFinal } from './truth.ts';

const stepsMax = 11;
/** After so many rounds without faults everything must have come to rest. */
const restRoundsMax = 40;
/** In so many of them blocks are made, so many each time: in the first with what was sent, then until it is final. */
const restMinedMax = 3;
const restMined = Math.ceil((blocksUntilFinal + 3) / restMinedMax);
/** After so many more final blocks a server looks again for what its providers left out when it was new. */
const blocksUntilChecked = 64 + blocksUntilFinal;
const minuteMs = 60_000;

/** What an operator is told when a chain takes back what was final, when a provider has left something out, and at any time. */
const alarms = [
  { says: 'no longer on the chain', when: 'taken back' },
  { says: 'is not on the chain', when: 'taken back' },
  { says: 'was left out when its block was new', when: 'left out' },
  { says: 'the contract of the token has changed', when: 'always' },
] as const;

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
  private readonly accountIds: readonly string[];
  private readonly around: Surroundings;
  private readonly servers: SimulatedServer[];
  private readonly clocksStep: boolean;
  /** Now and then a chain takes back what its own rule calls final. */
  private readonly finalIsTakenBack: boolean;
  private nowMs = genesisMs + 24 * 60 * minuteMs;
  /** After how many more questions to a provider the chain changes, between two questions. */
  private surpriseAfter = 0;
  private readonly cursors = new Map<NetworkId, StoredCursor>();
  private readonly credited = new Map<string, StoredDeposit>();
  private readonly errors: string[] = [];
  private looks = 0;
  private readonly networks: readonly NetworkId[];
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
    this.accountIds = Array.from({ length: 2 + this.random.below(2) }, (_, index) => `acct_${String(index)}`);
    this.world = new ChainWorld(arena.chain, new Random(seed + 0xc4a1), this.counts);
    const onError = (message: string, fields: object): void => this.noteError(message, fields);
    this.networks = this.random.of([['ethereum'], ['tron'], networkIds]);
    this.counts.add(this.networks.length === 2 ? 'both networks' : `only ${this.networks.join()}`);
    const of = (id: NetworkId): readonly Provider[] => arena.providers[id].slice(0, 1 + this.random.below(arena.providers[id].length));
    const providers = new Map(this.networks.map((id) => [id, of(id)] as const));
    this.providers = [...providers.values()].flat();
    this.liars = [...providers.values()].map((each) => this.random.of(each));
    const addresses = this.random.of(['account', 'invoice'] as const);
    this.counts.add(`an address for each ${addresses}`);
    const who = { accountIds: this.accountIds, addressPolicy: addresses, networks: this.networks };
    this.customers = new Customers(this.random, this.counts, who, fault.often?.paid);
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
    this.servers = [0, 1].map((index) => new SimulatedServer(this.around, `server ${String(index)}`, this.clockError()));
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
    if (withoutIndex && this.networks.includes('tron')) this.counts.add('a node without an index');
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
    await this.world.mine(2 * blocksUntilFinal + 1, this.nowMs);
    for (const server of this.servers) await server.rounds();
    await this.check();
  }

  private async step(): Promise<void> {
    this.steps += 1;
    this.pass();
    for (const provider of this.providers) provider.mood = this.chooseMood(provider);
    for (const server of this.servers) {
      server.clockErrorMs = this.stepClock(server.clockErrorMs);
      const [at, stepsMax] = this.random.of(crashes);
      if (this.random.oneIn(2)) server.wire.crashAt(1 + this.random.below(stepsMax), this.random.oneIn(2), at);
    }
    this.surpriseAfter = this.random.oneIn(3) ? 1 + this.random.below(20) : 0;
    await Promise.all([this.changeChain(), ...this.servers.map((server) => this.run(server))]);
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
    for (const server of this.servers) server.clockErrorMs = this.clockError();
    await this.comeToRest();
    const before = await this.snapshot();
    await this.checkRest();
    // A server that begins now finds everything done.
    const fresh = new SimulatedServer(this.around, 'fresh server', 0);
    for (let round = 0; round < 2; round += 1) await fresh.rounds();
    if ((await this.snapshot()) !== before) throw new Wrong('a server that starts anew changes what was at rest');
    const difference = await this.arena.audit();
    if (difference !== undefined) throw new Wrong(`the audit finds ${difference}`);
  }

  private async comeToRest(): Promise<void> {
    for (let round = 0; ; round += 1) {
      if (round === restRoundsMax)
        throw new Wrong(
          `nothing comes to rest: ${this.servers.map(({ status }) => status).join(' ')} cursors ${[...this.cursors.values()].map(({ number }) => number).join()} of ${String(await this.world.height())} ${await this.snapshot()}`,
        );
      this.nowMs += 11 * minuteMs;
      if (round < restMinedMax) await this.world.mine(restMined, this.nowMs);
      if (round === restMinedMax && this.wasLeftOut) await this.world.mine(blocksUntilChecked, this.nowMs);
      for (const server of this.servers) {
        if (this.customers.someoneWaits) await this.order(server);
        await server.rounds();
        await server.expireInvoices();
      }
      await this.check();
      const height = await this.world.height();
      const atHead = this.networks.every((network) => this.cursors.get(network)?.number === height);
      if (round > restMinedMax && atHead && !this.customers.someoneWaits && (await this.look.isAtRest())) break;
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
      credited: this.credited,
      packOf: (invoiceId) => this.customers.packOf(invoiceId),
      balanceOf: async (accountId) => (await server?.ledger.readBalance(accountId))?.balance ?? -1n,
      accountIds: this.accountIds,
      networks: this.networks,
    });
    if (difference !== undefined) throw new Wrong(difference);
  }

  /** What must be so at every moment. */
  private async check(): Promise<void> {
    const [error] = this.errors;
    if (error !== undefined) throw new Wrong(error);
    for (const network of this.networks) await this.checkCursor(network);
    for (const deposit of await this.look.deposits()) {
      const key = keyOf(deposit);
      if (deposit.status !== 'credited' || this.credited.has(key)) continue;
      this.credited.set(key, deposit);
      if (!this.finalIsTakenBack && !(await isFinal(this.arena.chain, deposit.network, Number(deposit.block_number), deposit.block_hash)))
        throw new Wrong(`the deposit ${key} was credited before it was final`);
    }
  }

  private async checkCursor(network: NetworkId): Promise<void> {
    const [before, now] = [this.cursors.get(network), await this.look.cursor(network)];
    if (now !== undefined && !this.world.hashes.has(now.hash)) throw new Wrong(`the cursor is at block ${now.hash}, which never was`);
    if (before !== undefined) {
      if (now === undefined) throw new Wrong('the cursor is gone');
      const wasTakenBack = (await hashAt(this.arena.chain, network, before.number)) !== before.hash;
      if (now.number < before.number && !wasTakenBack)
        throw new Wrong(`the cursor went back from ${String(before.number)} to ${String(now.number)} though the chain did not`);
    }
    if (now !== undefined) this.cursors.set(network, now);
  }

  private async snapshot(): Promise<string> {
    const deposits = await this.look.deposits();
    const open = deposits.filter(({ status }) => status !== 'credited' && status !== 'orphaned');
    const seen = [open, deposits, await this.look.invoices(), ...(await this.cursorsNow()), [...(await this.look.granted())]];
    return JSON.stringify(seen, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
  }

  private cursorsNow(): Promise<readonly unknown[]> {
    return Promise.all(this.networks.map((network) => this.look.cursor(network)));
  }

  /** What one server does in a step, one after the other: the two servers and the chain do at once what they do. */
  private async run(server: SimulatedServer): Promise<void> {
    const acts = Array.from({ length: 1 + this.random.below(3) }, () =>
      this.random.of(['look', 'look', 'look', 'order', 'order', 'expire']),
    );
    for (const act of acts) {
      if (server.wire.crashed) return;
      if (act === 'look') await server.round(this.random.of(this.networks));
      else if (act === 'order') await this.order(server);
      else await this.expire(server);
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
    const wrong = await this.customers.order(server, this.nowMs);
    if (wrong !== undefined) this.errors.push(wrong);
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

  private pass(): void {
    const spans = [1000, 12_000, minuteMs, 10 * minuteMs, 70 * minuteMs];
    this.nowMs += this.random.below(3) * this.random.of(spans) + 1007;
  }

  private chooseMood(provider: Provider): Mood {
    if (this.random.oneIn(4)) return goodMood;
    const behind = this.random.oneIn(4) ? this.random.of([1, 1, 2, 7, 20]) : 0;
    if (behind > 0) this.counts.add(behind === 1 ? 'one block behind' : 'far behind');
    const lies = this.liars.includes(provider);
    const often = (this.around.fault.often?.faults ?? []).filter((name) => lies || !quietNames.includes(name));
    if (often.length > 0 && !this.random.oneIn(4)) return { faults: often, oneIn: this.random.of([1, 2]), behind };
    const ofLogs = lies ? [...logNames, ...quietNames] : logNames;
    // Most questions are none that these could spoil.
    if (this.random.oneIn(4)) return { faults: [this.random.of(ofLogs), this.random.of(ofLogs)], oneIn: this.random.of([1, 2, 4]), behind };
    const chosen = Array.from({ length: this.random.below(3) }, () => this.random.of([...loudNames, ...ofLogs]));
    return { faults: chosen, oneIn: this.random.of([1, 2, 4, 8, 16]), behind };
  }

  /** How far the clock of a server is from the true time: mostly late by little. */
  private clockError(): number {
    return -this.random.below(4) * 100;
  }

  private stepClock(errorMs: number): number {
    if (!this.clocksStep || !this.random.oneIn(12)) return errorMs;
    const step = this.random.of([1000, minuteMs, 60 * minuteMs]) * (1 + this.random.below(3));
    this.counts.add('clock stepped');
    return this.random.oneIn(3) ? this.clockError() : this.random.oneIn(2) ? step : -step;
  }

  /** Whether a provider has left something out and said nothing. */
  private get wasLeftOut(): boolean {
    return quietNames.some((name) => this.counts.asRecord()[`fault ${name}`] !== undefined);
  }

  private noteError(message: string, fields: object): void {
    const expected = alarms.find(({ says }) => message.includes(says));
    const mayBe = { always: true, 'left out': this.wasLeftOut, 'taken back': this.finalIsTakenBack };
    if (expected !== undefined && mayBe[expected.when]) {
      this.counts.add(`alarm: ${expected.says}`);
      return;
    }
    const error = 'error' in fields && fields.error instanceof Error ? (fields.error.stack ?? fields.error.message) : '';
    this.errors.push(`an error was told: ${message} ${error}`);
  }
}
