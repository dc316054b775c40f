import { amountToText } from '../kernel/index.ts';
import type { AccountBalance, AuditReport } from '../ledger/index.ts';

/** What an audit comes to, for people. */
export function auditText(report: AuditReport): string {
  const { atMs, accounts, entries, difference } = report;
  const read = `${entries.toLocaleString('en')} entries of ${accounts.toLocaleString('en')} accounts`;
  if (difference !== null) {
    const { accountId, number, rule, detail } = difference;
    const where = number === null ? `account ${accountId}` : `entry ${String(number)} of account ${accountId}`;
    return `The books are NOT whole. First difference, after ${read}: ${where} breaks the rule "${rule}": ${detail}.`;
  }
  if (atMs === null) return `The books are whole: ${read} recomputed, every balance, grant, hold, rule and hash agrees.`;
  const lines = [
    `The books as of ${new Date(atMs).toISOString()} are whole: ${read} recomputed, with what time had done by then.`,
    ...Object.entries(report.sums).map(([book, amount]) => `  ${book.padEnd(12)}${amountToText(amount).padStart(24)}`),
    `Balances read as their owners read them, and found the same: ${report.balancesRead.toLocaleString('en')}.`,
    `Account rows compared in full, because nothing was booked since: ${report.rowsCompared.toLocaleString('en')}.`,
    'What the other rows keep now is compared by an audit without --at.',
  ];
  return lines.join('\n');
}

export function auditJson(report: AuditReport): string {
  return JSON.stringify(report, (_name, value: unknown) => (typeof value === 'bigint' ? value.toString() : value), 2);
}

export const accountsHeader = 'account,balance,held,available,unbilled,billed';

/** One account as a line of CSV, in micro-credits. */
export function accountLine({ accountId, balance, held, available, unbilled, billed }: AccountBalance): string {
  const id = /[",\r\n]/u.test(accountId) ? `"${accountId.replaceAll('"', '""')}"` : accountId;
  return [id, balance, held, available, unbilled, billed].join(',');
}
