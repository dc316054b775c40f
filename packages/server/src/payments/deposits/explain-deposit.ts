import { amountToText, assertNever, type MicroCredits, type UsdtUnits } from '../../kernel/index.ts';
import type { DepositStatus } from '../invoices/invoice-state.ts';
import type { Match } from '../matching/index.ts';

/** Why a deposit is on the operator's list. */
export type UnmatchedReason = 'dust' | 'refused' | 'account_closed' | 'vanished';

export interface DepositStory {
  readonly status: DepositStatus;
  readonly amountUsdt: UsdtUnits;
  readonly match: Match | null;
  readonly invoiceId: string | null;
  readonly credits: MicroCredits | null;
  readonly unmatchedReason: UnmatchedReason | null;
  readonly unmatchedDetail: string | null;
  readonly networkTitle: string;
  readonly confirmations: number;
  readonly confirmationsRequired: number;
}

/** What became of a transfer that reached us, and why it counts for the invoice that it counts for, in one sentence. */
export function explainDeposit(story: DepositStory): string {
  const amount = `${amountToText(story.amountUsdt)} USDT on ${story.networkTitle}`;
  const progress = `${story.confirmations} of ${story.confirmationsRequired} confirmations`;
  if (story.status === 'credited' && story.unmatchedReason === 'vanished')
    return `${amount} was credited, but the chain has taken it back since; the operator has been told.`;
  if (story.status === 'orphaned')
    return `${amount} was taken back by the chain; if it comes again it is the same payment and counts once.`;
  if (story.status === 'returned') return `${amount} was dealt with by the operator and is not credited.`;
  if (story.unmatchedReason !== null && story.status !== 'credited') return `${amount} ${troubleOf(story)}`;
  switch (story.status) {
    case 'seen':
    case 'confirming':
      return `${amount} has arrived${matchWords(story)} and is being confirmed (${progress}).`;
    case 'final':
      return `${amount} is final${matchWords(story)}; it is credited in a moment, or when the rest of its price has come.`;
    case 'credited':
      return `${amount} was credited as ${amountToText(story.credits ?? 0n)} credits${matchWords(story)}.`;
    default:
      return assertNever(story.status);
  }
}

function troubleOf({ unmatchedReason, unmatchedDetail, amountUsdt }: DepositStory): string {
  switch (unmatchedReason) {
    case 'dust':
      return amountUsdt === 0n ? 'moved nothing and is ignored.' : 'is too small to be credited; it stands on the list of the operator.';
    case 'account_closed':
      return 'came for an account that is not open any more; it waits on the list of the operator.';
    default:
      return `could not be credited: ${unmatchedDetail ?? ''} It stands on the list of the operator and is tried again by itself.`;
  }
}

function matchWords({ match, invoiceId }: DepositStory): string {
  switch (match) {
    case null:
      return invoiceId === null ? ' without an invoice, at the rate of your last one or of the offers' : '';
    case 'address':
      return '';
    case 'exact':
      return ' for the invoice that asked for exactly this amount';
    case 'nearly':
      return ' for the invoice that it nearly pays';
    case 'oldest_open':
      return ' for the oldest open invoice';
    case 'late':
      return ' for the last invoice that had expired unpaid';
    case 'operator':
      return ' for the invoice that the operator chose';
    default:
      return assertNever(match);
  }
}
