export { EthereumChain, ethereumMainNetwork } from './ethereum-chain.ts';
export { openDepositKey } from './deposit-key.ts';
