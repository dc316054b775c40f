export { audit, type AuditOptions, type AuditReport, type Difference } from './audit.ts';
export type { AccountBalance } from './balance-reader.ts';
export type { BookSums, OutstandingLine } from './totals.ts';
