export { openDepositKey } from './deposit-key.ts';
