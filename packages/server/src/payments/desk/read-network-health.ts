import type { NetworkId, ProviderHealth } from '../chain.ts';
import type { NetworkStatus, PaymentsContext } from '../context.ts';
import { offeredNetwork } from '../addresses/index.ts';
import { viewProof, type BalanceProof } from '../proofs/balance-proof.ts';
import { selectLastProof } from '../proofs/queries.ts';
import { selectCursorRow } from './desk-queries.ts';

/** How the following of a network goes. */
export interface NetworkHealth extends Omit<NetworkStatus, 'cause'> {
  readonly network: NetworkId;
  /** The last block whose transfers are recorded; `null` before the first. */
  readonly cursorNumber: number | null;
  /** The last block that is final and recorded. */
  readonly finalNumber: number | null;
  /** Up to here two sources have said the same. */
  readonly checkedNumber: number | null;
  readonly cursorMovedAtMs: number | null;
  /** The newest block that any provider has told of, and how many blocks the cursor is behind it. */
  readonly headNumber: number | null;
  readonly blocksBehind: number | null;
  /** When what is recorded was last held against the balances of our addresses. */
  readonly lastProof: BalanceProof | null;
  /** In the order of the settings. */
  readonly providers: readonly ProviderHealth[];
}

/** Where the follower of a network stands and how its providers do. Asks no provider. Refuses `unknown_network`. */
export async function readNetworkHealth(context: PaymentsContext, network: string): Promise<NetworkHealth> {
  const offered = offeredNetwork(context, network);
  const { id } = offered.chain.facts;
  const { status, statusDetail, cause } = context.statusOf(id);
  const cursor = await selectCursorRow(context.database.sql, id);
  const lastProof = await selectLastProof(context.database.sql, id);
  const providers = offered.chain.readProviders();
  const heads = providers.flatMap(({ headNumber }) => headNumber ?? []);
  const headNumber = heads.length === 0 ? null : Math.max(...heads);
  const cursorNumber = numberOf(cursor?.block_number);
  return {
    network: id,
    status,
    // What whoever pays is told says less.
    statusDetail: cause ?? statusDetail,
    cursorNumber,
    finalNumber: numberOf(cursor?.final_number),
    checkedNumber: numberOf(cursor?.checked_number),
    cursorMovedAtMs: cursor?.updated_at.getTime() ?? null,
    headNumber,
    blocksBehind: headNumber === null || cursorNumber === null ? null : Math.max(0, headNumber - cursorNumber),
    lastProof: lastProof === undefined ? null : viewProof(lastProof, offered.depositKey),
    providers,
  };
}

function numberOf(number: bigint | null | undefined): number | null {
  return number === null || number === undefined ? null : Number(number);
}
