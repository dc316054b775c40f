import { unitsToText } from '../kernel/index.ts';
import type { TransferFee } from '../payments/index.ts';
import { ChainTrouble } from './chain-errors.ts';
import { readQuantity, type NodeClient } from './json-rpc/index.ts';

/** What a network asks for a transfer of the token, in the smallest unit of its own coin. */
export interface FeeRule {
  readonly coin: TransferFee['coin'];
  /** How many decimals the coin has. */
  readonly decimals: number;
  /** Gas, or energy, of a transfer to an address that holds the token already, and to one that does not. */
  readonly gas: { readonly held: bigint; readonly fresh: bigint };
  /** What may come on top, whatever the gas costs. */
  readonly besides: bigint;
}

/**
 * What a transfer of the token costs its sender now, by the price of gas that the node gives; `undefined` when it gives none. Nothing
 * depends on it but what customers are told, so a node that does not answer this is as good as another.
 */
export async function readTransferFee(node: NodeClient, rule: FeeRule, nowMs: number): Promise<TransferFee | undefined> {
  const { coin, decimals, gas, besides } = rule;
  try {
    const price = BigInt(await node.ask('eth_gasPrice', [], (answer) => readQuantity(answer, 'price of gas')));
    return {
      coin,
      least: unitsToText(price * gas.held, decimals),
      most: unitsToText(price * gas.fresh + besides, decimals),
      atMs: nowMs,
    };
  } catch (error) {
    if (error instanceof ChainTrouble) return undefined;
    throw error;
  }
}
