export type { Match } from './choose-invoice.ts';
export { matchDeposits } from './match-deposits.ts';
