import { appendEvents } from '../../database/index.ts';
import { newId } from '../../kernel/index.ts';
import { operatorsFeed } from '../../notices/index.ts';
import { offeredNetwork } from '../addresses/index.ts';
import { isChainTrouble, isChainUnfit } from '../chain.ts';
import type { OfferedNetwork, PaymentsContext } from '../context.ts';
import { addressNotFound, networkUnavailable } from '../problems.ts';
import { selectAddress } from '../addresses/queries.ts';
import { viewProof, type BalanceProof } from './balance-proof.ts';
import { balanceOf, compareBalances, type Comparison, type Difference } from './compare-balances.ts';
import {
  countAddressesInUse,
  insertProof,
  selectAddressesToProve,
  selectLastProof,
  upsertProved,
  type BalanceProofRow,
} from './queries.ts';

/** So many are chosen with one statement, which looks at all of them. */
const chosenAtOnce = 2_000;
/** Of each run, so much is for addresses that something is recorded of; the rest goes round among the others, which must be empty. */
const usedShare = 0.8;
export const addressesMaxDefault = 500;
const onDemandMs = 60_000;
/** A job is taken for dead after ten minutes. */
const dailyMs = 4 * 60_000;
/** Each start of the server runs the job as well. */
const dailyAgainMs = 20 * 60 * 60_000;

export interface ProveBalances {
  readonly network: string;
  /** One address, as people write it; without one those that were proved longest ago. */
  readonly address?: string | undefined;
  readonly addressesMax?: number | undefined;
}

interface Budget {
  readonly addressesMax: number;
  readonly untilMs: number;
  /** Ends the run after the addresses that are being compared. */
  readonly signal: AbortSignal;
}

/**
 * Proves that our addresses on a network hold what is recorded: deposits less sweeps less what the issuer has destroyed, at a final block
 * that is recorded. Takes those that were proved longest ago, 500 at most and for a minute, unless told otherwise. The outcome is kept;
 * when an address differs, the log and every operator are told. May be repeated. Refuses `unknown_network`, `address_not_found` and
 * `network_unavailable`.
 */
export async function proveBalances(context: PaymentsContext, request: ProveBalances, signal: AbortSignal): Promise<BalanceProof> {
  const offered = offeredNetwork(context, request.network);
  const { address, addressesMax = addressesMaxDefault } = request;
  const budget = { addressesMax, untilMs: Date.now() + onDemandMs, signal };
  if (address === undefined) return prove(context, offered, (found) => proveOldest(context, offered, budget, found));
  const { chain, depositKey } = offered;
  const onChain = depositKey.readAddress(address);
  const row = onChain === undefined ? undefined : await selectAddress(context.database.sql, chain.facts.id, onChain);
  if (row === undefined) throw addressNotFound(`This server has never given out this address on ${chain.facts.title}.`);
  return prove(context, offered, (found) => compareAll(context, offered, [row.address], budget, found));
}

/** The daily run of every network. One in trouble is told of, tried again the next day, and does not hold up the others. */
export async function proveBalancesDaily(context: PaymentsContext, signal: AbortSignal): Promise<void> {
  await Promise.all(
    [...context.networks.values()].map(async (offered) => {
      const network = offered.chain.facts.id;
      const last = await selectLastProof(context.database.sql, network);
      if (last?.status === 'holds' && context.clock.nowMs() - last.finished_at.getTime() < dailyAgainMs) return;
      try {
        const budget = { addressesMax: Number.MAX_SAFE_INTEGER, untilMs: Date.now() + dailyMs, signal };
        await prove(context, offered, (found) => proveOldest(context, offered, budget, found));
      } catch (error) {
        context.log.error({ error, network }, 'the balances of our addresses could not be proved');
      }
    }),
  );
}

type Found = (comparison: Comparison) => void;

/** What the comparisons of a run come to; of a million addresses not one is kept. */
class Tally {
  proved = 0;
  recordedUsdt = 0n;
  destroyedUsdt = 0n;
  differences = 0;
  first: Difference | undefined;
  blockNumber = 0;

  add({ proved, differences, blockNumber }: Comparison): void {
    this.proved += proved.length;
    for (const recorded of proved) {
      this.recordedUsdt += balanceOf(recorded);
      this.destroyedUsdt += recorded.destroyed;
    }
    this.differences += differences.length;
    this.first ??= differences[0];
    this.blockNumber = Math.max(this.blockNumber, blockNumber);
  }
}

/** Runs the comparisons and keeps what they say. Trouble on the way ends it; differences that were found before that are kept. */
async function prove(context: PaymentsContext, offered: OfferedNetwork, run: (found: Found) => Promise<void>): Promise<BalanceProof> {
  const { database, clock, log } = context;
  const network = offered.chain.facts.id;
  const startedAtMs = clock.nowMs();
  const tally = new Tally();
  try {
    await run((comparison) => tally.add(comparison));
  } catch (error) {
    if (!isChainTrouble(error) && !isChainUnfit(error)) throw error;
    if (tally.first === undefined) throw networkUnavailable(error.message);
  }
  const { first } = tally;
  const row: BalanceProofRow = {
    id: newId('prf', clock.nowMs()),
    network,
    status: first === undefined ? 'holds' : 'differs',
    block_number: BigInt(tally.blockNumber),
    started_at: new Date(startedAtMs),
    finished_at: new Date(clock.nowMs()),
    addresses_proved: BigInt(tally.proved),
    addresses_in_use: BigInt(await countAddressesInUse(database.sql, network)),
    recorded_usdt: tally.recordedUsdt,
    destroyed_usdt: tally.destroyedUsdt,
    differences: BigInt(tally.differences),
    first_address: first?.address ?? null,
    first_recorded_usdt: first?.recorded ?? null,
    first_found_usdt: first?.found ?? null,
  };
  const proof = viewProof(row, offered.depositKey);
  await database.transaction(async (tx) => {
    await insertProof(tx, row);
    if (first === undefined) return;
    const payload = { proofId: row.id, network, address: proof.firstDifference?.address ?? '' };
    await appendEvents(tx, [{ accountId: operatorsFeed, topic: 'proof.failed', payload }]);
  });
  if (first !== undefined) log.error({ network, proofId: row.id, address: first.address }, proof.detail);
  return proof;
}

async function proveOldest(context: PaymentsContext, offered: OfferedNetwork, budget: Budget, found: Found): Promise<void> {
  const sinceMs = context.clock.nowMs();
  const usedMax = Math.ceil(budget.addressesMax * usedShare);
  const usedUntilMs = Date.now() + (budget.untilMs - Date.now()) * usedShare;
  const used = await proveEach(context, offered, { ...budget, used: true, sinceMs, addressesMax: usedMax, untilMs: usedUntilMs }, found);
  await proveEach(context, offered, { ...budget, used: false, sinceMs, addressesMax: budget.addressesMax - used }, found);
}

/** Gives how many were compared. */
async function proveEach(
  context: PaymentsContext,
  offered: OfferedNetwork,
  which: Budget & { readonly used: boolean; readonly sinceMs: number },
  found: Found,
): Promise<number> {
  const { used, sinceMs, addressesMax } = which;
  const without: string[] = [];
  let compared = 0;
  while (compared < addressesMax && mayGoOn(which)) {
    const limit = Math.min(chosenAtOnce, addressesMax - compared);
    const chosen = await selectAddressesToProve(context.database.sql, offered.chain.facts.id, { used, sinceMs, without, limit });
    if (chosen.length === 0) break;
    await compareAll(context, offered, chosen, which, (comparison) => {
      without.push(...comparison.differences.map(({ address }) => address), ...comparison.unsettled);
      found(comparison);
    });
    compared += chosen.length;
  }
  return compared;
}

async function compareAll(
  context: PaymentsContext,
  offered: OfferedNetwork,
  addresses: readonly string[],
  budget: Budget,
  found: Found,
): Promise<void> {
  const { database, clock } = context;
  const { balancesAtOnce } = offered.chain;
  for (let first = 0; first < addresses.length && mayGoOn(budget); first += balancesAtOnce) {
    const comparison = await compareBalances(context, offered, addresses.slice(first, first + balancesAtOnce));
    const proved = { addresses: comparison.proved.map(({ address }) => address), block: comparison.blockNumber, nowMs: clock.nowMs() };
    await upsertProved(database.sql, offered.chain.facts.id, proved);
    found(comparison);
  }
}

function mayGoOn({ untilMs, signal }: Budget): boolean {
  return Date.now() < untilMs && !signal.aborted;
}
