import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js';

/** A signed call of a contract in Tron's own form. Hexadecimal is without 0x, as java-tron writes it. */
export interface SignedCall {
  /** The whole of it: what was signed, and the signatures. */
  readonly bytes: Uint8Array;
  readonly txId: string;
  readonly refBlockBytes: string;
  readonly refBlockHash: string;
  readonly expirationMs: number;
  readonly feeLimitSun: bigint;
  readonly signatures: readonly string[];
  /** `undefined` when it is no call of a contract, or carries something besides. */
  readonly call: { readonly owner: string; readonly contract: string; readonly data: string } | undefined;
}

type Field = bigint | Uint8Array;

const triggerSmartContract = 31n;
const triggerType = 'type.googleapis.com/protocol.TriggerSmartContract';
const callMembers: ReadonlySet<number> = new Set([1, 2, 4]);
/** Ends the input of a transaction of the local chain that carries one of Tron's behind what it calls. */
const mark = Uint8Array.of(0x74, 0x72, 0x6f, 0x6e, 0x2d, 0x74, 0x78, 0x31);
const lengthBytes = 4;

/** Reads `Transaction` of Tron's protocol buffers with one contract in it. Throws a RangeError for bytes that are none. */
export function readTransaction(bytes: Uint8Array): SignedCall {
  const whole = fieldsOf(bytes);
  const raw = bytesIn(whole, 1);
  const fields = fieldsOf(raw);
  const [contract, ...more] = fields.get(11) ?? [];
  if (!(contract instanceof Uint8Array) || more.length > 0) throw new RangeError('a transaction has one contract');
  return {
    bytes,
    txId: bytesToHex(sha256(raw)),
    refBlockBytes: bytesToHex(bytesIn(fields, 1)),
    refBlockHash: bytesToHex(bytesIn(fields, 4)),
    expirationMs: Number(numberIn(fields, 8)),
    feeLimitSun: numberIn(fields, 18),
    signatures: (whole.get(2) ?? []).flatMap((each) => (each instanceof Uint8Array ? bytesToHex(each) : [])),
    call: readCall(fieldsOf(contract)),
  };
}

function readCall(contract: ReadonlyMap<number, readonly Field[]>): SignedCall['call'] {
  const parameter = fieldsOf(bytesIn(contract, 2));
  if (numberIn(contract, 1) !== triggerSmartContract || Buffer.from(bytesIn(parameter, 1)).toString() !== triggerType) return undefined;
  const call = fieldsOf(bytesIn(parameter, 2));
  if ([...call.keys()].some((member) => !callMembers.has(member))) return undefined;
  const [owner, called] = [bytesToHex(bytesIn(call, 1)), bytesToHex(bytesIn(call, 2))];
  if (!isAddress(owner) || !isAddress(called)) return undefined;
  return { owner: owner.slice(2), contract: called.slice(2), data: bytesToHex(bytesIn(call, 4)) };
}

/** The input of the transaction of the local chain that does the same: contracts do not look at what stands behind their arguments. */
export function carry({ bytes }: SignedCall, data: string): string {
  const length = Uint8Array.from([24, 16, 8, 0], (bits) => (bytes.length >>> bits) & 0xff);
  return `0x${data}${bytesToHex(concatBytes(bytes, length, mark))}`;
}

/** The way back: the transaction of Tron that stands in an input of the local chain, and the input without it. */
export function carriedIn(input: string): { readonly txId: string; readonly data: string } | undefined {
  if (!input.endsWith(bytesToHex(mark))) return undefined;
  const bytes = hexToBytes(input.slice(2));
  const end = bytes.length - mark.length - lengthBytes;
  const length = bytes.subarray(end, end + lengthBytes).reduce((sum, byte) => sum * 256 + byte, 0);
  if (length > end) return undefined;
  try {
    const { txId } = readTransaction(bytes.subarray(end - length, end));
    return { txId, data: `0x${bytesToHex(bytes.subarray(0, end - length))}` };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function isAddress(hex: string): boolean {
  return /^41[0-9a-f]{40}$/u.test(hex);
}

/** The fields of a message by their numbers: whole numbers, and bytes. */
function fieldsOf(bytes: Uint8Array): ReadonlyMap<number, readonly Field[]> {
  const fields = new Map<number, Field[]>();
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at];
      if (byte === undefined || shift > 63n) throw new RangeError('a number of a message has no end');
      at += 1;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    const [number, kind] = [Number(tag >> 3n), Number(tag & 7n)];
    let value: Field;
    if (kind === 0) value = varint();
    else if (kind === 2) {
      const length = Number(varint());
      if (at + length > bytes.length) throw new RangeError('a field of a message goes beyond its end');
      value = bytes.subarray(at, at + length);
      at += length;
    } else throw new RangeError('a message has a field of an unknown kind');
    fields.set(number, [...(fields.get(number) ?? []), value]);
  }
  return fields;
}

function bytesIn(fields: ReadonlyMap<number, readonly Field[]>, number: number): Uint8Array {
  const value = fields.get(number)?.at(-1) ?? new Uint8Array();
  if (!(value instanceof Uint8Array)) throw new RangeError('a field of a message is no bytes');
  return value;
}

function numberIn(fields: ReadonlyMap<number, readonly Field[]>, number: number): bigint {
  const value = fields.get(number)?.at(-1) ?? 0n;
  if (typeof value !== 'bigint') throw new RangeError('a field of a message is no number');
  return value;
}
