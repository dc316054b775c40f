/** Made-up reports for the fake API. */
import type { Books, Forecast, UsageReport } from '../src/api/sdk.ts';
import type { Fake } from './fake-api.ts';
import { ago } from './fake-data.ts';

const DAY_MS = 86_400_000;
const NAMES: Record<string, readonly [member: string, ...names: (string | null)[]]> = {
  model: ['model', 'standard', 'artistic', 'realistic'],
  operation: ['operation', 'generate', 'upscale'],
  project: ['projectId', null],
  apiKey: ['apiKeyId', null, 'key_1', 'key_of_an_old_script', 'key_3', 'key_4', 'key_5'],
};

export function usage(fake: Fake, url: URL): UsageReport {
  const from = url.searchParams.get('from') ?? ago(30 * DAY_MS);
  const by = (url.searchParams.get('groupBy') ?? 'day,model').split(',')[1] ?? 'model';
  const [member, ...names] = NAMES[by] ?? ['model'];
  const none = { projectId: null, apiKeyId: null, sessionId: null, model: null, operation: null };
  const groups = fake.isEmpty
    ? []
    : Array.from({ length: 30 }, (_, day) => day).flatMap((day) =>
        names.flatMap((name, place) => {
          const amount = Math.round((Math.sin(day * 1.7 + place) + 1.1) * (day % 7 === 2 ? 0 : 6 - place)) / 2;
          if (amount <= 0) return [];
          const date = new Date(Date.parse(from) + day * DAY_MS + DAY_MS / 2).toISOString().slice(0, 10);
          return [{ ...none, [member]: name, day: date, amount: String(amount), count: 1 }];
        }),
      );
  const amount = String(groups.reduce((sum, group) => sum + Number(group.amount), 0));
  const rest = { amount: '0', count: 0, groups: 0 };
  return { from, to: url.searchParams.get('to') ?? ago(0), timeZone: 'UTC', total: { amount, count: groups.length }, groups, rest };
}

export function forecast(fake: Fake): Forecast {
  const available = fake.isEmpty ? '0' : String(fake.available);
  return {
    asOf: ago(0),
    available,
    usedPerDay: '9.4',
    paceDays: 30,
    runsOutAt: ago(-126 * DAY_MS),
    lastsUntil: ago(-126 * DAY_MS),
    until: ago(-126 * DAY_MS),
    expires: '12.5',
    expiring: [],
  };
}

const flow = (opening: string, change: string, closing: string) => ({ opening, change, closing });
const noChanges = {
  issuance: '0',
  promotions: '0',
  adjustments: '0',
  transfers: '0',
  usage: '0',
  breakage: '0',
  unbilled: '0',
  receivable: '0',
};

export function books(fake: Fake, url: URL): Books {
  const nothing = flow('0', '0', '0');
  const none = { paid: '0', gifts: '0', adjustments: '0', onCredit: '0', total: '0' };
  const base = { from: url.searchParams.get('from') ?? ago(30 * DAY_MS), at: url.searchParams.get('at') ?? ago(0) };
  const names = [
    'available',
    'held',
    'issuance',
    'promotions',
    'adjustments',
    'transfers',
    'usage',
    'breakage',
    'unbilled',
    'receivable',
  ] as const;
  if (fake.isEmpty) {
    const aged = { days0To30: '0', days31To60: '0', days61To90: '0', daysOver90: '0' };
    return {
      ...base,
      accounts: 0,
      entries: 0,
      books: names.map((book) => ({ book, ...nothing })),
      outstanding: [],
      funds: [],
      deferredRevenue: nothing,
      usageRevenue: none,
      breakage: none,
      promotionalCost: '0',
      owed: { unbilled: '0', receivable: '0', aged },
    };
  }
  const figures: Record<(typeof names)[number], readonly [string, string, string]> = {
    available: ['148020.5', '11954.25', '159974.75'],
    held: ['24', '12', '36'],
    issuance: ['-310000', '-42000', '-352000'],
    promotions: ['-21500', '-2100', '-23600'],
    adjustments: ['-12.5', '0', '-12.5'],
    transfers: ['0', '0', '0'],
    usage: ['178412', '31502.75', '209914.75'],
    breakage: ['6256', '1031', '7287'],
    unbilled: ['-300', '-80', '-380'],
    receivable: ['-900', '-320', '-1220'],
  };
  return {
    ...base,
    accounts: 1284,
    entries: 104_233,
    books: names.map((book) => ({ book, ...flow(...figures[book]) })),
    outstanding: [
      { fund: 'bonus', expiryMonth: '2026-12', available: '820', held: '4' },
      { fund: 'trial', expiryMonth: '2026-12', available: '95.5', held: '0' },
      { fund: 'purchased', expiryMonth: '2027-05', available: '48210', held: '20' },
      { fund: 'subscription', expiryMonth: '2027-06', available: '9120.25', held: '12' },
      { fund: 'purchased', expiryMonth: null, available: '101729', held: '0' },
    ],
    funds: [
      {
        fund: 'purchased',
        ...flow('140120', '9839', '149959'),
        changes: { ...noChanges, issuance: '-32000', usage: '21701', breakage: '460' },
      },
      {
        fund: 'subscription',
        ...flow('7104.5', '2027.75', '9132.25'),
        changes: { ...noChanges, issuance: '-9500', usage: '7000.25', breakage: '472' },
      },
      { fund: 'bonus', ...flow('720', '104', '824'), changes: { ...noChanges, promotions: '-1900', usage: '1720', breakage: '76' } },
      { fund: 'trial', ...flow('100', '-4.5', '95.5'), changes: { ...noChanges, promotions: '-200', usage: '181.5', breakage: '23' } },
    ],
    deferredRevenue: flow('147224.5', '11866.75', '159091.25'),
    usageRevenue: { paid: '28701.25', gifts: '1901.5', adjustments: '0', onCredit: '900', total: '31502.75' },
    breakage: { paid: '932', gifts: '99', adjustments: '0', onCredit: '0', total: '1031' },
    promotionalCost: '2100',
    owed: { unbilled: '380', receivable: '1220', aged: { days0To30: '620', days31To60: '350', days61To90: '0', daysOver90: '250' } },
  };
}
