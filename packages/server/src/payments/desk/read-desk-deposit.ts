import type { PaymentsContext } from '../context.ts';
import { viewDeposit, type DepositView } from '../deposits/deposit-view.ts';
import { selectCursor } from '../follow/cursor-queries.ts';
import { selectDeposit } from '../deposits/deposit-queries.ts';
import { depositNotFound } from '../problems.ts';
import { explainToOperator } from './explain-to-operator.ts';

/** A deposit with `explanation` in the operator's words. */
export interface DeskDeposit extends DepositView {
  readonly accountId: string;
}

/** A deposit as the operator sees it. Refuses `deposit_not_found`. */
export async function readDeskDeposit(context: PaymentsContext, accountId: string, depositId: string): Promise<DeskDeposit> {
  const row = await selectDeposit(context.database.sql, accountId, depositId);
  if (row === undefined) throw depositNotFound('This account has no such deposit: take both ids from the list.');
  const cursor = await selectCursor(context.database.sql, row.network);
  const deposit = viewDeposit(context, { ...row, head_number: cursor === undefined ? null : BigInt(cursor.number) });
  return { ...deposit, explanation: explainToOperator(deposit), accountId };
}
