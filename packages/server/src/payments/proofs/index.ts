export type { BalanceProof } from './balance-proof.ts';
export { balanceOf, compareBalances } from './compare-balances.ts';
export { listBalanceProofs, type BalanceProofPage } from './list-balance-proofs.ts';
export { addressesMaxDefault, proveBalances, proveBalancesDaily, type ProveBalances } from './prove-balances.ts';
