export {
  ChainTrouble,
  ChainUnfit,
  type Block,
  type BlockRef,
  type Chain,
  type ChainHead,
  type DepositKey,
  type DerivedAddress,
  type NetworkFacts,
  type NetworkId,
  type TestPayer,
  type Transfer,
} from './chain.ts';
