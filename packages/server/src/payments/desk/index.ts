export { assignDeposit } from './assign-deposit.ts';
export { creditDeposit } from './credit-deposit.ts';
export { listUnmatchedDeposits, type UnmatchedDeposit, type UnmatchedDepositPage } from './list-unmatched-deposits.ts';
export type { DeskDeposit } from './read-desk-deposit.ts';
export { readNetworkHealth, type NetworkHealth } from './read-network-health.ts';
export { rescanNetwork, type Rescan, type RescanRequest } from './rescan-network.ts';
export { returnDeposit } from './return-deposit.ts';
