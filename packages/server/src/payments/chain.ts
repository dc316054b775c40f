import type { UsdtUnits } from '../kernel/index.ts';

/**
 * What this room asks of a chain. Each folder of `chains/` implements it once. A chain only reads: it holds no
 * cursor, no database and no key. Whatever it cannot prove it refuses to answer, with `ChainTrouble`; it never guesses
 * and never leaves anything out.
 */
export interface Chain {
  readonly facts: NetworkFacts;
  /**
   * Chooses a provider for one look at the chain, and makes sure that it is of the chain, and the token the contract, that we mean
   * to be paid with. Throws `ChainUnfit` when something is wrong that only a person can mend, `ChainTrouble` when nobody can
   * answer now. When a read fails, the next view may be another provider's.
   */
  openView(): Promise<ChainView>;
  /** For how many addresses `ChainView.readBalances` is asked at once. */
  readonly balancesAtOnce: number;
  /** How each provider is, in the order of the settings. Asks nobody. */
  readProviders(): readonly ProviderHealth[];
  /** What a transfer to us costs its sender, as a node last told; `undefined` when none has. Asks nobody. */
  readTransferFee(): TransferFee | undefined;
  /** What a wallet app opens, for example from a QR code: pay `amount` of the token to `address`. */
  paymentUri(address: string, amount: UsdtUnits): string;
}

/** One look at the chain: all that is read through it is told by one provider, so that it fits together. */
export interface ChainView {
  /** What the token's contract said when it was last looked at. */
  readonly token: TokenState;
  /** The newest block. */
  readLatest(): Promise<Block>;
  /** The newest block that cannot be reverted by the chain's own rule; `undefined` while there is none. */
  readFinal(): Promise<BlockRef | undefined>;
  /** The block at this height of the chain as it is now, or `undefined` when it has not reached that height. */
  readBlock(number: number): Promise<Block | undefined>;
  /** All transfers of the token in exactly this block, in their order. Throws `ChainTrouble` when the block is no longer known. */
  readTransfers(block: Block): Promise<readonly Transfer[]>;
  /**
   * All transfers of the token in the blocks from `from` on, and the last block that they are complete for, which may lie
   * before `to`. `to` must be final. A second source has said the same: another provider, or without one another way of
   * asking. Throws `ChainTrouble` when the two do not agree.
   */
  readFinalTransfers(from: number, to: number): Promise<{ readonly transfers: readonly Transfer[]; readonly through: Block }>;
  /**
   * Where transfers of the token to and from an address lie in the blocks from `from` on, and the last block that was looked through,
   * which may lie before `to`. `to` must be final. All providers are asked, and what one of them says is given: a hint where to read with
   * `readFinalTransfers`, and no proof, neither of what is there nor of what is not.
   */
  findTransfers(address: string, from: number, to: number): Promise<{ readonly transfers: readonly Transfer[]; readonly last: number }>;
  /**
   * What these addresses hold of the token, at one final block not above `notAbove` where the chain can say it of an older block, and at
   * the newest final one where it cannot. Throws `ChainTrouble` while no block is final.
   */
  readBalances(addresses: readonly string[], notAbove: number): Promise<Balances>;
  /** Where the issuer has destroyed funds in these final blocks, which writes no Transfer log. */
  readDestroyedFunds(from: number, to: number): Promise<readonly DestroyedFunds[]>;
  /** Writes transfers of the token for the owners of the keys to sign. Holds no key, and sends nothing. */
  planTransfers(wishes: readonly TransferWish[]): Promise<TransferPlan>;
  /** `undefined` when no block holds this transaction, as far as the node knows. */
  findTransaction(txHash: string): Promise<FoundTransaction | undefined>;
}

/** Balances of the token. All are of one block, or of several where the chain does not say which: from `fromBlock` to `toBlock`, all final. */
export interface Balances {
  readonly fromBlock: number;
  readonly toBlock: number;
  /** In the order of the addresses that were asked for. */
  readonly amounts: readonly UsdtUnits[];
}

/** A transfer of the token that is to be written. Addresses are as the chain's logs have them. */
export interface TransferWish {
  readonly from: string;
  readonly to: string;
  readonly amount: UsdtUnits;
}

/** Transfers that somebody else signs, in the order of the wishes. */
export interface TransferPlan {
  /** The network's own coin, in which each sender pays, and how many decimals it has. */
  readonly coin: TransferFee['coin'];
  readonly coinDecimals: number;
  /** Until when the network takes them; `null` for as long as nothing else with the same number was sent. */
  readonly expiresAtMs: number | null;
  readonly transfers: readonly PlannedTransfer[];
}

/** A transfer as it is signed, or why the network would not carry it out. */
export type PlannedTransfer = UnsignedTransfer | { readonly refused: string };

export interface UnsignedTransfer {
  /** Where the chain counts the transactions of a sender: of two with the same number one is carried out. */
  readonly nonce: number | null;
  /** The whole transaction without a signature, in hexadecimal with 0x. */
  readonly unsigned: string;
  /** The 32 bytes that are signed. */
  readonly digest: string;
  /** The most that it costs, and what the sender has, in the smallest unit of the coin. */
  readonly fee: bigint;
  readonly balance: bigint;
}

/** What the issuer of the token has destroyed at an address, as the contract's log says. */
export interface DestroyedFunds {
  readonly blockNumber: number;
  readonly blockHash: string;
  readonly txHash: string;
  readonly logIndex: number;
  readonly address: string;
  readonly amount: UsdtUnits;
}

/** What may change about a token's contract while we are paid with it. */
export interface TokenState {
  readonly contract: string;
  /** keccak256 of the contract's code, in lower-case hexadecimal with 0x. */
  readonly codeHash: string;
  readonly paused: boolean;
  /** Replaced by another contract of the issuer. */
  readonly deprecated: boolean;
  /** What the issuer keeps of each transfer, in hundredths of a percent. */
  readonly feeBasisPoints: number;
}

/** How one provider of a network does, for the operator. Times are milliseconds since 1970. */
export interface ProviderHealth {
  /** Its host; URLs hold access keys. */
  readonly name: string;
  /** `out`: not asked until `outUntilMs`, because of `lastError`. */
  readonly status: 'in_use' | 'ready' | 'out';
  readonly outUntilMs: number | null;
  readonly lastAnswerAtMs: number | null;
  /** Its newest block when it was last asked for it. */
  readonly headNumber: number | null;
  /** How many blocks it was behind the farthest of the others when they were compared. */
  readonly blocksBehind: number | null;
  /** Where it last had another block than the provider in use. */
  readonly forkNumber: number | null;
  readonly requests: number;
  readonly errors: number;
  readonly lastError: { readonly atMs: number; readonly sentence: string } | null;
}

/** Every network that Imprest knows. */
export type NetworkId = 'tron' | 'ethereum';

export interface NetworkFacts {
  readonly id: NetworkId;
  readonly title: string;
  readonly token: string;
  readonly tokenContract: string;
  readonly chainId: number;
  /** The money has no value. */
  readonly sandbox: boolean;
  readonly recommended: boolean;
  /** `final` credits by the chain's own rule of finality, `confirmations` when so many blocks lie on top of the deposit's. */
  readonly creditAt: 'final' | 'confirmations';
  /** Small deposits, up to so much for each account at a time, count as final after fewer blocks. For `creditAt: 'final'` only. */
  readonly early?: { readonly confirmations: number; readonly upToUsdt: UsdtUnits } | undefined;
  /** How many blocks that is; for `final`, about how many. */
  readonly confirmationsRequired: number;
  /** From payment to credits, as a customer experiences it. */
  readonly typicalSeconds: number;
  /** How often to look for a new block. */
  readonly pollMs: number;
}

/** What a transfer of the token costs its sender, in the network's own coin, as a decimal number. */
export interface TransferFee {
  readonly coin: 'TRX' | 'ETH';
  /** To an address that holds the token already. */
  readonly least: string;
  /** To an address that holds none yet. */
  readonly most: string;
  readonly atMs: number;
}

export interface BlockRef {
  readonly number: number;
  /** Lower-case hexadecimal with 0x. */
  readonly hash: string;
}

export interface Block extends BlockRef {
  readonly parentHash: string;
  readonly timestampMs: number;
  /** Proves an empty answer where the chain has one; `undefined` where the chain has none. */
  readonly logsBloom?: string | undefined;
  /** Where the chain has no bloom: against this the receipts are counted. */
  readonly transactionCount?: number | undefined;
}

/** One Transfer log of the token contract. Addresses and hashes are as the chain's logs have them, in lower case. */
export interface Transfer {
  readonly blockNumber: number;
  readonly blockHash: string;
  readonly txHash: string;
  readonly logIndex: number;
  readonly from: string;
  readonly to: string;
  readonly amount: UsdtUnits;
}

export interface FoundTransaction {
  readonly blockNumber: number;
  /** What it moved that is not the token. One node's word: nothing may be credited by it. */
  readonly others: readonly OtherTransfer[];
}

/** A transfer of another token, or of the network's own coin. */
export interface OtherTransfer {
  /** The token's contract as the chain's logs have it; `null` for the coin. */
  readonly contract: string | null;
  readonly to: string;
  /** In the smallest unit. */
  readonly amount: bigint;
}

/** Where the addresses of a network come from: an extended public key. It cannot spend anything. */
export interface DepositKey {
  /** Names the key without telling it. */
  readonly fingerprint: string;
  /** Where wallets keep the key's account, such as `m/44'/60'/0'`; the address of an index is at `0/index` below it. */
  readonly path: string;
  /** The address of child 0/index. */
  addressAt(index: number): DerivedAddress;
  /** What people write as an address, as the chain's logs have it; `undefined` when a letter is wrong or it is of another network. */
  readAddress(shown: string): string | undefined;
  /** The way back: what the chain's logs have, as people know it. */
  showAddress(onChain: string): string;
}

export interface DerivedAddress {
  /** For people: with checksum. */
  readonly shown: string;
  /** For comparing with `Transfer.to`: as the chain's logs have it. */
  readonly onChain: string;
}

/** The sandbox's payer: a wallet with test USDT. Its transactions are signed before they are sent, so their hash is known first. */
export interface TestPayer {
  readonly network: NetworkId;
  /** The wallet's own address. */
  readonly address: string;
  /** The number that the wallet's next transaction must carry, as far as the chain knows. */
  nextNonce(): Promise<number>;
  /** Signs a transfer of test USDT; talks to nobody. */
  sign(nonce: number, to: string, amount: UsdtUnits): Promise<{ readonly transaction: string; readonly txHash: string }>;
  /** Hands a signed transaction to the node. Harmless when the node has it already. */
  broadcast(transaction: string): Promise<void>;
  /** Lets the wallet go on from this number, for a chain that has forgotten what came before. */
  continueFrom(nonce: number): Promise<void>;
  /** Calls back each time the chain had to be started again and may have lost its newest blocks. */
  onRestart(listener: () => void): () => void;
}

/**
 * What a chain throws when the node does not answer, or not in a way that can be trusted. It may later: wait and ask again. Its
 * message is a sentence for the operator. Chains know only the types of this room, so it is recognised by its name.
 */
export interface ChainTrouble extends Error {
  readonly name: 'ChainTrouble';
}

/** What a chain throws when the node is of another chain, or the contract is not the token that we mean. Waiting does not help. */
export interface ChainUnfit extends Error {
  readonly name: 'ChainUnfit';
}

export function isChainTrouble(error: unknown): error is ChainTrouble {
  return error instanceof Error && error.name === 'ChainTrouble';
}

export function isChainUnfit(error: unknown): error is ChainUnfit {
  return error instanceof Error && error.name === 'ChainUnfit';
}
