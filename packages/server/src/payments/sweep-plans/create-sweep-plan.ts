import { amountToText, unitsToText, usdtUnitsPerUsdt, type UsdtUnits } from '../../kernel/index.ts';
import { offeredNetwork } from '../addresses/index.ts';
import { isChainTrouble, isChainUnfit, type ChainView, type NetworkId, type TransferPlan, type UnsignedTransfer } from '../chain.ts';
import type { OfferedNetwork, PaymentsContext } from '../context.ts';
import { selectCursor } from '../follow/cursor-queries.ts';
import { invalidSweepAddress, networkUnavailable } from '../problems.ts';
import { selectKnownAddresses } from '../deposits/deposit-queries.ts';
import { roundedUp } from './rounded-up.ts';
import { selectFilledAddresses, sumFilledAddresses, type FilledAddressRow } from './queries.ts';

const sweepMinimumDefault = 5n * usdtUnitsPerUsdt;
export const sweepAddressesDefault = 50;

export interface CreateSweepPlan {
  readonly network: string;
  /** Where to, as people write it: an address of the operator's, and none that this server gives out. */
  readonly to: string;
  /** What lies on an address at least, in base units of USDT; 5 USDT by default. */
  readonly minimumUsdt?: UsdtUnits | undefined;
  readonly addressesMax?: number | undefined;
}

/** What lies where, and how to move it: for signing offline. Amounts of USDT in base units, of the network's own coin as decimal text. */
export interface SweepPlan {
  readonly network: NetworkId;
  readonly chainId: number;
  readonly tokenContract: string;
  readonly to: string;
  /** The final block at which the balances were read. */
  readonly blockNumber: number;
  readonly createdAtMs: number;
  /** Until when the network takes the transactions; `null` for as long as the senders send nothing else. */
  readonly expiresAtMs: number | null;
  readonly coin: TransferPlan['coin'];
  readonly transfers: readonly SweepTransfer[];
  readonly totalUsdt: UsdtUnits;
  /** What all of them cost at most, and what the addresses lack of it. */
  readonly totalFee: string;
  readonly totalMissing: string;
  /** What stays where it is, because less than the minimum lies there. */
  readonly below: { readonly addresses: number; readonly usdt: UsdtUnits };
  /** How many addresses hold the minimum or more and are not in this plan. */
  readonly more: number;
  /** Addresses that were left out, and why. */
  readonly leftOut: readonly { readonly address: string; readonly reason: string }[];
  /** All of that in a few sentences. */
  readonly detail: string;
}

export interface SweepTransfer extends Omit<UnsignedTransfer, 'fee' | 'balance'> {
  readonly address: string;
  readonly accountId: string;
  readonly keyFingerprint: string;
  readonly keyIndex: number;
  /** Where wallets keep its key; `null` for one of an earlier key. */
  readonly path: string | null;
  readonly amountUsdt: UsdtUnits;
  readonly fee: string;
  /** What must be sent to the address first, so that it can pay the fee. */
  readonly missing: string;
}

/**
 * Reads what lies on our addresses at a final block, the fullest first, and writes the transactions that move all of it to one address,
 * without signing them: the server has no key. Keeps nothing and may be repeated: of two plans for the same money one is carried out.
 * Refuses `unknown_network`, `invalid_sweep_address` and `network_unavailable`.
 */
export async function createSweepPlan(context: PaymentsContext, request: CreateSweepPlan): Promise<SweepPlan> {
  const offered = offeredNetwork(context, request.network);
  const to = await readDestination(context, offered, request.to);
  try {
    return await plan(context, offered, { ...request, to });
  } catch (error) {
    if (isChainTrouble(error) || isChainUnfit(error)) throw networkUnavailable(error.message);
    throw error;
  }
}

async function plan(context: PaymentsContext, offered: OfferedNetwork, request: CreateSweepPlan): Promise<SweepPlan> {
  const { sql } = context.database;
  const { chain, depositKey } = offered;
  const { facts } = chain;
  const { minimumUsdt: minimum = sweepMinimumDefault, addressesMax = sweepAddressesDefault, to } = request;
  const view = await chain.openView();
  const [final, cursor] = [await view.readFinal(), await selectCursor(sql, facts.id)];
  if (final === undefined || cursor === undefined) throw networkUnavailable('No block of this network is final and recorded yet.');
  const toBlock = Math.min(final.number, cursor.number);
  const rows = await selectFilledAddresses(sql, facts.id, { toBlock, minimum, limit: addressesMax });
  const sums = await sumFilledAddresses(sql, facts.id, { toBlock, minimum });
  const leftOut: { address: string; reason: string }[] = [];
  const leave = (row: FilledAddressRow, reason: string): void =>
    void leftOut.push({ address: depositKey.showAddress(row.address), reason });
  const there: FilledAddressRow[] = [];
  for (const [place, found] of (await balancesOf(view, chain.balancesAtOnce, rows, toBlock)).entries()) {
    const row = rows[place];
    if (row === undefined) continue;
    const reason = whyNot(row, found, offered);
    if (reason === undefined) there.push(row);
    else leave(row, reason);
  }
  const planned = await view.planTransfers(there.map(({ address, balance }) => ({ from: address, to, amount: balance })));
  const transfers: SweepTransfer[] = [];
  let [totalUsdt, totalFee, totalMissing] = [0n, 0n, 0n];
  for (const [place, transfer] of planned.transfers.entries()) {
    const row = there[place];
    if (row === undefined) continue;
    if ('refused' in transfer) {
      leave(row, transfer.refused);
      continue;
    }
    const { fee, balance, ...unsigned } = transfer;
    const missing = fee > balance ? fee - balance : 0n;
    [totalUsdt, totalFee, totalMissing] = [totalUsdt + row.balance, totalFee + fee, totalMissing + missing];
    transfers.push({
      ...keyOf(row, offered),
      ...unsigned,
      amountUsdt: row.balance,
      fee: unitsToText(fee, planned.coinDecimals),
      missing: unitsToText(missing, planned.coinDecimals),
    });
  }
  const outcome = {
    network: facts.id,
    chainId: facts.chainId,
    tokenContract: facts.tokenContract,
    to: depositKey.showAddress(to),
    blockNumber: toBlock,
    createdAtMs: context.clock.nowMs(),
    expiresAtMs: planned.expiresAtMs,
    coin: planned.coin,
    transfers,
    totalUsdt,
    totalFee: unitsToText(totalFee, planned.coinDecimals),
    totalMissing: unitsToText(totalMissing, planned.coinDecimals),
    below: { addresses: sums.below, usdt: sums.belowUsdt },
    more: sums.filled - rows.length,
    leftOut,
  };
  const shown = (sum: bigint): string => unitsToText(roundedUp(sum), planned.coinDecimals);
  return { ...outcome, detail: describe(outcome, { fee: shown(totalFee), missing: shown(totalMissing) }) };
}

/** An address of the operator's own, as the chain's logs have it. */
async function readDestination({ database }: PaymentsContext, { chain, depositKey }: OfferedNetwork, text: string): Promise<string> {
  const { facts } = chain;
  const shown = text.trim();
  const address = depositKey.readAddress(shown);
  if (address === undefined) {
    throw invalidSweepAddress(`This is no address of ${facts.title}, or a letter of it is wrong: copy it from your wallet again.`);
  }
  if (depositKey.showAddress(address) !== shown) {
    throw invalidSweepAddress(
      'This address carries no checksum, so that a wrong letter would not show: copy it as your wallet shows it, with capital letters.',
    );
  }
  if (shown.toLowerCase() === facts.tokenContract.toLowerCase() || /^0x0+$/u.test(address)) {
    throw invalidSweepAddress('This is the contract of the token, or the address of nobody: whatever is sent there is lost.');
  }
  const [ours] = await selectKnownAddresses(database.sql, facts.id, [address]);
  if (ours !== undefined)
    throw invalidSweepAddress('This is a deposit address of this service: what is swept there would be credited as a deposit.');
  return address;
}

async function balancesOf(
  view: ChainView,
  atOnce: number,
  rows: readonly FilledAddressRow[],
  toBlock: number,
): Promise<readonly (UsdtUnits | undefined)[]> {
  const found: (UsdtUnits | undefined)[] = [];
  for (let first = 0; first < rows.length; first += atOnce) {
    const some = rows.slice(first, first + atOnce).map(({ address }) => address);
    found.push(...(await view.readBalances(some, toBlock)).amounts);
  }
  return found;
}

function whyNot(row: FilledAddressRow, found: UsdtUnits | undefined, { depositKey }: OfferedNetwork): string | undefined {
  if (found !== row.balance) {
    return `It holds ${amountToText(found ?? 0n)} USDT, but ${amountToText(row.balance)} USDT is recorded: let it be proved.`;
  }
  if (row.key_fingerprint === depositKey.fingerprint && depositKey.addressAt(Number(row.key_index)).onChain !== row.address) {
    return 'The extended public key derives another address at its index: somebody has changed the database.';
  }
  return undefined;
}

function keyOf(
  row: FilledAddressRow,
  { depositKey }: OfferedNetwork,
): Omit<SweepTransfer, keyof UnsignedTransfer | 'amountUsdt' | 'missing'> {
  const keyIndex = Number(row.key_index);
  return {
    address: depositKey.showAddress(row.address),
    accountId: row.account_id,
    keyFingerprint: row.key_fingerprint,
    keyIndex,
    path: row.key_fingerprint === depositKey.fingerprint ? `${depositKey.path}/0/${String(keyIndex)}` : null,
  };
}

/** What it costs is said in few digits; the plan has all of them. */
function describe(plan: Omit<SweepPlan, 'detail'>, { fee, missing }: { readonly fee: string; readonly missing: string }): string {
  const { transfers, coin, totalUsdt, below, more, leftOut } = plan;
  const usdt = (amount: UsdtUnits): string => `${amountToText(amount)} USDT`;
  const from = transfers.length === 1 ? '1 address' : `${String(transfers.length)} addresses`;
  const sentences = [
    transfers.length === 0
      ? 'There is nothing to sweep.'
      : `${usdt(totalUsdt)} would move from ${from}, which costs ${fee} ${coin} at most: each address pays for itself.`,
  ];
  if (missing !== '0') {
    const activation = coin === 'TRX' ? ' An address that never had TRX costs whoever sends it 1.1 TRX more.' : '';
    sentences.push(`Send ${missing} ${coin} to them first, to each what is missing there.${activation}`);
  }
  if (coin === 'TRX' && transfers.length > 0) sentences.push('With energy of your own, staked or rented, it costs less.');
  if (below.addresses > 0)
    sentences.push(`${usdt(below.usdt)} on ${String(below.addresses)} more stays, because less than the minimum lies there.`);
  if (more > 0) sentences.push(`${String(more)} more hold enough: sweep these first, then make another plan.`);
  if (leftOut.length > 0) sentences.push(leftOut.length === 1 ? '1 was left out.' : `${String(leftOut.length)} were left out.`);
  return sentences.join(' ');
}
