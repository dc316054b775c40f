export type { ChainSource } from './chain-source.ts';
export { ProviderChain } from './provider-chain.ts';
