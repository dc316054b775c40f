/** What operators pay back, and what is paid back to whoever is signed in. */
import type { Payout, PayoutStatus } from '@imprest/sdk';
import type { Fake } from './fake-api.ts';

const at = new Date(Date.now() - 5 * 3_600_000).toISOString();

const payout = (n: number, status: PayoutStatus): Payout => ({
  id: `pay_${String(n)}`,
  accountId: `acct_01j9zk3v7r4m8q2x${String(n)}`,
  depositId: `dep_01j9zk3v7r4m8q2x${String(n)}`,
  refundCommandId: `refund-${String(n)}`,
  replaces: null,
  replacedBy: null,
  network: 'tron',
  address: 'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t',
  amountUsdt: `${String(4 + n)}.5`,
  credits: `${String(45 + 10 * n)}`,
  status,
  exportId: status === 'requested' ? null : 'pexp_1',
  txHash: status === 'sent' || status === 'confirmed' ? `0x${'5b1e3b6d'.repeat(8)}` : null,
  onChain: status === 'confirmed',
  blockNumber: status === 'confirmed' ? 77_412_104 : null,
  blockHash: status === 'confirmed' ? `0x${'b'.repeat(64)}` : null,
  explanation: `What a payout says that is ${status}.`,
  createdAt: at,
  exportedAt: status === 'requested' ? null : at,
  confirmedAt: status === 'confirmed' ? at : null,
  canceledAt: status === 'canceled' ? at : null,
});

const payouts = (['requested', 'exported', 'sent', 'confirmed', 'canceled'] as const).map((status, place) => payout(place, status));

export function payoutsAnswer(fake: Fake, method: string, url: URL): { status: number; body: unknown } | undefined {
  const [, , room = ''] = url.pathname.split('/');
  if (room === 'payouts' && fake.isDeskDown) {
    return { status: 503, body: { code: 'unavailable', status: 503, detail: 'The database is being started.', retry: 'later' } };
  }
  const status = url.searchParams.get('status');
  const list = (data: readonly unknown[]) => ({ status: 200, body: { data: fake.isEmpty ? [] : data, nextCursor: null } });
  switch (`${method} ${room}`) {
    case 'GET payouts':
      return list(payouts.filter((each) => status === null || each.status === status));
    case 'GET own-payouts':
      return list(payouts.slice(2, 4));
    case 'GET refund-addresses':
      return list([{ network: 'tron', address: 'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t', confirmedAt: at }]);
    case 'GET accounts':
      return list([...fake.invoices.values()]);
    default:
      return undefined;
  }
}
