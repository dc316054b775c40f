import type { OtherTransfer } from '../chain.ts';
import type { OfferedNetwork, PaymentsContext } from '../context.ts';
import { pathOf, selectAddresses } from '../addresses/index.ts';

/** What reached an address of ours and is not USDT. Nothing is credited for it; only the wallet that holds the address can move it. */
export interface OtherReceived {
  /** The other token's contract, as people know it; `null` for the network's own coin. */
  readonly contract: string | null;
  /** In the smallest unit of that token or coin. */
  readonly amount: bigint;
  /** As people know it. */
  readonly address: string;
  /** Where wallets keep the address; `null` for one of an earlier key. */
  readonly path: string | null;
  readonly accountId: string;
  readonly invoiceId: string | null;
}

/** Those of these transfers that went to an address of ours, in their order. Transfers of nothing are left out. */
export async function findOtherReceived(
  { database }: PaymentsContext,
  offered: OfferedNetwork,
  others: readonly OtherTransfer[],
): Promise<readonly OtherReceived[]> {
  if (others.length === 0) return [];
  const { chain, depositKey } = offered;
  const receivers = [...new Set(others.map(({ to }) => to))];
  const rows = await selectAddresses(database.sql, chain.facts.id, receivers);
  return others.flatMap(({ contract, to, amount }) => {
    const row = rows.find(({ address }) => address === to);
    if (row === undefined || amount === 0n) return [];
    return {
      contract: contract === null ? null : depositKey.showAddress(contract),
      amount,
      address: depositKey.showAddress(to),
      path: pathOf(offered, row),
      accountId: row.account_id,
      invoiceId: row.invoice_id,
    };
  });
}
