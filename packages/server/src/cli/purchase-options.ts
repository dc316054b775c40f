import type { PreviewPurchaseBody, SubscriptionTerm } from '@imprest/sdk';
import type { Command } from 'commander';
import { wholeNumber } from './list-options.ts';

export interface PurchaseOptions {
  subscription?: string;
  term?: SubscriptionTerm;
  pictures?: number;
  usage?: boolean;
}

/** The options that say what is bought, where it is not a pack. */
export function purchaseOptions(command: Command): Command {
  return command
    .option('--subscription <id>', 'a subscription instead of a pack')
    .option('--term <term>', 'of the subscription: monthly or yearly')
    .option('--pictures <count>', 'so many standard pictures, each at its price', wholeNumber)
    .option('--usage', 'what was used on credit and is not paid yet');
}

/** What is bought; the server refuses more than one thing. */
export function purchaseFrom(packId: string | undefined, { subscription, term, pictures, usage }: PurchaseOptions): PreviewPurchaseBody {
  return {
    ...(packId === undefined ? {} : { packId }),
    ...(subscription === undefined ? {} : { subscriptionId: subscription }),
    ...(term === undefined ? {} : { term }),
    ...(pictures === undefined ? {} : { images: pictures }),
    ...(usage === undefined ? {} : { usage: true }),
  };
}
