import { invalidEventId, operatorsFeed } from '../../notices/index.ts';
import { operation } from '../operation.ts';
import { tooManyStreams } from '../problems.ts';
import { eventStream } from './event-stream.ts';

export const streamEvents = operation({
  operationId: 'streamEvents',
  sdk: 'events.stream',
  method: 'GET',
  path: '/v1/events',
  audience: 'signed-in',
  summary: 'Follow what happens in your account, live',
  description: `Server-Sent Events: \`event\` is the topic, \`data\` its JSON payload, \`id\` what to resume after; the stream begins
with an id without an event. Send the last id as the header \`Last-Event-ID\` and nothing that was booked in between is missed;
\`generation.progress\` is transient and has no id. A comment every 15 seconds keeps the connection open. The stream ends after 30 minutes and wants to be opened again.

| topic | payload |
|---|---|
| \`entry.booked\` | \`entryId, number, kind, balance, held, available\` |
| \`balance.low\` | \`balance, level\`: once when the balance falls below your level |
| \`budget.reached\` | \`scope, period, percent, used, limit, startsAnewAt\`: once at 80 and at 100 percent |
| \`grant.expiring\` | \`grantId, kind, days, amount, expiresAt\`: 30, 7 and 1 days ahead |
| \`invoice.changed\` | \`invoiceId, status\` |
| \`deposit.changed\` | \`depositId, invoiceId, status, confirmations\` |
| \`payout.changed\` | \`payoutId, status\` |
| \`proof.failed\` | \`proofId, network, address\`: for operators; an address holds something else than is recorded |
| \`desk.changed\` | \`about, id\`: for operators; a payout, or a deposit that waits, of whatever account |
| \`generation.changed\` | \`generationId, status\` |
| \`image.created\` | \`imageId, generationId, index\` |
| \`stream.reset\` | none: what you missed is not kept any more, so read again what you show |
| \`generation.progress\` | \`generationId, imageIndex, step, steps, fraction, preview?\` |`,
  answer: { mediaType: 'text/event-stream', what: 'Events, until you close the connection' },
  problems: [tooManyStreams.definition, invalidEventId.definition],
  async handle({ principal: { accountId, role }, request, reply, streams }, { events }) {
    const lastEventId = request.headers['last-event-id'];
    const followed = role === 'operator' ? [accountId, operatorsFeed] : accountId;
    const subscription = events.subscribe(followed, typeof lastEventId === 'string' && lastEventId !== '' ? lastEventId : undefined);
    let giveBack: () => void;
    try {
      giveBack = streams.take(accountId);
    } catch (error) {
      subscription.close();
      throw error;
    }
    const stream = eventStream(subscription, streams.ended);
    stream.once('close', giveBack);
    return reply
      .header('content-type', 'text/event-stream; charset=utf-8')
      .header('cache-control', 'no-store, no-transform')
      .header('x-accel-buffering', 'no')
      .send(stream);
  },
});
