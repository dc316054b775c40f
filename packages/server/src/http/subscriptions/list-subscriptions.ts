import { amountToText } from '../../kernel/index.ts';
import { listSubscriptions as subscriptionsOf } from '../../offers/index.ts';
import { operation } from '../operation.ts';
import { ref, SubscriptionPage } from '../schemas/index.ts';
import { timeText, timeTextOrNull } from '../wire.ts';

export const listSubscriptions = operation({
  operationId: 'listSubscriptions',
  sdk: 'subscriptions.list',
  method: 'GET',
  path: '/v1/subscriptions',
  audience: 'signed-in',
  summary: 'List the subscriptions that are paid for, with their next dates',
  description: 'Nothing is renewed by itself: an invoice for the same subscription goes on where this one ends.',
  answer: ref(SubscriptionPage),
  problems: [],
  async handle({ principal: { accountId } }, { database, clock }) {
    const subscriptions = await subscriptionsOf(database.sql, accountId, clock.nowMs());
    const data = subscriptions.map((subscription) => ({
      id: subscription.id,
      subscriptionId: subscription.subscriptionId,
      title: subscription.title,
      creditsPerMonth: amountToText(subscription.creditsPerCycle),
      startedAt: timeText(subscription.startedAtMs),
      nextMonthAt: timeTextOrNull(subscription.nextCycleAtMs),
      paidUntil: timeText(subscription.paidUntilMs),
      monthsAhead: subscription.cyclesAhead,
    }));
    return { data, nextCursor: null };
  },
});
