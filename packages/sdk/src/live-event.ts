import type {
  BudgetPeriod,
  BudgetScope,
  Credits,
  EntryKind,
  GenerationStatus,
  GrantKind,
  InvoiceStatus,
  PayoutStatus,
  Time,
} from './types.generated.ts';

/** The payload of each topic. */
export interface EventPayloads {
  'entry.booked': { entryId: string; number: number; kind: EntryKind; balance: Credits; held: Credits; available: Credits };
  /** Once when the balance falls below the alert level. */
  'balance.low': { balance: Credits; level: Credits };
  /** Once at 80 and at 100 percent of a budget. */
  'budget.reached': {
    scope: BudgetScope;
    period: BudgetPeriod;
    percent: 80 | 100;
    used: Credits;
    limit: Credits;
    startsAnewAt: Time | null;
  };
  /** 30, 7 and 1 days before credits expire. */
  'grant.expiring': { grantId: string; kind: GrantKind; days: 30 | 7 | 1; amount: Credits; expiresAt: Time };
  'invoice.changed': { invoiceId: string; status: InvoiceStatus };
  'deposit.changed': { depositId: string; invoiceId: string; status: string; confirmations: number };
  'payout.changed': { payoutId: string; status: PayoutStatus };
  /** For operators: something of whatever account that stands on the payments desk. */
  'desk.changed': { about: 'payout' | 'deposit'; id: string };
  'generation.changed': { generationId: string; status: GenerationStatus };
  'image.created': { imageId: string; generationId: string; index: number };
  /** Not kept: told while it happens. `preview` is a small picture as a data URL. */
  'generation.progress': { generationId: string; imageIndex: number; step: number; steps: number; fraction: number; preview?: string };
  /** What was missed is not kept any more: read again whatever you show. */
  'stream.reset': Record<string, never>;
}

export type EventTopic = keyof EventPayloads;

/** Something that happened in the account. `id` is what to resume after, `null` for what is not kept. */
export type LiveEvent = {
  [Topic in EventTopic]: { readonly id: string | null; readonly topic: Topic; readonly payload: EventPayloads[Topic] };
}[EventTopic];
