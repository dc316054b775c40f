import { sql } from 'kysely';
import type { Sql, Tx } from '../../database/index.ts';
import type { ListPlace, UsdtUnits } from '../../kernel/index.ts';
import type { DestroyedFunds, NetworkId } from '../chain.ts';

/** Whether anything was ever recorded of the address `a`. */
const inUse = sql`(exists (select 1 from deposits d where d.network = a.network and d.address = a.address)
  or exists (select 1 from observations o where o.network = a.network and o.address = a.address and o.orphaned_at is null)
  or exists (select 1 from sweeps s where s.network = a.network and s.from_address = a.address and s.orphaned_at is null))`;

export async function countAddressesInUse(from: Sql, network: NetworkId): Promise<number> {
  const { rows } = await sql<{ count: bigint }>`
    select count(*) as count from deposit_addresses a where a.network = ${network} and ${inUse}`.execute(from);
  return Number(rows[0]?.count ?? 0);
}

/** The addresses that were proved longest ago, and not since `sinceMs`, without those that are named. */
export async function selectAddressesToProve(
  from: Sql,
  network: NetworkId,
  which: { readonly used: boolean; readonly sinceMs: number; readonly without: readonly string[]; readonly limit: number },
): Promise<readonly string[]> {
  const { rows } = await sql<{ address: string }>`
    select a.address from deposit_addresses a left join proved_balances p on p.network = a.network and p.address = a.address
    where a.network = ${network} and ${which.used ? inUse : sql`not ${inUse}`} and (p.proved_at is null or p.proved_at < ${new Date(which.sinceMs)})
      and a.address <> all(${which.without}::text[])
    order by p.proved_at nulls first, a.key_fingerprint, a.key_index limit ${which.limit}`.execute(from);
  return rows.map(({ address }) => address);
}

/** What is recorded of an address. */
export interface RecordedBalance {
  readonly address: string;
  readonly received: UsdtUnits;
  readonly swept: UsdtUnits;
  readonly destroyed: UsdtUnits;
  /** Whether something came or left after `fromBlock`. */
  readonly moved: boolean;
}

/**
 * What is recorded of these addresses up to `toBlock`: deposits, without those that the chain has taken back, sweeps and what the issuer
 * has destroyed.
 */
export async function selectRecordedBalances(
  from: Sql,
  network: NetworkId,
  addresses: readonly string[],
  blocks: { readonly fromBlock: number; readonly toBlock: number },
): Promise<ReadonlyMap<string, RecordedBalance>> {
  const { fromBlock, toBlock } = blocks;
  const { rows } = await sql<RecordedBalance>`
    select a.address, came.sum as received, coalesce(came.moved, false) or coalesce(went.moved, false) or coalesce(lost.moved, false) as moved,
      went.sum as swept, lost.sum as destroyed
    from unnest(${addresses}::text[]) as a (address)
    cross join lateral (
      select coalesce(sum(d.amount_usdt), 0)::bigint as sum, bool_or(d.block_number > ${fromBlock}) as moved from deposits d
      where d.network = ${network} and d.address = a.address and d.status <> 'orphaned' and d.block_number <= ${toBlock}
        and (exists (select 1 from observations o where o.network = d.network and o.tx_hash = d.tx_hash and o.ordinal = d.ordinal
            and o.orphaned_at is null)
          or not exists (select 1 from observations o where o.network = d.network and o.tx_hash = d.tx_hash and o.ordinal = d.ordinal))
    ) as came
    cross join lateral (
      select coalesce(sum(s.amount_usdt), 0)::bigint as sum, bool_or(s.block_number > ${fromBlock}) as moved from sweeps s
      where s.network = ${network} and s.from_address = a.address and s.orphaned_at is null and s.block_number <= ${toBlock}
    ) as went
    cross join lateral (
      select coalesce(sum(f.amount_usdt), 0)::bigint as sum, bool_or(f.block_number > ${fromBlock}) as moved from destroyed_funds f
      where f.network = ${network} and f.address = a.address and f.block_number <= ${toBlock}
    ) as lost`.execute(from);
  return new Map(rows.map((row) => [row.address, row]));
}

export async function upsertProved(
  from: Sql,
  network: NetworkId,
  proved: { readonly addresses: readonly string[]; readonly block: number; readonly nowMs: number },
): Promise<void> {
  if (proved.addresses.length === 0) return;
  await sql`
    insert into proved_balances as p (network, address, block_number, proved_at)
    select ${network}, address, ${proved.block}, ${new Date(proved.nowMs)}::timestamptz from unnest(${proved.addresses.toSorted()}::text[]) as a (address)
    on conflict (network, address) do update set block_number = greatest(p.block_number, excluded.block_number), proved_at = excluded.proved_at`.execute(
    from,
  );
}

/** From where on something may have happened to these addresses that is not recorded: their last proof, or else the first transfer. */
export async function selectUnprovedFrom(from: Sql, network: NetworkId, addresses: readonly string[]): Promise<number | undefined> {
  const { rows } = await sql<{ block_number: bigint | null }>`
    select min(coalesce(p.block_number, (select min(o.block_number) from observations o where o.network = ${network} and o.address = a.address))) as block_number
    from unnest(${addresses}::text[]) as a (address)
    left join proved_balances p on p.network = ${network} and p.address = a.address`.execute(from);
  const number = rows[0]?.block_number;
  return number === null || number === undefined ? undefined : Number(number);
}

export async function insertDestroyedFunds(
  from: Sql,
  network: NetworkId,
  destroyed: readonly DestroyedFunds[],
  nowMs: number,
): Promise<void> {
  for (const { blockHash, logIndex, blockNumber, txHash, address, amount } of destroyed) {
    await sql`
      insert into destroyed_funds (network, block_hash, log_index, block_number, tx_hash, address, amount_usdt, found_at)
      values (${network}, ${blockHash}, ${logIndex}, ${blockNumber}, ${txHash}, ${address}, ${amount}, ${new Date(nowMs)})
      on conflict (network, block_hash, log_index) do nothing`.execute(from);
  }
}

export interface BalanceProofRow {
  readonly id: string;
  readonly network: NetworkId;
  readonly status: 'holds' | 'differs';
  readonly block_number: bigint;
  readonly started_at: Date;
  readonly finished_at: Date;
  readonly addresses_proved: bigint;
  readonly addresses_in_use: bigint;
  readonly recorded_usdt: bigint;
  readonly destroyed_usdt: bigint;
  readonly differences: bigint;
  readonly first_address: string | null;
  readonly first_recorded_usdt: bigint | null;
  readonly first_found_usdt: bigint | null;
}

export async function insertProof(tx: Tx, row: BalanceProofRow): Promise<void> {
  await sql`
    insert into balance_proofs (id, network, status, block_number, started_at, finished_at, addresses_proved, addresses_in_use, recorded_usdt,
      destroyed_usdt, differences, first_address, first_recorded_usdt, first_found_usdt)
    values (${row.id}, ${row.network}, ${row.status}, ${row.block_number}, ${row.started_at}, ${row.finished_at}, ${row.addresses_proved},
      ${row.addresses_in_use}, ${row.recorded_usdt}, ${row.destroyed_usdt}, ${row.differences}, ${row.first_address}, ${row.first_recorded_usdt},
      ${row.first_found_usdt})`.execute(tx);
}

/** The newest first. */
export async function selectProofs(
  from: Sql,
  page: { readonly before: ListPlace | undefined; readonly limit: number },
): Promise<readonly BalanceProofRow[]> {
  const after = page.before === undefined ? sql`` : sql`where (finished_at, id) < (${new Date(page.before.atMs)}, ${page.before.id})`;
  const { rows } = await sql<BalanceProofRow>`
    select * from balance_proofs ${after} order by finished_at desc, id desc limit ${page.limit}`.execute(from);
  return rows;
}

export async function selectLastProof(from: Sql, network: NetworkId): Promise<BalanceProofRow | undefined> {
  const { rows } = await sql<BalanceProofRow>`
    select * from balance_proofs where network = ${network} order by finished_at desc limit 1`.execute(from);
  return rows[0];
}
