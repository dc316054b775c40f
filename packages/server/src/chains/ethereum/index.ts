export { EthereumChain, ethereumMainNetwork, type EthereumChainOptions } from './ethereum-chain.ts';
export { openDepositKey } from './deposit-key.ts';
