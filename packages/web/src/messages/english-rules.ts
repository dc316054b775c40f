import type { BudgetPeriod, BudgetScope, CycleUnit } from '../api/sdk.ts';
import { isOne, some } from './plurals.ts';

const scopes: Record<BudgetScope['type'], string> = { project: 'Project', session: 'Session', api_key: 'API key' };
const periods: Record<BudgetPeriod, string> = { day: 'a day', week: 'a week', month: 'a month', total: 'in total' };
const units: Record<CycleUnit, readonly [one: string, many: string]> = {
  day: ['day', 'days'],
  week: ['week', 'weeks'],
  month: ['month', 'months'],
  year: ['year', 'years'],
};

/** What is said about the rules by which an account spends. */
export const englishRules = {
  pageTitle: 'Spending rules',
  title: 'Spending rules',
  lead: 'What your programs and projects may spend, what you keep back, and when you want to be told.',
  back: 'Wallet',
  save: 'Save',
  saving: 'Saving…',
  saved: 'Saved.',
  change: 'Change',
  remove: 'Remove',
  nothingChanged: 'Nothing was changed.',
  notAnAmount: 'Write an amount such as 12.5, with at most six decimals.',
  amountUnit: 'credits',

  reserve: 'Reserve',
  reserveText: 'Kept back for urgent work. It is spent only when you or a program ask for it by name, and never sent to anybody.',
  reserveField: 'Credits to keep back',
  reserveHint: '0 keeps nothing back.',
  alert: 'Low-balance alert',
  alertText: 'You are told here, and programs by an event, when your balance falls below this: once, until it has been there again.',
  alertField: 'Tell me below',
  alertHint: 'Empty for no alert.',

  budgets: 'Budgets',
  budgetsText:
    'A limit on what a project, a session or an API key may spend. What would go beyond it is refused before anything is charged.',
  addBudget: 'Add a budget',
  noBudgets: 'No budgets: whatever asks may spend what you have.',
  newBudget: 'New budget',
  changeBudget: (name: string) => `Budget of ${name}`,
  changeNamed: (name: string) => `Change the budget of ${name}`,
  removeNamed: (name: string) => `Remove the budget of ${name}`,
  removeTitle: (name: string) => `Remove the budget of ${name}?`,
  removeText: 'From then on it may spend what you have. What was counted is forgotten: set again, the budget starts at nothing.',
  removeConfirm: 'Remove budget',
  removing: 'Removing…',
  scope: 'For',
  scopes,
  scoped: (scope: BudgetScope['type'], name: string) => `${scopes[scope]} ${name}`,
  goneKey: (id: string) => `${id} (not among your keys)`,
  projectField: 'Project',
  sessionField: 'Session',
  idHint: 'As your programs name it; letters, digits and . : _ -',
  idWrong: 'Use 1 to 64 letters, digits and . : _ -',
  keyField: 'API key',
  noKeys: 'You have no API keys yet.',
  makeKey: 'Make one under Account',
  period: 'Period',
  periods,
  limitField: 'Limit',
  limitHint: 'By UTC; weeks begin on Monday. A changed limit keeps what was counted.',
  used: (used: string, limit: string) => `${used} of ${limit} used`,
  held: (figure: string) => `${figure} held`,
  left: (figure: string) => `${figure} left`,
  overspent: 'used up',
  startsAnew: (when: string) => `starts anew ${when}`,
  neverAnew: 'does not start anew',

  recurring: 'Recurring credits',
  recurringText: 'Given to you anew with each cycle.',
  every: (credits: string, every: number, unit: CycleUnit) =>
    every === 1 ? `${credits} each ${units[unit][0]}` : `${credits} every ${every} ${units[unit][1]}`,
  next: (when: string) => `next on ${when}`,
  cyclesLeft: (n: number) => `${n} more to come`,
  expires: 'what a cycle leaves expires when the next begins',
  rollsOver: (max: string | null, cycles: number | null) =>
    `${max === null ? 'what a cycle leaves' : `up to ${max} of what a cycle leaves`} is kept ${
      cycles === null ? 'for good' : isOne(cycles) ? 'for one more cycle' : `for ${cycles} more cycles`
    }`,

  creditLine: 'Paying after',
  creditLineText: 'When your own credits are used up, you go on up to this limit. What you used is billed by period.',
  creditLimit: 'Limit',
  unbilled: 'Not billed yet',
  billed: 'Billed, to be paid',
  creditLeft: 'Left',

  reserveKept: (price: string, reserve: string) =>
    `Nothing was charged. This needs ${price}, and ${reserve} of your credits are kept back in the reserve.`,
  useReserve: 'Use the reserve this time',
  toRules: 'Spending rules',

  cardText: 'Reserve, alert and budgets.',
  summaryReserve: (figure: string) => `${figure} kept back`,
  summaryAlert: (figure: string) => `alert below ${figure}`,
  summaryBudgets: (n: number) => some(n, 'budget', 'budgets'),
  summaryNone: 'Nothing settled yet: keep credits back, be told when they run low, limit a project.',
};

/** What is said where credits are sent to another account. */
export const englishSend = {
  pageTitle: 'Send credits',
  title: 'Send credits',
  lead: 'To another account on this server. Each part keeps its expiry; trial credits and your reserve stay.',
  back: 'Wallet',
  ownId: 'Your account identifier',
  ownIdText: 'Give it to whoever wants to send credits to you.',
  copyId: 'Copy identifier',
  to: 'To account',
  toPlaceholder: 'acct_…',
  toWrong: 'An account identifier begins with acct_',
  toSelf: 'This is your own account.',
  amount: 'Credits',
  amountHint: (figure: string, reserve: string) =>
    reserve === '0' ? `${figure} available` : `${figure} available, of which your reserve of ${reserve} stays`,
  memo: 'Note',
  memoHint: 'Both statements show it. May be empty.',
  next: 'Continue',
  confirmTitle: (credits: string) => `Send ${credits}?`,
  confirmText: 'Check each character of the identifier. What is sent is theirs; only they can send it back.',
  confirm: 'Send',
  sending: 'Sending…',
  sent: (credits: string) => `${credits} sent.`,
  sentTo: (accountId: string) => `To ${accountId}. Both statements show it.`,
  nothingSent: 'Nothing was sent.',
  lost: 'No answer from the server, so it is not known yet whether they were sent. Press again: it happens once.',
  card: 'Send credits',
  cardText: 'To another account on this server.',
};

/** What is told of while one is here. */
export const englishAlerts = {
  region: 'Alerts',
  dismiss: 'Dismiss',
  balanceLow: (balance: string, level: string) => `Your balance is ${balance}, below your level of ${level}.`,
  topUp: 'Top up',
  budgetReached: (name: string, percent: number, used: string, limit: string) =>
    percent >= 100
      ? `The budget of ${name} is used up: ${used} of ${limit}.`
      : `The budget of ${name} is at ${percent}%: ${used} of ${limit}.`,
  toRules: 'See the budget',
  grantExpiring: (credits: string, kind: string, days: number) =>
    `${credits} (${kind.toLowerCase()}) expire in ${some(days, 'day', 'days')}.`,
  toWallet: 'See in the wallet',
};
