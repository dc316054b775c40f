export { isTronAddress } from './address.ts';
export { openDepositKey } from './deposit-key.ts';
export { TronChain, tronMainNetwork } from './tron-chain.ts';
