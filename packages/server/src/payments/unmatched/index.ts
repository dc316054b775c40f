export { assignDeposit } from './assign-deposit.ts';
export { creditDeposit } from './credit-deposit.ts';
export { listUnmatchedDeposits, type UnmatchedDeposit, type UnmatchedPage } from './list-unmatched-deposits.ts';
export { returnDeposit } from './return-deposit.ts';
