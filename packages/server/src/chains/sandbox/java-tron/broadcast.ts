import { hexToBytes } from '@noble/hashes/utils.js';
import { recoverAddress } from 'viem';
import type { LocalBlock } from './answers.ts';
import { carry, readTransaction, type SignedCall } from './read-transaction.ts';

type Ask = (method: string, params: readonly unknown[]) => Promise<unknown>;

/** What a transaction is held against. */
export interface BroadcastContext {
  readonly ask: Ask;
  head(): Promise<LocalBlock>;
  blockAt(number: number): Promise<LocalBlock | undefined>;
  /** The transaction of the local chain that carries it; `undefined` when it has not come yet. */
  localHashOf(txId: string): Promise<string | undefined>;
}

/** Why it is not taken, as java-tron calls it. */
interface Refused {
  readonly code: string;
  readonly message: string;
}

/** Energy costs 100 sun a unit, and the local chain's coin has 18 decimals where Tron's has 6. */
const sunPerEnergy = 100n;
const weiPerSun = 10n ** 12n;
const lifetimeMaxMs = 86_400_000;
/** A block of the local chain holds 30 million. */
const gasMax = 20_000_000n;
const recentBlocks = 65_536;
/** What the local chain asks for a transaction with so many bytes of input, whatever it does. */
const leastGas = 21_000n;
const gasPerByte = 40n;
const tooPoor: Refused = { code: 'BANDWITH_ERROR', message: 'Account resource insufficient error.' };

/**
 * Takes a signed call of a contract in Tron's own form, checks what a node checks (signature, block that it names, lifetime, that it is
 * new) and carries it out on the local chain in the name of its signer, where gas plays energy: the fee limit and what the signer has of
 * the coin bound it. `txHex` is its protocol buffer.
 */
export async function broadcastHex(context: BroadcastContext, txHex: string): Promise<object> {
  const transaction = readTransaction(hexToBytes(txHex.replace(/^0x/u, '')));
  const refused = await refusalOf(context, transaction);
  const { txId: txid, signatures } = transaction;
  const shown = JSON.stringify({ signature: signatures, txID: txid });
  if (refused !== undefined) return { result: false, ...refused, transaction: shown, txid };
  return { result: true, code: 'SUCCESS', message: '', transaction: shown, txid };
}

/** Sends it, or says why not. */
async function refusalOf(context: BroadcastContext, transaction: SignedCall): Promise<Refused | undefined> {
  const { txId, call, expirationMs, feeLimitSun } = transaction;
  if ((await context.localHashOf(txId)) !== undefined) return { code: 'DUP_TRANSACTION_ERROR', message: 'Transaction already exists.' };
  const head = await context.head();
  const nowMs = Number(head.timestamp) * 1000;
  if (expirationMs <= nowMs || expirationMs > nowMs + lifetimeMaxMs)
    return { code: 'TRANSACTION_EXPIRATION_ERROR', message: 'Transaction expired' };
  if (call === undefined) return { code: 'CONTRACT_VALIDATE_ERROR', message: 'Contract validate error : the stand-in takes calls only' };
  const owner = `0x${call.owner}`;
  if (!(await isSignedBy(transaction, owner))) return { code: 'SIGERROR', message: 'Validate signature error: sig error' };
  if (!(await namesRecentBlock(context, transaction, head.number))) return { code: 'TAPOS_ERROR', message: 'Tapos check error' };
  const balance = BigInt(String(await context.ask('eth_getBalance', [owner, 'latest']))) / weiPerSun;
  const energy = (balance < feeLimitSun ? balance : feeLimitSun) / sunPerEnergy;
  const data = carry(transaction, call.data);
  // Below that the local chain would never carry it out. A node would, and let it fail.
  if (energy < leastGas + gasPerByte * BigInt(data.length / 2)) return tooPoor;
  const sent = {
    from: owner,
    to: `0x${call.contract}`,
    data,
    gas: `0x${(energy < gasMax ? energy : gasMax).toString(16)}`,
    gasPrice: `0x${(sunPerEnergy * weiPerSun).toString(16)}`,
  };
  await context.ask('anvil_impersonateAccount', [owner]);
  try {
    await context.ask('eth_sendTransaction', [sent]);
    return undefined;
  } finally {
    await context.ask('anvil_stopImpersonatingAccount', [owner]);
  }
}

async function isSignedBy({ txId, signatures }: SignedCall, owner: string): Promise<boolean> {
  const [signature, ...more] = signatures;
  if (signature === undefined || more.length > 0) return false;
  try {
    // 65 bytes; whatever else they are, no key has made them.
    return (await recoverAddress({ hash: `0x${txId}`, signature: `0x${signature}` })).toLowerCase() === owner;
  } catch {
    return false;
  }
}

/** It names a block by the end of its height and the middle of its id, so that it counts on no other chain. */
async function namesRecentBlock(context: BroadcastContext, transaction: SignedCall, head: number): Promise<boolean> {
  const { refBlockBytes, refBlockHash } = transaction;
  const behind = (head - Number(`0x${refBlockBytes || '0'}`)) % recentBlocks;
  const block = behind < 0 ? undefined : await context.blockAt(head - behind);
  return block?.id.slice(18, 34) === refBlockHash;
}
