import type { OperatorBook } from '../entries.ts';
import type { GrantKind } from '../grants.ts';

/**
 * Where the credits of a grant come from. Sold credits are issued against money received; gifts are the operator's promotional
 * cost; a refunded grant takes usage back; a transferred one has its other side in another account.
 */
export const sourceBook: Readonly<Record<GrantKind, OperatorBook>> = {
  purchased: 'issuance',
  subscription: 'issuance',
  bonus: 'promotions',
  promotional: 'promotions',
  trial: 'promotions',
  refunded: 'usage',
  transferred: 'transfers',
  adjustment: 'adjustments',
};
