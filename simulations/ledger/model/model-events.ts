/** The texts in which events are compared. */

/** Credits, of which there are a million micro-credits each. */
export function amountText(amount: bigint): string {
  const size = amount < 0n ? -amount : amount;
  const fraction = (size % 1_000_000n).toString().padStart(6, '0').replace(/0+$/u, '');
  return `${amount < 0n ? '-' : ''}${(size / 1_000_000n).toString()}${fraction === '' ? '' : `.${fraction}`}`;
}

export function timeText(atMs: number): string {
  return new Date(atMs).toISOString();
}

/** An event of the outbox as the model tells it. */
export function eventText(topic: string, payload: Readonly<Record<string, unknown>>): string {
  const text = (name: string): string => String(payload[name]);
  switch (topic) {
    case 'entry.booked':
      return `${topic} ${text('number')} ${text('kind')} ${text('balance')} ${text('held')} ${text('available')}`;
    case 'alongside.ran':
      return `${topic} ${text('commandId')}`;
    case 'balance.low':
      return `${topic} ${text('balance')} below ${text('level')}`;
    case 'budget.reached': {
      // Only budgets are told of so, and each has a scope.
      const scope = payload['scope'] as { readonly type: string; readonly id: string };
      const end = payload['startsAnewAt'] === null ? 'never' : text('startsAnewAt');
      return `${topic} ${scope.type} ${scope.id} ${text('period')} ${text('percent')} ${text('used')} of ${text('limit')} ${end}`;
    }
    case 'grant.expiring':
      return `${topic} ${text('grantId')} ${text('kind')} ${text('days')} ${text('amount')} ${text('expiresAt')}`;
    default:
      return `${topic} ${JSON.stringify(payload)}`;
  }
}
