/** Made-up rules of an account for the fake API. */
import type { AccountRules, Budget } from '../src/api/sdk.ts';
import type { Fake } from './fake-api.ts';
import { ago } from './fake-data.ts';

const DAY_MS = 86_400_000;

const budget = (
  scope: Budget['scope'],
  period: Budget['period'],
  [limit, used, held, left]: readonly [string, string, string, string],
): Budget => ({
  scope,
  period,
  limit,
  used,
  held,
  left,
  startsAnewAt: period === 'total' ? null : ago(-9 * DAY_MS),
});

export function rules(fake: Fake): AccountRules {
  const nothing = { reserve: '0', alertLevel: null, budgets: [], creditLine: null, recurringGrants: [], asOf: ago(0) };
  if (fake.isEmpty) return nothing;
  return {
    ...nothing,
    reserve: '40',
    alertLevel: '100',
    budgets: [
      budget({ type: 'project', id: 'campaign-7' }, 'month', ['500', '312.5', '24', '163.5']),
      budget({ type: 'api_key', id: 'key_1' }, 'day', ['20', '20', '0', '0']),
      budget({ type: 'session', id: 'a-very-long-name-of-one-session-that-goes-on:2026-11-22.draft' }, 'total', ['1250', '0', '0', '1250']),
    ],
    creditLine: { limit: '1000', unbilled: '212.5', billed: '300', left: '487.5' },
    recurringGrants: [
      {
        id: 'pro',
        kind: 'subscription',
        credits: '500',
        every: 1,
        unit: 'month',
        anchorAt: ago(80 * DAY_MS),
        timeZone: 'Europe/Berlin',
        cyclesLeft: 9,
        rollover: { max: '250', cycles: 1 },
        nextAt: ago(-11 * DAY_MS),
        label: 'Imprest Pro',
      },
    ],
  };
}
