import type { RescanNetworkBody } from '../../api/sdk.ts';
import { messages } from '../../messages/index.ts';

export const WAYS = ['byTransaction', 'byAddress', 'byBlocks'] as const;
export type Way = (typeof WAYS)[number];

/** What an operator has written into the form. */
export interface RescanText {
  hash: string;
  address: string;
  from: string;
  to: string;
}

export type RescanAsked = { body: RescanNetworkBody } | { address: string; fromBlock?: number };

const HASH = /^(?:0x)?[0-9a-f]{64}$/iu;
const BLOCK = /^\d{1,15}$/u;
/** Whether it is one of ours, and its checksum, is for the server to say. */
const ADDRESS = /^[0-9a-z]{26,100}$/iu;

/** What is wrong with what was written, field by field. */
export function wrongIn(way: Way, { hash, address, from, to }: RescanText): Partial<Record<keyof RescanText, string>> {
  const t = messages.paymentsDesk;
  const needsFrom = way === 'byBlocks' || (way === 'byAddress' && from !== '');
  return {
    ...(way === 'byTransaction' && !HASH.test(hash) ? { hash: t.notAHash } : {}),
    ...(way === 'byAddress' && !ADDRESS.test(address) ? { address: t.notAnAddress } : {}),
    ...(needsFrom && !BLOCK.test(from) ? { from: t.notABlock } : {}),
    ...(way === 'byBlocks' && to !== '' && !BLOCK.test(to) ? { to: t.notABlock } : {}),
  };
}

export function askedOf(way: Way, { hash, address, from, to }: RescanText): RescanAsked {
  switch (way) {
    case 'byTransaction':
      return { body: { txHash: hash } };
    case 'byBlocks':
      return { body: { fromBlock: Number(from), toBlock: Number(to === '' ? from : to) } };
    case 'byAddress':
      return { address, ...(from === '' ? {} : { fromBlock: Number(from) }) };
  }
}
