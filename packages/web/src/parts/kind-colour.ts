import type { FundKind } from '../api/sdk.ts';

/** The swatch of each kind of grant and of the credit line; always beside its name, never alone. */
export const KIND_COLOUR: Record<FundKind, string> = {
  purchased: 'bg-action',
  bonus: 'bg-bonus',
  promotional: 'bg-bonus',
  trial: 'bg-trial',
  subscription: 'bg-plan',
  transferred: 'bg-plan',
  refunded: 'bg-action',
  adjustment: 'bg-muted',
  credit_line: 'bg-plan',
};
