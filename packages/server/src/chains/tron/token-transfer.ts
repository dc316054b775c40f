import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { assert } from '../../kernel/index.ts';
import type { BlockRef } from '../../payments/index.ts';

/** A transfer of the token that somebody else signs. Addresses are as logs have them, in lower-case hexadecimal with 0x. */
export interface TokenTransfer {
  readonly from: string;
  readonly token: string;
  readonly to: string;
  /** In base units of the token. */
  readonly amount: bigint;
  /** A recent block of the chain that the transaction is meant for; its id ends the life of the transaction on any other. */
  readonly refBlock: BlockRef;
  readonly timestampMs: number;
  /** At most a day after the block. */
  readonly expirationMs: number;
  /** What the energy may cost, in sun (a millionth of a TRX). */
  readonly feeLimitSun: bigint;
}

export interface UnsignedTransaction {
  /** What is signed, in hexadecimal without 0x, as wallets for Tron take it. */
  readonly rawDataHex: string;
  /** SHA-256 of that. The signature does not change it, so it is known before anything is sent. */
  readonly txId: string;
}

const triggerSmartContract = 31n;
const typeUrl = 'type.googleapis.com/protocol.TriggerSmartContract';
/** `transfer(address,uint256)`. */
const transferSelector = 'a9059cbb';
const addressPrefix = '41';

/** Writes a transfer as Tron does: `Transaction.raw` of its protocol buffers, with one call of a contract. Holds no key. */
export function writeTokenTransfer(transfer: TokenTransfer): UnsignedTransaction {
  const { from, token, to, amount, refBlock } = transfer;
  assert(amount >= 0n && amount < 2n ** 256n, 'an amount has 256 bits');
  const data = `${transferSelector}${to.slice(2).padStart(64, '0')}${amount.toString(16).padStart(64, '0')}`;
  const call = concatBytes(
    bytesField(1, hexToBytes(`${addressPrefix}${from.slice(2)}`)),
    bytesField(2, hexToBytes(`${addressPrefix}${token.slice(2)}`)),
    bytesField(4, hexToBytes(data)),
  );
  const parameter = concatBytes(bytesField(1, utf8ToBytes(typeUrl)), bytesField(2, call));
  const contract = concatBytes(numberField(1, triggerSmartContract), bytesField(2, parameter));
  // The block is named by the end of its height and by the middle of its id.
  const id = hexToBytes(refBlock.hash.slice(2));
  const raw = concatBytes(
    bytesField(1, id.subarray(6, 8)),
    bytesField(4, id.subarray(8, 16)),
    numberField(8, BigInt(transfer.expirationMs)),
    bytesField(11, contract),
    numberField(14, BigInt(transfer.timestampMs)),
    numberField(18, transfer.feeLimitSun),
  );
  return { rawDataHex: bytesToHex(raw), txId: bytesToHex(sha256(raw)) };
}

/** A field of protocol buffers that holds bytes, with their length before them. */
function bytesField(field: number, bytes: Uint8Array): Uint8Array {
  return concatBytes(varint(BigInt(field * 8 + 2)), varint(BigInt(bytes.length)), bytes);
}

/** A field of protocol buffers that holds a number; zero is left out. */
function numberField(field: number, value: bigint): Uint8Array {
  return value === 0n ? new Uint8Array() : concatBytes(varint(BigInt(field * 8)), varint(value));
}

/** Seven bits a byte, the lowest first; all but the last have the eighth set. */
function varint(value: bigint): Uint8Array {
  assert(value >= 0n && value < 2n ** 63n, 'a number of a transaction has 63 bits');
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}
