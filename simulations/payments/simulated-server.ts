import { generateKeyPairSync, sign } from 'node:crypto';
import { appendEvents, type Database } from '../../packages/server/src/database/index.ts';
import { databaseOnPool } from '../../packages/server/src/database/database.ts';
import { EthereumChain, openDepositKey as openEthereumKey } from '../../packages/server/src/chains/ethereum/index.ts';
import { openDepositKey as openTronKey, TronChain } from '../../packages/server/src/chains/tron/index.ts';
import { Ledger } from '../../packages/server/src/ledger/index.ts';
import type { AddressPolicy, PaymentsContext, PaymentsLog } from '../../packages/server/src/payments/context.ts';
import { createInvoice } from '../../packages/server/src/payments/invoices/create-invoice.ts';
import { Follower } from '../../packages/server/src/payments/follow/follower.ts';
import type { AddressSigner, Chain, DepositKey, ChainView, InvoiceView, NetworkFacts } from '../../packages/server/src/payments/index.ts';
import { defaultPaymentRules } from '../../packages/server/src/payments/payment-rules.ts';
import { expireOpenInvoices } from '../../packages/server/src/payments/invoices/invoice-queries.ts';
import type { Counts } from '../ledger/counts.ts';
import type { Turns } from '../ledger/turns.ts';
import type { Arena } from './arena.ts';
import { blocksUntilFinal } from './chain-process.ts';
import { chainId, treasuryXpubs } from './keys.ts';
import { shownAddress, tokenOf, type NetworkId } from './networks.ts';
import type { PlantedFault } from './planted-fault.ts';
import type { Provider } from './provider.ts';
import { Wire } from './wire.ts';

export const invoiceLifetimeMs = 60 * 60_000;
/** Long enough that only a provider which says nothing takes so long, however busy the machine is. */
const timeoutMs = 4_000;

const factsOf = (id: NetworkId): NetworkFacts => ({
  id,
  title: id === 'tron' ? 'Tron' : 'Ethereum',
  token: 'USDT',
  tokenContract: shownAddress(id, tokenOf[id]),
  chainId,
  sandbox: false,
  recommended: id === 'tron',
  creditAt: 'final',
  confirmationsRequired: blocksUntilFinal,
  typicalSeconds: 60,
  // What waits for it really waits.
  pollMs: 1,
});

const depositKeys: Readonly<Record<NetworkId, DepositKey>> = {
  ethereum: openEthereumKey(treasuryXpubs.ethereum),
  tron: openTronKey(treasuryXpubs.tron),
};
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const signer: AddressSigner = {
  sign: (statement) =>
    sign(null, Buffer.from(JSON.stringify(statement, (_, value: unknown) => String(value))), privateKey).toString('base64url'),
  verify: () => false,
  publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
};

/** What the servers of a scenario share. */
export interface Surroundings {
  readonly arena: Arena;
  /** Those of each network that is played. */
  readonly providers: ReadonlyMap<NetworkId, readonly Provider[]>;
  readonly turns: Turns;
  /** Whether each account has an address, or each invoice. */
  readonly addresses: AddressPolicy;
  readonly fault: PlantedFault;
  readonly counts: Counts;
  readonly nowMs: () => number;
  /** Told what the server tells its operator as an error. */
  readonly onError: (message: string, fields: object) => void;
}

/** A server with a clock of its own. After a crash, another one takes its place. */
export class SimulatedServer {
  readonly name: string;
  readonly wire: Wire;
  readonly ledger: Ledger;
  /** How far its clock is from the true time. */
  clockErrorMs: number;
  private readonly database: Database;
  /** What the operations of the room work with. */
  readonly context: PaymentsContext;
  private readonly followers: ReadonlyMap<NetworkId, Follower>;
  private readonly around: Surroundings;

  constructor(around: Surroundings, name: string, clockErrorMs: number) {
    this.around = around;
    this.name = name;
    this.clockErrorMs = clockErrorMs;
    this.wire = new Wire(around.arena, around.turns, name, around.fault, around.counts);
    this.database = databaseOnPool(this.wire.asPool());
    const clock = { nowMs: () => this.nowMs };
    this.ledger = new Ledger({ database: this.database, clock });
    const chains = [...around.providers].map(([id, providers]) => [id, this.inTurn(this.openChain(id, providers))] as const);
    this.context = {
      database: this.database,
      clock,
      ledger: this.ledger,
      networks: new Map(chains.map(([id, chain]) => [id, { chain, depositKey: depositKeys[id], addresses: around.addresses }])),
      signer,
      invoiceLifetimeMs,
      rules: defaultPaymentRules,
      log: this.log(),
      statusOf: (id) => this.follower(id).status,
    };
    this.followers = new Map(chains.map(([id, chain]) => [id, new Follower(this.context, chain)]));
  }

  get nowMs(): number {
    return this.around.nowMs() + this.clockErrorMs;
  }

  /** What it says of its networks, for people. */
  get status(): string {
    return [...this.followers]
      .map(
        ([id, { status }]) => `${this.name} is ${status.status} on ${id}${status.statusDetail === null ? '' : `: ${status.statusDetail}`}`,
      )
      .join(' ');
  }

  /** Looks at a network once. */
  async round(network: NetworkId): Promise<void> {
    await this.follower(network).round();
  }

  /** Looks at each of its networks once. */
  async rounds(): Promise<void> {
    for (const network of this.followers.keys()) await this.round(network);
  }

  async createInvoice(network: NetworkId, accountId: string, packId: string, idempotencyKey: string): Promise<InvoiceView> {
    const request = { accountId, purchase: { packId }, network, idempotencyKey };
    return (await createInvoice(this.context, request)).invoice;
  }

  /** What a server does every few seconds. */
  async expireInvoices(): Promise<void> {
    await this.database.transaction(async (tx) => {
      const expired = await expireOpenInvoices(tx, this.nowMs);
      await appendEvents(
        tx,
        expired.map(({ account_id, id }) => ({
          accountId: account_id,
          topic: 'invoice.changed',
          payload: { invoiceId: id, status: 'expired' },
        })),
      );
    });
  }

  follower(network: string): Follower {
    const found = [...this.followers].find(([id]) => id === network)?.[1];
    if (found === undefined) throw new Error(`the network ${network} is not played`);
    return found;
  }

  private openChain(network: NetworkId, providers: readonly Provider[]): Chain {
    const options = { providers: providers.map(({ url }) => ({ url })), facts: factsOf(network), timeoutMs };
    return network === 'tron' ? new TronChain(options) : new EthereumChain(options);
  }

  /** Each question to the chain is one step of the server. */
  private inTurn(chain: Chain): Chain {
    const { fault } = this.around;
    const openView = async (): Promise<ChainView> => {
      const view = await this.wire.ask('openView', () => chain.openView());
      return this.viewInTurn(fault.view === undefined ? view : changed(view, fault.view(view)));
    };
    return changed(chain, { openView });
  }

  private viewInTurn(view: ChainView): ChainView {
    const ask = this.wire.ask.bind(this.wire);
    return changed(view, {
      readLatest: () => ask('readLatest', () => view.readLatest()),
      readFinal: () => ask('readFinal', () => view.readFinal()),
      readBlock: (number) => ask('readBlock', () => view.readBlock(number)),
      readTransfers: (block) => ask('readTransfers', () => view.readTransfers(block)),
      readFinalTransfers: (from, to) => ask('readFinalTransfers', () => view.readFinalTransfers(from, to)),
      readBalances: (addresses, notAbove) => ask('readBalances', () => view.readBalances(addresses, notAbove)),
      readDestroyedFunds: (from, to) => ask('readDestroyedFunds', () => view.readDestroyedFunds(from, to)),
      findTransfers: (address, from, to) => ask('findTransfers', () => view.findTransfers(address, from, to)),
      findTransaction: (txHash) => ask('findTransaction', () => view.findTransaction(txHash)),
    });
  }

  private log(): PaymentsLog {
    const quiet = (): void => undefined;
    return {
      info: quiet,
      warn: quiet,
      error: (fields, message) => {
        if (!this.wire.crashed) this.around.onError(message, fields);
      },
    };
  }
}

/** The same thing with some members changed. */
function changed<T extends object>(thing: T, members: Partial<T>): T {
  return new Proxy(thing, {
    get(target, name): unknown {
      if (Object.hasOwn(members, name)) return Reflect.get(members, name);
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}
