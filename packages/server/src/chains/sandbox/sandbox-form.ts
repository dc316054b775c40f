import type { DepositKey, NetworkFacts, NetworkId } from '../../payments/index.ts';
import { openDepositKey as openEthereumKey } from '../ethereum/index.ts';
import { addressToHex, encodeHexAddress } from '../tron/address.ts';
import { openDepositKey as openTronKey } from '../tron/index.ts';
import { blocksUntilFinalized } from './anvil-process.ts';
import { testTronUsdtBytecode } from './contracts/test-tron-usdt.generated.ts';
import { testUsdtBytecode } from './contracts/test-usdt.generated.ts';
import { testUsdtAddress } from './local-chain.ts';

/** In what the sandboxes of the networks differ. */
export interface SandboxForm {
  readonly title: string;
  readonly chainId: number;
  readonly recommended: boolean;
  /** Where wallets keep an account of this network. */
  readonly accountPath: string;
  readonly openDepositKey: (xpub: string) => DepositKey;
  readonly token: `0x${string}`;
  readonly blocksUntilFinal: number;
  /** An address of the local chain as people know it on this network, and back. */
  readonly show: (address: string) => string;
  readonly read: (shown: string) => string | undefined;
}

export const sandboxForms: Readonly<Record<NetworkId, SandboxForm>> = {
  tron: {
    title: 'Tron TRC20 (local test chain)',
    chainId: 31_195,
    recommended: true,
    accountPath: `m/44'/195'/0'`,
    openDepositKey: openTronKey,
    token: testTronUsdtBytecode,
    // 18 or 19 blocks on the real chain. Like there it is sooner than on Ethereum.
    blocksUntilFinal: 4,
    show: encodeHexAddress,
    read: addressToHex,
  },
  ethereum: {
    title: 'Ethereum ERC20 (local test chain)',
    chainId: 31_337,
    recommended: false,
    accountPath: `m/44'/60'/0'`,
    openDepositKey: openEthereumKey,
    token: testUsdtBytecode,
    blocksUntilFinal: blocksUntilFinalized,
    show: (address) => address,
    read: (shown) => shown,
  },
};

/** What the payments room is told about the local chain that plays this network. */
export function sandboxFacts(network: NetworkId, blockMs: number): NetworkFacts {
  const { title, chainId, recommended, blocksUntilFinal, show } = sandboxForms[network];
  return {
    id: network,
    title,
    token: 'USDT',
    tokenContract: show(testUsdtAddress),
    chainId,
    sandbox: true,
    recommended,
    creditAt: 'final',
    confirmationsRequired: blocksUntilFinal,
    typicalSeconds: Math.ceil(((blocksUntilFinal + 2) * blockMs) / 1000),
    pollMs: blockMs,
  };
}
