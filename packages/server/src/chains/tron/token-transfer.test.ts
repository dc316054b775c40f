import { bytesToHex } from '@noble/hashes/utils.js';
import { utils } from 'tronweb';
import { encodeFunctionData, parseAbi } from 'viem';
import { expect, test } from 'vitest';
import { writeTokenTransfer, type TokenTransfer } from './token-transfer.ts';

const transfers = 10_000;
const abi = parseAbi(['function transfer(address to, uint256 value)']);

function randomHex(bytes: number): string {
  return `0x${bytesToHex(crypto.getRandomValues(new Uint8Array(bytes)))}`;
}

function randomBelow(limit: bigint): bigint {
  return BigInt(randomHex(32)) % limit;
}

function randomTransfer(): TokenTransfer {
  const number = Number(randomBelow(2n ** 32n));
  const timestampMs = Number(randomBelow(2n ** 42n));
  return {
    from: randomHex(20),
    token: randomHex(20),
    to: randomHex(20),
    amount: randomBelow(2n ** (1n + randomBelow(256n))),
    refBlock: { number, hash: `0x${number.toString(16).padStart(16, '0')}${randomHex(24).slice(2)}` },
    timestampMs,
    expirationMs: timestampMs + 60_000,
    feeLimitSun: randomBelow(2n ** 40n),
  };
}

/** The same in the form that tronweb makes of it. */
function byTronweb(transfer: TokenTransfer): { rawDataHex: string; txId: string } {
  // The form is that of an address of the Ethereum virtual machine.
  const args = [transfer.to as `0x${string}`, transfer.amount] as const;
  const value = {
    data: encodeFunctionData({ abi, args }).slice(2),
    owner_address: `41${transfer.from.slice(2)}`,
    contract_address: `41${transfer.token.slice(2)}`,
  };
  const raw_data = {
    contract: [{ parameter: { value, type_url: 'type.googleapis.com/protocol.TriggerSmartContract' }, type: 'TriggerSmartContract' }],
    ref_block_bytes: transfer.refBlock.hash.slice(14, 18),
    ref_block_hash: transfer.refBlock.hash.slice(18, 34),
    expiration: transfer.expirationMs,
    timestamp: transfer.timestampMs,
    fee_limit: Number(transfer.feeLimitSun),
  };
  const pb: unknown = utils.transaction.txJsonToPb({ raw_data });
  return { rawDataHex: utils.transaction.txPbToRawDataHex(pb).toLowerCase(), txId: utils.transaction.txPbToTxID(pb).replace(/^0x/u, '') };
}

test(`${String(transfers)} random transfers have the bytes and the id that tronweb gives them`, () => {
  const wrong: TokenTransfer[] = [];
  for (let count = 0; count < transfers; count += 1) {
    const transfer = randomTransfer();
    const ours = writeTokenTransfer(transfer);
    const theirs = byTronweb(transfer);
    if (ours.rawDataHex !== theirs.rawDataHex || ours.txId !== theirs.txId) wrong.push(transfer);
  }
  expect(wrong).toEqual([]);
}, 60_000);
