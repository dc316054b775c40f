import type { Tx } from '../../database/index.ts';
import { lockDeposit } from '../deposit-queries.ts';
import type { DepositRow } from '../invoice-queries.ts';
import { depositNotFound, depositNotWaiting } from '../problems.ts';

/** Names a deposit, wherever it came from. */
export interface NamedDeposit {
  readonly accountId: string;
  readonly depositId: string;
}

/**
 * A deposit that is final and not credited, under a lock that lasts until the transaction ends. Refuses `deposit_not_found` and
 * `deposit_not_waiting`.
 */
export async function lockOpenDeposit(tx: Tx, { accountId, depositId }: NamedDeposit): Promise<DepositRow> {
  const deposit = await lockDeposit(tx, accountId, depositId);
  if (deposit === undefined) throw depositNotFound('This account has no deposit with this id: look at the list of unmatched deposits.');
  if (deposit.status !== 'final') {
    throw depositNotWaiting('This deposit does not wait for anybody: only one that is final and not credited can be dealt with.', {
      status: deposit.status,
    });
  }
  return deposit;
}
