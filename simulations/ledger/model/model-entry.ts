import type { GrantKind, Usage } from '../../../packages/server/src/ledger/index.ts';

/** What is compared of an entry: as the model books it, as a server answers it and as it stands in the journal. */
export interface ModelEntry {
  readonly accountId: string;
  readonly number: number;
  readonly kind: string;
  readonly atMs: number;
  readonly commandId: string | null;
  readonly balanceAfter: bigint;
  readonly heldAfter: bigint;
  /** As the journal has them: `3ah15 4ah5`, by the number of the grant. */
  readonly moves: string;
  readonly holdId: string | null;
  readonly memo: string | null;
  /** Project, API key, session, model and operation, or nothing. */
  readonly usage: string;
  readonly otherAccountId: string | null;
  /** The number of the entry that it undoes, and what could not be undone. */
  readonly reverses: string | null;
}

export type ModelBook =
  | 'available'
  | 'held'
  | 'issuance'
  | 'promotions'
  | 'adjustments'
  | 'transfers'
  | 'usage'
  | 'breakage'
  | 'unbilled'
  | 'receivable';

/** The letters by which the journal names the books, from the page of the ledger's room. */
export const bookLetters: Readonly<Record<ModelBook, string>> = {
  available: 'a',
  held: 'h',
  issuance: 'i',
  promotions: 'p',
  adjustments: 'j',
  transfers: 't',
  usage: 'u',
  breakage: 'b',
  unbilled: 'n',
  receivable: 'r',
};

/** The operator's book out of which a grant comes, by its kind. */
export const issuers: Readonly<Record<GrantKind, ModelBook>> = {
  purchased: 'issuance',
  subscription: 'issuance',
  bonus: 'promotions',
  promotional: 'promotions',
  trial: 'promotions',
  refunded: 'usage',
  transferred: 'transfers',
  adjustment: 'adjustments',
};

export function usageText(usage: Usage | null | undefined): string {
  if (usage === null || usage === undefined) return '';
  const values = [usage.projectId, usage.apiKeyId, usage.sessionId, usage.model, usage.operation];
  return values.every((value) => value === undefined) ? '' : values.map((value) => value ?? '').join('/');
}
