export type { Match } from './choose-invoice.ts';
export { assignInvoice } from './queries.ts';
export { matchDeposits } from './match-deposits.ts';
