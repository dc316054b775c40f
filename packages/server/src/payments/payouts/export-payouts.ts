import { amountToText, assert, idempotencyKeyReused, type UsdtUnits } from '../../kernel/index.ts';
import { csvRecord } from '../../ledger/index.ts';
import type { NetworkId } from '../chain.ts';
import type { OfferedNetwork, PaymentsContext } from '../context.ts';
import { networkUnavailable, payoutNotFound } from '../problems.ts';
import { insertExport, selectExport, selectExported } from './queries.ts';
import { offeredNetwork } from './set-refund-address.ts';

/** `transfer(address,uint256)`. */
const transferSelector = 'a9059cbb';

/** A file for the operator's wallet: calls of the token's contract, unsigned. */
export interface PayoutExport {
  readonly id: string;
  readonly network: NetworkId;
  readonly chainId: number;
  /** Whom each transaction calls. */
  readonly tokenContract: string;
  readonly createdAtMs: number;
  readonly payouts: readonly ExportedPayout[];
}

export interface ExportedPayout {
  readonly id: string;
  readonly accountId: string;
  /** As people read it, with its checksum. */
  readonly address: string;
  readonly amountUsdt: UsdtUnits;
  /** The call of the contract, `transfer(address, amount)`, in hexadecimal with 0x. */
  readonly data: string;
}

/**
 * Takes every payout that is requested on a network into one file. No payout comes into two files, so that none is sent twice; the same id
 * gives the same file. Refuses `unknown_network`, `idempotency_key_reused` for the id of a file of another network, and
 * `network_unavailable` while its blocks were never read.
 */
export async function exportPayouts(
  context: PaymentsContext,
  request: { readonly id: string; readonly network: string },
): Promise<{ readonly file: PayoutExport; readonly replayed: boolean }> {
  const { database, clock } = context;
  const offered = offeredNetwork(context, request.network);
  const network = offered.chain.facts.id;
  const written = await database.transaction((tx) => insertExport(tx, { id: request.id, network, nowMs: clock.nowMs() }));
  const row = await selectExport(database.sql, request.id);
  if (row !== undefined && row.network !== network)
    throw idempotencyKeyReused('This Idempotency-Key was used for another network: use a new one.');
  if (row === undefined) {
    throw networkUnavailable('The blocks of this network were never read, so that a payout could not be recognised: try again later.');
  }
  return { file: await readPayoutExport(context, request.id), replayed: !written };
}

/** A file as it was exported, without what was canceled since. Refuses `payout_not_found` and `unknown_network`. */
export async function readPayoutExport(context: PaymentsContext, id: string): Promise<PayoutExport> {
  const row = await selectExport(context.database.sql, id);
  if (row === undefined) throw payoutNotFound('There is no such file of payouts.');
  const offered: OfferedNetwork = offeredNetwork(context, row.network);
  const { facts } = offered.chain;
  const payouts = await selectExported(context.database.sql, id);
  return {
    id,
    network: row.network,
    chainId: facts.chainId,
    tokenContract: facts.tokenContract,
    createdAtMs: row.created_at.getTime(),
    payouts: payouts.map((payout) => {
      // Once more from what people read, so that nothing changed in between: it was compared letter by letter when it was confirmed.
      assert(offered.depositKey.readAddress(payout.shown_address) === payout.address, 'a payout goes to the address that was confirmed');
      return {
        id: payout.id,
        accountId: payout.account_id,
        address: payout.shown_address,
        amountUsdt: payout.amount_usdt,
        data: `0x${transferSelector}${payout.address.slice(2).padStart(64, '0')}${payout.amount_usdt.toString(16).padStart(64, '0')}`,
      };
    }),
  };
}

/** The same as CSV: `payout`, `account`, `network`, `address`, `amount_usdt`, `contract`, `data`. */
export function payoutsCsv(file: PayoutExport): readonly string[] {
  return [
    csvRecord(['payout', 'account', 'network', 'address', 'amount_usdt', 'contract', 'data']),
    ...file.payouts.map(({ id, accountId, address, amountUsdt, data }) =>
      csvRecord([id, accountId, file.network, address, { value: amountToText(amountUsdt) }, file.tokenContract, data]),
    ),
  ];
}
