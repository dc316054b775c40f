import { sql } from 'kysely';
import type { Sql, Tx } from '../../database/index.ts';
import type { NetworkId } from '../chain.ts';

export interface TestPaymentRow {
  readonly account_id: string;
  readonly id: string;
  readonly request_hash: string;
  readonly nonce: bigint;
  readonly transaction: string;
  readonly tx_hash: string;
  readonly amount_usdt: bigint;
}

/** An arbitrary constant: payments of the test wallet are numbered one after the other under this lock. */
const walletLock = 7_405_901_337_216n;

export async function lockWallet(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${walletLock}::bigint)`.execute(tx);
}

export async function selectTestPayment(from: Sql, accountId: string, id: string): Promise<TestPaymentRow | undefined> {
  const { rows } = await sql<TestPaymentRow>`
    select account_id, id, request_hash, nonce, transaction, tx_hash, amount_usdt from test_payments
    where account_id = ${accountId} and id = ${id}`.execute(from);
  return rows[0];
}

/** The wallet that a payment comes from; numbers count per wallet. */
export interface Payer {
  readonly network: NetworkId;
  readonly address: string;
}

/** The first number that no recorded payment of this wallet has; 0 when there is none. */
export async function selectFreeNonce(from: Sql, payer: Payer): Promise<number> {
  const { rows } = await sql<{ free: bigint }>`
    select coalesce(max(nonce) + 1, 0)::bigint as free from test_payments where network = ${payer.network} and payer = ${payer.address}`.execute(
    from,
  );
  return Number(rows[0]?.free ?? 0);
}

/** The recorded payments of this wallet from a number on, in order. */
export async function selectPaymentsFrom(from: Sql, payer: Payer, nonce: number): Promise<readonly TestPaymentRow[]> {
  const { rows } = await sql<TestPaymentRow>`
    select account_id, id, request_hash, nonce, transaction, tx_hash, amount_usdt from test_payments
    where network = ${payer.network} and payer = ${payer.address} and nonce >= ${nonce} order by nonce`.execute(from);
  return rows;
}

export async function insertTestPayment(
  tx: Tx,
  payment: {
    readonly accountId: string;
    readonly id: string;
    readonly invoiceId: string;
    readonly requestHash: string;
    readonly payer: Payer;
    readonly nonce: number;
    readonly transaction: string;
    readonly txHash: string;
    readonly amountUsdt: bigint;
    readonly createdAtMs: number;
  },
): Promise<void> {
  await sql`
    insert into test_payments (account_id, id, invoice_id, request_hash, network, payer, nonce, transaction, tx_hash, amount_usdt, created_at)
    values (${payment.accountId}, ${payment.id}, ${payment.invoiceId}, ${payment.requestHash}, ${payment.payer.network}, ${payment.payer.address}, ${payment.nonce},
      ${payment.transaction}, ${payment.txHash}, ${payment.amountUsdt}, ${new Date(payment.createdAtMs)})`.execute(tx);
}
