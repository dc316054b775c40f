import { sql } from 'kysely';
import type { Sql } from '../../database/index.ts';
import type { ListPlace, UsdtUnits } from '../../kernel/index.ts';
import type { NetworkId } from '../chain.ts';

export interface FilledAddressRow {
  readonly address: string;
  readonly account_id: string;
  readonly key_fingerprint: string;
  readonly key_index: bigint;
  readonly balance: UsdtUnits;
}

export interface SweepRow {
  readonly id: string;
  readonly network: NetworkId;
  readonly block_hash: string;
  readonly log_index: number;
  readonly block_number: bigint;
  readonly tx_hash: string;
  readonly from_address: string;
  readonly to_address: string;
  readonly amount_usdt: UsdtUnits;
  readonly seen_at: Date;
  readonly account_id: string;
  readonly final: boolean;
}

/** What was swept and not taken back, the newest first; `before` is the last one of the page before. */
export async function selectSweeps(
  from: Sql,
  page: { readonly before: ListPlace | undefined; readonly limit: number },
): Promise<readonly SweepRow[]> {
  const after = page.before === undefined ? sql`` : sql`and (s.seen_at, s.id) < (${new Date(page.before.atMs)}, ${page.before.id})`;
  const { rows } = await sql<SweepRow>`
    select s.id, s.network, s.block_hash, s.log_index, s.block_number, s.tx_hash, s.from_address, s.to_address, s.amount_usdt, s.seen_at, a.account_id,
      coalesce(s.block_number <= (select c.final_number from chain_cursors c where c.network = s.network), false) as final
    from sweeps s join deposit_addresses a on a.network = s.network and a.address = s.from_address
    where s.orphaned_at is null ${after}
    order by s.seen_at desc, s.id desc limit ${page.limit}`.execute(from);
  return rows;
}

/** What is recorded of each address up to a block: deposits less sweeps less what was destroyed. */
const balances = (network: NetworkId, toBlock: number) => sql`
  select address, sum(amount)::bigint as balance from (
    select d.address, d.amount_usdt as amount from deposits d
    where d.network = ${network} and d.status <> 'orphaned' and d.unmatched_reason is distinct from 'vanished' and d.block_number <= ${toBlock}
    union all
    select s.from_address, -s.amount_usdt from sweeps s where s.network = ${network} and s.orphaned_at is null and s.block_number <= ${toBlock}
    union all
    select f.address, -f.amount_usdt from destroyed_funds f where f.network = ${network} and f.block_number <= ${toBlock}
  ) as moves group by address`;

/** The addresses on which this much lies or more, by the record, the fullest first. */
export async function selectFilledAddresses(
  from: Sql,
  network: NetworkId,
  which: { readonly toBlock: number; readonly minimum: UsdtUnits; readonly limit: number },
): Promise<readonly FilledAddressRow[]> {
  const { rows } = await sql<FilledAddressRow>`
    select a.address, a.account_id, a.key_fingerprint, a.key_index, b.balance
    from (${balances(network, which.toBlock)}) as b join deposit_addresses a on a.network = ${network} and a.address = b.address
    where b.balance > 0 and b.balance >= ${which.minimum} order by b.balance desc, a.key_fingerprint, a.key_index limit ${which.limit}`.execute(
    from,
  );
  return rows;
}

/** On how many addresses something lies, with less than the minimum and with that or more, and how much. */
export async function sumFilledAddresses(
  from: Sql,
  network: NetworkId,
  which: { readonly toBlock: number; readonly minimum: UsdtUnits },
): Promise<{ readonly below: number; readonly belowUsdt: UsdtUnits; readonly filled: number; readonly filledUsdt: UsdtUnits }> {
  const { rows } = await sql<{ below: bigint; below_usdt: bigint; filled: bigint; filled_usdt: bigint }>`
    select count(*) filter (where balance < ${which.minimum}) as below,
      coalesce(sum(balance) filter (where balance < ${which.minimum}), 0)::bigint as below_usdt,
      count(*) filter (where balance >= ${which.minimum}) as filled,
      coalesce(sum(balance) filter (where balance >= ${which.minimum}), 0)::bigint as filled_usdt
    from (${balances(network, which.toBlock)}) as b where balance > 0`.execute(from);
  const [row] = rows;
  return {
    below: Number(row?.below ?? 0),
    belowUsdt: row?.below_usdt ?? 0n,
    filled: Number(row?.filled ?? 0),
    filledUsdt: row?.filled_usdt ?? 0n,
  };
}
