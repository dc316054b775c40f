import type { BalanceProof } from '../../../api/sdk.ts';
import { messages } from '../../../messages/index.ts';
import { classes } from '../../../parts/classes.ts';

/** What came of a proof, in a word. */
export function ProofMark({ status }: Pick<BalanceProof, 'status'>) {
  return (
    <span
      className={classes(
        'rounded-full px-2.5 py-0.5 text-xs font-semibold',
        status === 'holds' ? 'bg-soft text-action' : 'bg-danger-soft text-danger',
      )}
    >
      {messages.proofsDesk.statuses[status]}
    </span>
  );
}
