import type { Static } from 'typebox';
import { amountToText } from '../../kernel/index.ts';
import type { BalanceProof as ProofView } from '../../payments/index.ts';
import type { BalanceProof } from '../schemas/index.ts';
import { timeText } from '../wire.ts';

export function balanceProofOf(proof: ProofView): Static<typeof BalanceProof> {
  const { startedAtMs, finishedAtMs, recordedUsdt, destroyedUsdt, firstDifference, ...rest } = proof;
  return {
    ...rest,
    startedAt: timeText(startedAtMs),
    finishedAt: timeText(finishedAtMs),
    recordedUsdt: amountToText(recordedUsdt),
    destroyedUsdt: amountToText(destroyedUsdt),
    firstDifference: firstDifference && {
      address: firstDifference.address,
      recordedUsdt: amountToText(firstDifference.recordedUsdt),
      foundUsdt: amountToText(firstDifference.foundUsdt),
    },
  };
}
