import type { PlannedTransfer, TransferPlan, TransferWish } from '../../payments/index.ts';
import { ChainTrouble } from '../chain-errors.ts';
import { readQuantity, readText, type NodeClient } from '../json-rpc/index.ts';
import { constantCall } from './constant-call.ts';
import { parseBlock } from './parse-block.ts';
import { readSolidNow } from './read-solid.ts';
import { writeTokenTransfer } from './token-transfer.ts';

/** Nodes take transactions that expire within a day of their newest block. */
const lifetimeMs = 23 * 60 * 60_000;
/** The bytes of a transfer, burned where the free ones of the day are used up. */
const bandwidthSun = 345_000n;

/**
 * Writes transfers of the token in Tron's own form for their owners to sign. They name a solidified block and live for 23 hours: then
 * they must be written anew. The node tells how much energy each needs; the limit of the fee leaves room for half as much again.
 */
export async function planTransfers(node: NodeClient, token: string, wishes: readonly TransferWish[]): Promise<TransferPlan> {
  const price = BigInt(await node.ask('eth_gasPrice', [], (answer) => readQuantity(answer, 'price of energy')));
  const refBlock = await readSolidNow(node);
  const latest = await node.ask('eth_getBlockByNumber', ['latest', false], parseBlock);
  if (latest === undefined) throw new ChainTrouble(`The node at ${node.name} has no newest block; it may still be starting.`);
  const expirationMs = latest.timestampMs + lifetimeMs;
  const transfers: PlannedTransfer[] = [];
  for (const { from, to, amount } of wishes) {
    const parameter = `${to.slice(2).padStart(64, '0')}${amount.toString(16).padStart(64, '0')}`;
    const call = await constantCall(node, '/wallet', { from, contract: token, selector: 'transfer(address,uint256)', parameter });
    if ('refused' in call) {
      transfers.push(call);
      continue;
    }
    const energyFee = BigInt(call.energy) * price;
    const transfer = {
      from,
      token,
      to,
      amount,
      refBlock,
      expirationMs,
      timestampMs: latest.timestampMs,
      feeLimitSun: (energyFee * 3n) / 2n,
    };
    const { rawDataHex, txId } = writeTokenTransfer(transfer);
    const balance = await node.ask('eth_getBalance', [from, 'latest'], (answer) =>
      BigInt(readText(answer, /^0x[0-9a-f]{1,64}$/iu, 'balance')),
    );
    transfers.push({ nonce: null, unsigned: `0x${rawDataHex}`, digest: `0x${txId}`, fee: energyFee + bandwidthSun, balance });
  }
  return { coin: 'TRX', coinDecimals: 6, expiresAtMs: expirationMs, transfers };
}
