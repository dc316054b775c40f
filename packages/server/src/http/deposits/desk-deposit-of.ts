import type { Static } from 'typebox';
import type { DeskDeposit as DeskDepositView } from '../../payments/index.ts';
import type { DeskDeposit } from '../schemas/index.ts';
import { depositOf } from './deposit-of.ts';

export function deskDepositOf(deposit: DeskDepositView): Static<typeof DeskDeposit> {
  return { ...depositOf(deposit), accountId: deposit.accountId, unmatchedDetail: deposit.unmatchedDetail };
}
