import type { Payout } from '../../../api/sdk.ts';

/** What an operator can do with a payout. */
export type PayoutAction = 'sent' | 'cancel' | 'replace';

/** What the state of this one allows. */
export function actionsOf({ status, onChain, replacedBy }: Payout): readonly PayoutAction[] {
  switch (status) {
    case 'requested':
      return ['cancel'];
    case 'exported':
      return ['sent', 'cancel'];
    case 'sent':
      return onChain ? [] : ['sent'];
    case 'canceled':
      return replacedBy === null ? ['replace'] : [];
    case 'confirmed':
      return [];
  }
}
