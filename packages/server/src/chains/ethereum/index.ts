export { checksumAddress } from './checksum-address.ts';
export { EthereumChain, ethereumMainNetwork } from './ethereum-chain.ts';
export { openDepositKey } from './deposit-key.ts';
